import { Refusal } from './wire/connection'
import type { Connection, Handlers } from './wire/connection'
import type { Journal } from './journal'
import { withLocalAddresses } from './local-candidates'
import type { LogKind, MediaEvents, MediaMember, MediaOperations } from './wire/protocol'
import type { UserSigs } from './user-sigs'

/** TRTC's code for a room that one may not enter. */
const NO_PERMISSION = -100006

/** TRTC's code for an operation outside of a room. */
const NOT_IN_ROOM = -3319

interface Member extends MediaMember {
  readonly phone: string
  readonly room: Room
  /** null while the phone is away, until `dropTimer` fires */
  connection: Connection<MediaEvents> | null
  dropTimer: NodeJS.Timeout | undefined
}

interface Room {
  readonly name: string
  readonly members: Map<string, Member>
}

/** @param claim.room a number, or a name behind a `:` */
export type VerifyRoomKey = (claim: { userID: string; room: string; privateMapKey: string }) => boolean

export interface MediaOptions {
  userSigs: UserSigs
  /** "advanced permission control": rooms open to those who have their key */
  verifyRoomKey?: VerifyRoomKey | undefined
  journal: Journal
  /** ms until a phone that vanished leaves its room */
  dropAfter: number
  onChange: () => void
}

/** Media rooms: who is in, who sends what, and the way for WebRTC's offers, answers and candidates. */
export class Media {
  dropAfter: number
  /** what the desk asks for instead; null: nothing */
  deskDropAfter: number | null = null
  private readonly rooms = new Map<string, Room>()

  constructor(private readonly options: MediaOptions) {
    this.dropAfter = options.dropAfter
  }

  /** What one connection may ask for. */
  handlers(connection: Connection<MediaEvents>): Handlers<MediaOperations> {
    let member: Member | undefined
    const present = (): Member => {
      // another phone, or an administrator, may have taken this one's place
      if (member?.connection !== connection) throw new Refusal(NOT_IN_ROOM, 'enter a room first')
      return member
    }
    connection.onClose(() => {
      if (member?.connection === connection) this.lose(member)
    })
    return {
      enter: (params) => {
        if (member?.connection === connection) this.remove(member, 'room-leave')
        member = this.enter(connection, params)
        return { members: this.others(member).map(streamsOf) }
      },
      leave: () => {
        this.remove(present(), 'room-leave')
        return {}
      },
      publish: (streams) => {
        this.publish(present(), streams)
        return {}
      },
      signal: ({ to, subscription, signal }) => {
        const { room, userID } = present()
        const target = room.members.get(to)?.connection
        if (!target) return {}
        for (const each of withLocalAddresses(signal)) {
          target.emit('signal', { from: userID, subscription, signal: each })
        }
        return {}
      },
    }
  }

  members(): Member[] {
    return [...this.rooms.values()].flatMap((room) => [...room.members.values()])
  }

  /** An administrator's kick. */
  removePhone(phone: string): void {
    for (const member of this.members()) {
      if (member.phone === phone) this.expel(member)
    }
  }

  close(): void {
    for (const member of this.members()) clearTimeout(member.dropTimer)
    this.rooms.clear()
  }

  private enter(connection: Connection<MediaEvents>, params: MediaOperations['enter']['params']): Member {
    const verdict = this.options.userSigs.verify(params)
    if (!verdict.ok) throw new Refusal(verdict.code, verdict.message)

    const { sdkAppID, userID, privateMapKey = '' } = params
    const { verifyRoomKey } = this.options
    if (verifyRoomKey && !verifyRoomKey({ userID, room: params.room, privateMapKey })) {
      throw new Refusal(NO_PERMISSION, `${userID} has no privateMapKey for room ${params.room}`)
    }
    const room = this.room(`${sdkAppID}/${params.room}`)
    const earlier = room.members.get(userID)
    if (earlier && earlier.phone !== connection.phone) this.expel(earlier)
    else if (earlier) this.comeBack(earlier)

    const member: Member = {
      userID,
      phone: connection.phone,
      room,
      connection,
      hasVideo: false,
      hasAudio: false,
      hasScreen: false,
      dropTimer: undefined,
    }
    this.rooms.set(room.name, room)
    room.members.set(userID, member)
    if (!earlier || earlier.phone !== member.phone) this.tell(member, 'joined', { userID })
    this.note(member, 'room-enter')
    return member
  }

  /** The same phone again: it never left in the eyes of the others, only its streams begin anew. */
  private comeBack(earlier: Member): void {
    clearTimeout(earlier.dropTimer)
    earlier.connection = null
    this.publish(earlier, { hasVideo: false, hasAudio: false, hasScreen: false })
  }

  private publish(member: Member, { hasVideo, hasAudio, hasScreen = false }: Omit<MediaMember, 'userID'>): void {
    if (member.hasVideo === hasVideo && member.hasAudio === hasAudio && member.hasScreen === hasScreen) return
    Object.assign(member, { hasVideo, hasAudio, hasScreen })
    this.tell(member, 'stream', streamsOf(member))
    this.options.onChange()
  }

  private lose(member: Member): void {
    member.connection = null
    member.dropTimer = setTimeout(() => this.remove(member, 'room-drop'), this.deskDropAfter ?? this.dropAfter)
    this.options.onChange()
  }

  private expel(member: Member): void {
    const { connection } = member
    connection?.emit('removed', {})
    this.remove(member, connection ? 'room-removed' : 'room-drop')
  }

  private remove(member: Member, kind: LogKind): void {
    const { room, userID } = member
    clearTimeout(member.dropTimer)
    member.connection = null
    if (room.members.get(userID) !== member) return
    this.tell(member, 'left', { userID })
    room.members.delete(userID)
    if (room.members.size === 0) this.rooms.delete(room.name)
    this.note(member, kind)
  }

  private tell<K extends keyof MediaEvents>(about: Member, event: K, data: MediaEvents[K]): void {
    for (const other of this.others(about)) other.connection?.emit(event, data)
  }

  private others(member: Member): Member[] {
    return [...member.room.members.values()].filter((other) => other.userID !== member.userID)
  }

  private room(name: string): Room {
    return this.rooms.get(name) ?? { name, members: new Map() }
  }

  private note({ phone, userID, room }: Member, kind: LogKind): void {
    this.options.journal.add({ phone, from: userID, to: room.name, kind })
    this.options.onChange()
  }
}

function streamsOf({ userID, hasVideo, hasAudio, hasScreen }: Member): MediaMember {
  return { userID, hasVideo, hasAudio, ...(hasScreen && { hasScreen }) }
}
