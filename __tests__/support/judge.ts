/** Holds a town to the promise: while things happen, and at rest. */
import { CALL_END_REASON } from '../../lib/types'
import type { Delivery } from './chat'
import type { Person, Town } from './town'
import { nameOfSignal } from './wire'

const REASONS: string[] = Object.values(CALL_END_REASON)

export class Judge {
  /** invitations that a phone knows to be over, as `phone inviteID` */
  private dead = new Set<string>()
  private listeners: number[] = []

  constructor(
    private readonly town: Town,
    private readonly people: Person[],
  ) {}

  begin(): void {
    this.dead = new Set()
    this.listeners = this.people.map(({ tim }) => tim.listenerCount())
    this.town.chat.log.length = 0
    for (const person of this.people) {
      person.heard = []
      person.platform.logged.length = 0
    }
  }

  /** Delivers a message, and looks at what it does. */
  deliver(hop: Delivery, release: () => void): void {
    const person = this.people.find(({ tim }) => tim === hop.device)
    if (!person) return release()
    const before = { ended: person.ended, rung: person.got('INVITED').length }
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
      if (status !== 'idle') continue
      if (pusher || players.length) throw new Error(`${phone} is idle and has media`)
      if (this.town.media.publishing(phone)) throw new Error(`${phone} is idle and publishes`)
    }
    const { listenerErrors } = this.town.chat
    if (listenerErrors.length) throw new Error(`a listener threw: ${String(listenerErrors[0])}`)
  }

  /** Points 1 to 6 of the promise. */
  atRest(): void {
    this.afterStep()
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

  private checkRing(person: Person, rung: number): void {
    for (const { inviteID } of person.got('INVITED').slice(rung)) {
      if (this.dead.has(`${person.phone} ${inviteID}`)) throw new Error(`ghost ring at ${person.phone}: ${inviteID}`)
    }
  }

  /** A message ends only the call that it names, or one with a sender who calls again. */
  private checkEnd(person: Person, { from, signal }: Delivery): void {
    const end = person.got('CALL_END').slice(-1)[0]
    if (!end || !signal) return
    const data = (signal.call['data'] ?? {}) as { callID?: string; replaces?: string }
    const ended = this.callOf(end.inviteID)
    const isReplaced = end.reason === 'replaced' && nameOfSignal(signal) === 'invite'
    if (data.callID === ended || isReplaced || (data.replaces && data.replaces === end.inviteID)) return
    throw new Error(`${person.phone}: a call was ended by a foreign ${nameOfSignal(signal)} of ${from}`)
  }

  /** callID of the call that an invitation belongs to. */
  private callOf(inviteID: string): string | undefined {
    const line = this.town.chat.log.find(({ signal }) => signal?.action === 'invite' && signal.inviteID === inviteID)
    return (line?.signal?.call['data'] as { callID?: string } | undefined)?.callID
  }
}
