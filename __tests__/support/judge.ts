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
    for (const person of this.people) person.heard = []
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
    for (const { calling, phone, strays, crashed } of this.people) {
      if (crashed) continue
      if (strays.length) throw new Error(`${phone} heard ${strays.join()} outside of a call`)
      if (calling.state.status !== 'idle') continue
      if (calling.state.pusher || calling.state.players.length) throw new Error(`${phone} is idle and has media`)
      if (this.town.media.publishing(phone)) throw new Error(`${phone} is idle and publishes`)
    }
    if (this.town.chat.listenerErrors.length) throw new Error(`a listener threw: ${String(this.town.chat.listenerErrors)}`)
  }

  /** Points 1 to 6 of the promise. */
  atRest(): void {
    this.afterStep()
    this.town.expectAtRest()
    for (const person of this.people.filter(({ crashed }) => !crashed)) {
      const { calling, phone } = person
      for (const end of person.got('CALL_END')) {
        if (!REASONS.includes(end.reason) || !(end.callEnd >= 0)) throw new Error(`${phone} heard a false CALL_END`)
      }
      if (calling.state.status === 'idle') continue
      const room = this.town.media.inRoom(phone)
      const together = this.people.filter((one) => one !== person && this.town.media.inRoom(one.phone) === room)
      const known = calling.state.members.filter(({ status }) => status === 'joined').map(({ userID }) => userID)
      if (!together.length) throw new Error(`${phone} is connected with nobody`)
      const there = together.map(({ userID }) => userID)
      if (known.sort().join() !== there.sort().join()) {
        throw new Error(`${phone} shows ${known.join()}, in the room are ${there.join()}`)
      }
    }
  }

  allIdle(): void {
    this.afterStep()
    const living = this.people.filter(({ crashed }) => !crashed)
    this.town.expectIdle(...living)
    for (const { phone, begun, ended } of living) {
      if (begun !== ended) throw new Error(`${phone} has begun ${begun} calls and ended ${ended}`)
    }
    this.people.forEach(({ tim, calling, phone, crashed }, index) => {
      if (crashed || calling.state.session !== 'ready') return
      if (tim.listenerCount() !== this.listeners[index]) throw new Error(`${phone} has other listeners than before`)
    })
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
