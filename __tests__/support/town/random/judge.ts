/** Holds a town to the promise: while things happen, and at rest. */
import { CALL_END_REASON, CALL_TYPE } from '../../../../lib/foundation/types'
import type { Delivery, SentMessage, SignalView } from '../../chat/chat'
import type { Person, Town } from '../town'
import { nameOfSignal } from '../../chat/wire'

const REASONS: string[] = Object.values(CALL_END_REASON)
/** an inviter remembers a call that is over for so long, virtual ms */
const REMEMBERED_MS = 120_000

/** How much bad luck a run has had: some of what is promised needs messages that get through. */
export interface Luck {
  /** no send failed, and no network went away */
  everythingSent: boolean
  /** nor was a message lost */
  nothingLost: boolean
}

/** An accept that reached its inviter when the call was over there. */
interface LateAccept {
  inviter: Person
  accepter: string
  callID: string
}

export class Judge {
  /** invitations that a phone knows to be over, as `phone inviteID` */
  private dead = new Set<string>()
  private listeners: number[] = []
  /** who wants to be seen in the call at hand, and how many calls they had ended when they said so */
  private consents = new Map<Person, number>()
  /** who does not let the app use the camera in the call at hand, likewise */
  private hidden = new Map<Person, number>()
  private lateAccepts: LateAccept[] = []
  /** accepts that a phone has heard, as `phone inviteID accepter`; a second copy needs no answer */
  private accepts = new Set<string>()
  /** when a phone heard of the end of a call, as `phone inviteID`, virtual ms */
  private endedAt = new Map<string, number>()
  /** who sees the own picture before the room */
  private previews = new Set<Person>()

  constructor(
    private readonly town: Town,
    private readonly people: Person[],
  ) {}

  begin(): void {
    this.dead = new Set()
    this.consents = new Map()
    this.hidden = new Map()
    this.lateAccepts = []
    this.accepts = new Set()
    this.endedAt = new Map()
    this.previews = new Set()
    this.listeners = this.people.map(({ tim }) => tim.listenerCount())
    this.town.chat.log.length = 0
    for (const person of this.people) {
      person.heard = []
      person.platform.logged.length = 0
    }
  }

  /** A person is about to do what opens the own camera: a video call, the answer to one, the switch to video. */
  consent(person: Person): void {
    this.consents.set(person, person.ended)
    this.hidden.delete(person)
  }

  /** A person is about to do that without giving the camera. */
  hide(person: Person): void {
    this.hidden.set(person, person.ended)
    this.consents.delete(person)
  }

  /** Delivers a message, and looks at what it does. */
  deliver(hop: Delivery, release: () => void): void {
    const person = this.people.find(({ tim }) => tim === hop.device)
    if (!person) return release()
    const before = { ended: person.ended, rung: person.got('INVITED').length }
    this.noteLateAccept(person, hop)
    release()
    this.checkRing(person, before.rung)
    if (person.ended > before.ended) this.checkEnd(person, hop)
    const { signal } = hop
    if (signal && signal.action === 'cancel' && signal.inviter === hop.from) {
      this.dead.add(`${person.phone} ${signal.inviteID}`)
    }
  }

  afterStep(): void {
    for (const person of this.living()) {
      const { calling, phone, strays } = person
      if (strays.length) throw new Error(`${phone} heard ${strays.join()} outside of a call`)
      const { status, pusher, players } = calling.state
      const isPreview = pusher?.url === ''
      // before it is answered, a call is neither seen nor heard: what there may be is the own picture, for its own user
      const hasMedia = status === 'connecting' || status === 'connected'
      if (!hasMedia && ((pusher && (status === 'idle' || !isPreview)) || players.length)) {
        throw new Error(`${phone} is ${status} and has media`)
      }
      if (!hasMedia && this.town.media.publishing(phone)) throw new Error(`${phone} is ${status} and publishes`)
      if (status === 'idle' && person.showsCamera) throw new Error(`${phone} is idle and its camera is on`)
      if (isPreview) this.checkPreview(person)
      else {
        this.checkCamera(person)
        this.previews.delete(person)
      }
      this.noteEnds(person)
    }
    const { listenerErrors } = this.town.chat
    if (listenerErrors.length) throw new Error(`a listener threw: ${String(listenerErrors[0])}`)
  }

