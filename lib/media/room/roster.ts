import type { RoomEvent } from '../../foundation/ports'
import type { UserID } from '../../foundation/types'
import type { MeterFact, PlayerFact, RosterFact } from './native-events'

/** What the room says about a user, beyond being there. */
export interface MediaFacts {
  hasVideo: boolean
  hasAudio: boolean
  /** false: the video is not rendered, by this user's wish */
  viewing: boolean
  /** 0-100 */
  volume: number
  /** 0 unknown, 1 best ... 6 down */
  quality: number
}

const NO_MEDIA: Readonly<MediaFacts> = { hasVideo: false, hasAudio: false, viewing: true, volume: 0, quality: 0 }

interface Entry {
  /** as the call was told */
  facts: MediaFacts
  /** in the room, by its own word */
  present: boolean
  /** the call was told that the user is there */
  told: boolean
  /** after a re-entry: what the room has not yet said anew. Until it does, the old state holds */
  unheard: { user: boolean; video: boolean; audio: boolean } | null
  /** its streams arrive; null: no speed was ever said, and so that there is none says nothing either */
  flows: boolean | null
  /** what was measured and told; nothing at first, which is not 0 */
  measured: { volume?: number; quality?: number }
}

/** The part of a player's attributes that matters here. */
interface Stream {
  userID: UserID
  hasVideo: boolean
  hasAudio: boolean
}

/** The users of a call's room, the only list of them. Turns what the room reports into events, each told once. */
export class Roster {
  private readonly entries = new Map<UserID, Entry>()

  constructor(private readonly self: UserID) {}

  isPresent(userID: UserID): boolean {
    const entry = this.entries.get(userID)
    return !!entry && entry.present
  }

  factsOf(userID: UserID): Readonly<MediaFacts> {
    const entry = this.entries.get(userID)
    return entry ? entry.facts : NO_MEDIA
  }

  setViewing(userID: UserID, viewing: boolean): void {
    this.entryOf(userID).facts.viewing = viewing
  }

  /** @returns false if it was measured already */
  measure(userID: UserID, fact: MeterFact): boolean {
    const { facts, measured } = this.entryOf(userID)
    const { kind } = fact
    const value = kind === 'volume' ? fact.volume : fact.quality
    if (value === measured[kind] || (kind === 'quality' && !value)) return false
    measured[kind] = facts[kind] = value
    return true
  }

  /**
   * What a player says about the streams of its user, or the room about that user: a sign of life, or the lack of one.
   * @returns false if that is not new
   */
  judge(userID: UserID, fact: PlayerFact | RosterFact): boolean {
    const entry = this.entries.get(userID)
    if (!entry || !entry.told) return false
    const before = entry.flows
    const flows = flowOf(fact, before)
    entry.flows = flows
    return flows !== before && (before !== null || flows === false)
  }

  /** Those whom the room has spoken of, and who are in it. */
  membersIn(fact: RosterFact): UserID[] {
    const named = 'streams' in fact ? fact.streams.map(({ userID }) => userID) : fact.userIDs
    return named.filter((userID) => this.isPresent(userID))
  }

  flows(userID: UserID): boolean {
    const entry = this.entries.get(userID)
    return !entry || entry.flows !== false
  }

  /** The room is about to be left and entered again: that alone takes no user out of the call. */
  expectBack(): void {
    this.entries.forEach((entry) => {
      entry.present = false
      if (entry.told) entry.unheard = { user: true, video: true, audio: true }
    })
  }

  get anyExpected(): boolean {
    let any = false
    this.entries.forEach(({ unheard }) => (any = any || unheard !== null))
    return any
  }

  /** From here on, users who were not announced again are gone. @returns who that is */
  stopExpecting(): UserID[] {
    const gone: UserID[] = []
    this.entries.forEach((entry, userID) => {
      if (entry.told && !entry.present) gone.push(userID)
      entry.unheard = null
    })
    return gone
  }

  /** What the room says about users counts from now on. */
  hear(fact: RosterFact): void {
    if ('streams' in fact) {
      for (const { userID } of fact.streams) this.hearOf(userID, fact.kind)
      return
    }
    for (const userID of fact.userIDs) {
      if (fact.kind === 'gone') this.setGone(userID)
      else if (userID !== this.self) {
        this.entryOf(userID).present = true
        this.hearOf(userID, 'user')
      }
    }
  }

  /**
   * What has changed since the last time. Users who left first lose video and audio.
   * @param streams what the users publish; a user with two streams has video as long as one of them has
   */
  compare(streams: Stream[]): RoomEvent[] {
    const publishing = {
      hasVideo: new Set(streams.filter(({ hasVideo }) => hasVideo).map(({ userID }) => userID)),
      hasAudio: new Set(streams.filter(({ hasAudio }) => hasAudio).map(({ userID }) => userID)),
    }
    const events: RoomEvent[] = []
    this.entries.forEach((entry, userID) => {
      if (!entry.present || entry.told) return
      entry.told = true
      events.push({ kind: 'userJoined', userID })
    })
    this.entries.forEach((entry, userID) => {
      const { facts, unheard } = entry
      if (!entry.told) return
      for (const kind of ['video', 'audio'] as const) {
        const field = kind === 'video' ? 'hasVideo' : 'hasAudio'
        const available = publishing[field].has(userID)
        if (available === facts[field] || (!available && unheard && unheard[kind])) continue
        facts[field] = available
        events.push({ kind, userID, available })
      }
      if (entry.present || (unheard && unheard.user)) return
      this.entries.set(userID, { ...newEntry(), facts: { ...NO_MEDIA, viewing: facts.viewing } })
      events.push({ kind: 'userLeft', userID })
    })
    return events
  }

  private entryOf(userID: UserID): Entry {
    const entry = this.entries.get(userID) || newEntry()
    this.entries.set(userID, entry)
    return entry
  }

  private setGone(userID: UserID): void {
    const entry = this.entries.get(userID)
    if (!entry) return
    entry.present = false
    entry.unheard = null
  }

  private hearOf(userID: UserID, what: 'user' | 'video' | 'audio'): void {
    const entry = this.entries.get(userID)
    if (entry && entry.unheard) entry.unheard[what] = false
  }
}

/** Whether streams arrive, by what is said now and what was known. */
function flowOf(fact: PlayerFact | RosterFact, before: boolean | null): boolean | null {
  switch (fact.kind) {
    case 'stalled':
      return false
    case 'quality':
      if (fact.speed) return true
      if (fact.speed === 0) return before === null && fact.quality < 6 ? null : false
      return fact.quality === 6 ? false : fact.quality ? before !== null || null : before
    case 'volume':
      return fact.volume && before === false ? true : before
    default:
      return before === false ? true : before
  }
}

function newEntry(): Entry {
  return { facts: { ...NO_MEDIA }, present: false, told: false, unheard: null, flows: null, measured: {} }
}
