import type { TrtcPlayerAttributes } from 'trtc-wx-sdk'
import type { PlayerAttributes } from '../../foundation/calling-state'
import type { UserID } from '../../foundation/types'
import { keepEqualEntries, playerAttributes } from './attributes'
import { readPlayerEvent } from './native-events'
import type { PlayerFact } from './native-events'
import type { Roster } from './roster'

interface Heard {
  userID: UserID
  fact: PlayerFact
  /** of the two streams of a user who shares the screen, the one that speaks for the user */
  isMain: boolean
}

/** The streams that are played: what their tags get, and what the tags say. */
export class Players {
  list: PlayerAttributes[] = []
  /** streamIDs: their first frame has come. false: they load again, or have lost the stream */
  private readonly pictures = new Map<string, boolean>()

  constructor(private readonly roster: Roster) {}

  /** @returns whether that changed anything */
  update(streams: TrtcPlayerAttributes[], handsFree: boolean): boolean {
    const isSeen = ({ hasVideo, userID }: TrtcPlayerAttributes) => hasVideo && this.roster.factsOf(userID).viewing
    const seen = streams.filter(isSeen).map(({ streamID }) => streamID)
    // what is shown anew begins anew
    this.pictures.forEach((_, streamID) => {
      if (seen.indexOf(streamID) < 0) this.pictures.delete(streamID)
    })
    const list = streams.map((stream) => {
      const { userID, streamID } = stream
      const hasPicture = this.pictures.get(streamID) === true && this.roster.flows(userID)
      return playerAttributes(stream, { viewing: this.roster.factsOf(userID).viewing, handsFree, hasPicture })
    })
    const before = this.list
    this.list = keepEqualEntries(before, list)
    return this.list !== before
  }

  /**
   * Reads a native event; `hasPicture` follows with the next `update`.
   * @returns null if it says nothing about a stream that is played
   */
  hear(event: unknown): Heard | null {
    const read = readPlayerEvent(event)
    if (!read) return null
    const player = this.list.filter(({ streamID }) => read.ids.indexOf(streamID) >= 0)[0]
    if (!player) return null
    const { streamID, userID } = player
    this.judgePicture(streamID, read.fact)
    // the main stream carries the voice, whichever came first
    const own = this.list.filter((one) => one.userID === userID)
    const main = own.filter((one) => /_main$/.test(one.streamID))[0]
    return { userID, fact: read.fact, isMain: player === (main || own[0]) }
  }

  /** This phone is out of the room; the tags stay. */
  losePictures(): void {
    this.pictures.clear()
  }

  /** Not every version says 2003 each time; that frames arrive is said by `netstatus`, every two seconds. */
  private judgePicture(streamID: string, fact: PlayerFact): void {
    const { pictures } = this
    if (fact.kind === 'firstFrame' || (fact.kind === 'quality' && fact.hasFrames)) pictures.set(streamID, true)
    else if (!pictures.has(streamID)) return
    else if (fact.kind === 'playing') pictures.set(streamID, true)
    else if (fact.kind === 'loading' || fact.kind === 'stalled') pictures.set(streamID, false)
  }
}