  /** Points 1 to 6 of the promise. */
  atRest({ nothingLost, everythingSent }: Luck): void {
    this.afterStep()
    if (nothingLost) this.checkTypes()
    if (everythingSent) this.checkLateAccepts()
    for (const person of this.living()) {
      if (person.calling.state.status === 'idle') this.checkIdle(person)
      else this.checkConnected(person)
      for (const { reason, callEnd } of person.got('CALL_END')) {
        if (!REASONS.includes(reason) || !(callEnd >= 0)) throw new Error(`${person.phone} heard a false CALL_END`)
      }
      // two who call each other are in one call
      if (this.people.length === 2 && person.got('LINE_BUSY').length) throw new Error(`${person.phone} heard "busy"`)
    }
  }

  allIdle(): void {
    this.afterStep()
    for (const person of this.living()) this.checkIdle(person)
  }

  private living(): Person[] {
    return this.people.filter(({ crashed }) => !crashed)
  }

  private checkIdle({ phone, calling, platform, tim, begun, ended }: Person): void {
    const { status, members, session } = calling.state
    if (status !== 'idle' || members.length) throw new Error(`${phone} is ${status}`)
    if (begun !== ended) throw new Error(`${phone} has begun ${begun} calls and heard ${ended} CALL_ENDs`)
    if (platform.pendingTimers()) throw new Error(`${phone} is idle and has ${platform.pendingTimers()} timers`)
    if (this.town.media.inRoom(phone)) throw new Error(`${phone} is idle and in a room`)
    const before = this.listeners[this.people.findIndex((one) => one.phone === phone)]
    if (session === 'ready' && tim.listenerCount() !== before)
      throw new Error(`${phone} has other listeners than before`)
  }

  private checkConnected(person: Person): void {
    const { phone, calling, begun, ended } = person
    const { status, members } = calling.state
    if (status !== 'connected') throw new Error(`${phone} is ${status} at rest`)
    if (begun !== ended + 1) throw new Error(`${phone} has begun ${begun} calls and heard ${ended} CALL_ENDs`)
    const room = this.town.media.inRoom(phone)
    const together = this.people.filter((one) => one !== person && this.town.media.inRoom(one.phone) === room)
    if (!room || !together.length) throw new Error(`${phone} is connected with nobody`)
    const known = members.filter((member) => member.status === 'joined').map(({ userID }) => userID)
    const there = together.map(({ userID }) => userID)
    if (known.sort().join() !== there.sort().join()) {
      throw new Error(`${phone} shows ${known.join()}, in the room are ${there.join()}`)
    }
  }

  /** The own picture before the room: in a video call, of a camera that was allowed before, and without a sound. */
  private checkPreview(person: Person): void {
    const { phone, calling, wx } = person
    const { type, pusher } = calling.state
    if (type !== CALL_TYPE.VIDEO || pusher?.enableMic)
      throw new Error(`${phone} has a preview of more than its picture`)
    const isAllowed = this.previews.has(person) || wx.permissions['scope.camera'] === 'granted'
    if (!isAllowed) throw new Error(`the camera of ${phone} shows a preview without having been allowed`)
    this.previews.add(person)
  }

  /** No camera is on without its user's consent. */
  private checkCamera(person: Person): void {
    const { status, type, switchRequest, pusher } = person.calling.state
    const isOver = status === 'idle' || this.consents.get(person) !== person.ended
    // back in a voice call, the next video needs a consent of its own
    const wantsVoice = type === CALL_TYPE.AUDIO && switchRequest !== 'outgoing'
    if (isOver || wantsVoice) this.consents.delete(person)
    if (pusher?.enableCamera && !this.consents.has(person)) {
      throw new Error(`the camera of ${person.phone} is on without consent`)
    }
    if (pusher && pusher.enableCamera !== this.isSeen(person)) {
      throw new Error(`the camera of ${person.phone} is not what a call of type ${type} says`)
    }
  }

  /** Whether the own camera has to be on: nobody here turns it off in a video call. */
  private isSeen(person: Person): boolean {
    return person.calling.state.type === CALL_TYPE.VIDEO && this.hidden.get(person) !== person.ended
  }

