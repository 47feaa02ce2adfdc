/** The media rooms: two ends meet only if both really enter the same room id. */
import type { VirtualClock } from './clock'

export type Media = 'video' | 'audio'

/** What an end's media SDK is told. */
export interface MediaEvents {
  entered(): void
  joined(userID: string): void
  left(userID: string): void
  stream(userID: string, media: Media, available: boolean): void
}

/** One end, as the rooms know it. */
export class MediaMember {
  /** `int:4711` or `str:name`; '' outside */
  room = ''
  readonly publishes: Record<Media, boolean> = { video: false, audio: false }
  /** who is in the room, as far as this end was told */
  readonly sees = new Set<string>()
  /** what the engine's handlers of media events threw */
  readonly errors: string[] = []
  events: MediaEvents = { entered() {}, joined() {}, left() {}, stream() {} }

  constructor(readonly userID: string) {}
}

/** how long the service takes to tell anything, ms */
const MEDIA_MS = 20

export class MediaRooms {
  /** who entered and left, and when */
  readonly log: { at: number; line: string }[] = []
  private readonly rooms = new Map<string, Set<MediaMember>>()

  constructor(private readonly clock: VirtualClock) {}

  enter(member: MediaMember, room: string): void {
    this.leave(member)
    member.room = room
    this.log.push({ at: this.clock.now, line: `${member.userID} enter ${room}` })
    this.clock.after(MEDIA_MS, () => {
      if (member.room !== room) return
      member.events.entered()
      const others = this.membersOf(room)
      for (const other of others) {
        this.introduce(other, member)
        this.introduce(member, other)
      }
      others.add(member)
    })
  }

  leave(member: MediaMember): void {
    const { room, userID } = member
    if (!room) return
    member.room = ''
    this.log.push({ at: this.clock.now, line: `${userID} leave ${room}` })
    member.publishes.video = false
    member.publishes.audio = false
    member.sees.clear()
    const others = this.membersOf(room)
    others.delete(member)
    for (const other of others) {
      this.clock.after(MEDIA_MS, () => {
        if (other.room === room && other.sees.delete(userID)) other.events.left(userID)
      })
    }
  }

  /** Does nothing outside of a room. */
  publish(member: MediaMember, media: Media, on: boolean): void {
    const { room, userID } = member
    if (!room || member.publishes[media] === on) return
    member.publishes[media] = on
    for (const other of this.membersOf(room)) {
      if (other === member) continue
      this.clock.after(MEDIA_MS, () => {
        if (other.sees.has(userID)) other.events.stream(userID, media, on)
      })
    }
  }

  private introduce(to: MediaMember, { userID, publishes }: MediaMember): void {
    to.sees.add(userID)
    to.events.joined(userID)
    if (publishes.video) to.events.stream(userID, 'video', true)
    if (publishes.audio) to.events.stream(userID, 'audio', true)
  }

  private membersOf(room: string): Set<MediaMember> {
    const members = this.rooms.get(room) ?? new Set()
    this.rooms.set(room, members)
    return members
  }
}

/** The room in a `<live-pusher>` url; '' without one. */
export function roomOfUrl(url: string): string {
  const [, text, id = ''] = /[?&](str)?roomid=([^&]*)/i.exec(url) ?? []
  return id === '' || id === '0' ? '' : `${text ? 'str' : 'int'}:${id}`
}
