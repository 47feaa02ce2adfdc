import type { RoomEvent } from '../foundation/ports'
import type { UserID } from '../foundation/types'
import type { RosterFact } from './native-events'

interface Media {
  video: boolean
  audio: boolean
}

/** The part of a player's attributes that matters here. */
interface Stream {
  userID: UserID
  hasVideo: boolean
  hasAudio: boolean
}

/** After a re-entry: what the room has not yet said anew about a member. Until it does, the old state holds. */
interface Unheard extends Media {
  user: boolean
}

/** What was told about the other users of a room. Turns the SDK's lists into events, each told once. */
export class Members {
  private readonly told = new Map<UserID, Media>()
  private readonly unheard = new Map<UserID, Unheard>()

  /** The room is about to be left and entered again: nobody is gone because of that. */
  expectBack(): void {
    this.told.forEach((_, userID) => this.unheard.set(userID, { user: true, video: true, audio: true }))
  }

  get anyExpected(): boolean {
    return this.unheard.size > 0
  }

  /** From here on, who was not announced again is gone. */
  stopExpecting(): void {
    this.unheard.clear()
  }

  /** The room speaks about somebody: its word counts from now on. */
  hear(fact: RosterFact): void {
    if ('streams' in fact) {
      for (const { userID } of fact.streams) this.hearOf(userID, fact.kind)
      return
    }
    for (const userID of fact.userIDs) {
      if (fact.kind === 'gone') this.unheard.delete(userID)
      else this.hearOf(userID, 'user')
    }
  }

  /**
   * What has changed since the last time. Somebody who left first loses video and audio.
   * @param users who is in the room
   * @param streams what they publish; a user with two streams has video as long as one of them has
   */
  compare(users: Set<UserID>, streams: Stream[]): RoomEvent[] {
    const publishing = {
      video: new Set(streams.filter(({ hasVideo }) => hasVideo).map(({ userID }) => userID)),
      audio: new Set(streams.filter(({ hasAudio }) => hasAudio).map(({ userID }) => userID)),
    }
    const events: RoomEvent[] = []
    users.forEach((userID) => {
      if (this.told.has(userID)) return
      this.told.set(userID, { video: false, audio: false })
      events.push({ kind: 'userJoined', userID })
    })
    this.told.forEach((media, userID) => {
      const unheard = this.unheard.get(userID)
      for (const kind of ['video', 'audio'] as const) {
        const available = publishing[kind].has(userID)
        if (available === media[kind] || (!available && unheard?.[kind])) continue
        media[kind] = available
        events.push({ kind, userID, available })
      }
      if (users.has(userID) || unheard?.user) return
      this.told.delete(userID)
      events.push({ kind: 'userLeft', userID })
    })
    return events
  }

  clear(): void {
    this.told.clear()
    this.unheard.clear()
  }

  private hearOf(userID: UserID, what: keyof Unheard): void {
    const unheard = this.unheard.get(userID)
    if (unheard) unheard[what] = false
  }
}