  /** Both sides of a 1v1 call have the same media, and these are what they send. */
  private checkTypes(): void {
    const connected = this.living().filter(({ calling }) => calling.state.status === 'connected')
    for (const person of connected.filter((one) => !one.calling.state.isGroup)) {
      const { phone, calling } = person
      const room = this.town.media.inRoom(phone)
      const peer = connected.find((one) => one.phone !== phone && this.town.media.inRoom(one.phone) === room)
      if (!peer) continue
      const [own, others] = [calling.state.type, peer.calling.state.type]
      if (own !== others) throw new Error(`${phone} is in a call of type ${own}, ${peer.phone} of type ${others}`)
      const isSeen = this.town.media.published(phone).video
      if (isSeen === this.isSeen(person)) continue
      throw new Error(`${phone} is ${isSeen ? 'seen' : 'not seen'} in a call of type ${own}`)
    }
  }

  private noteEnds(person: Person): void {
    for (const { inviteID } of person.got('CALL_END')) {
      const key = `${person.phone} ${inviteID}`
      if (!this.endedAt.has(key)) this.endedAt.set(key, Date.now())
    }
  }

  private noteLateAccept(inviter: Person, { from, signal }: Delivery): void {
    if (signal?.action !== 'accept' || signal.inviter !== inviter.userID) return
    const accept = `${inviter.phone} ${signal.inviteID} ${from}`
    if (this.accepts.has(accept)) return
    this.accepts.add(accept)
    const endedAt = this.endedAt.get(`${inviter.phone} ${signal.inviteID}`)
    if (endedAt === undefined || Date.now() - endedAt >= REMEMBERED_MS) return
    const callID = this.callOf(signal.inviteID)
    if (callID) this.lateAccepts.push({ inviter, accepter: from, callID })
  }

  /** Whoever accepts a call that is over is told so, and does not have to wait for nobody. */
  private checkLateAccepts(): void {
    for (const { inviter, accepter, callID } of this.lateAccepts) {
      if (inviter.crashed || inviter.calling.state.session !== 'ready') continue
      const isAnswer = ({ from, to, signal }: SentMessage) =>
        from === inviter.userID && to === accepter && nameOfSignal(signal) === 'hangup' && callIDOf(signal) === callID
      if (!this.town.chat.log.some(isAnswer)) throw new Error(`${inviter.phone} left a late accept of ${accepter} open`)
    }
  }

  private checkRing(person: Person, rung: number): void {
    for (const { inviteID } of person.got('INVITED').slice(rung)) {
      if (this.dead.has(`${person.phone} ${inviteID}`)) throw new Error(`ghost ring at ${person.phone}: ${inviteID}`)
    }
  }

  /** A message ends only the call that it names, or one with a sender who calls again. */
  private checkEnd(person: Person, { from, signal }: Delivery): void {
    const end = person.got('CALL_END').slice(-1)[0]
    if (!end || !signal) return
    const data = callDataOf(signal)
    const ended = this.callOf(end.inviteID)
    const isReplaced = end.reason === 'replaced' && this.isNewer(signal, from, ended)
    if (data.callID === ended || isReplaced || (data.replaces && data.replaces === end.inviteID)) return
    throw new Error(`${person.phone}: a call was ended by a foreign ${nameOfSignal(signal)} of ${from}`)
  }

  /** An invitation that its sender decided on after opening or answering the call `callID`; it may be sent before. */
  private isNewer(signal: SignalView, from: string, callID: string | undefined): boolean {
    const ofCall = this.town.chat.log.filter((line) => line.from === from && callIDOf(line.signal) === callID)
    return ofCall.every((line) => !isBeginning(line.signal) || orderOf(line.signal) < orderOf(signal))
  }

  /** callID of the call that an invitation belongs to. */
  private callOf(inviteID: string): string | undefined {
    const line = this.town.chat.log.find(({ signal }) => signal?.action === 'invite' && signal.inviteID === inviteID)
    return callIDOf(line?.signal ?? null)
  }
}

function isBeginning(signal: SignalView | null): boolean {
  return ['invite', 'accept'].includes(nameOfSignal(signal))
}

function callIDOf(signal: SignalView | null): string | undefined {
  return signal ? callDataOf(signal).callID : undefined
}

function orderOf(signal: SignalView | null): number {
  return (signal && callDataOf(signal).order) ?? 0
}

function callDataOf(signal: SignalView): { callID?: string; replaces?: string; order?: number } {
  return signal.call['data'] ?? {}
}
