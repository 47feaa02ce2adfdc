/**
 * Every party, message and notice that occurs, stored once and known by a number, with what each party does with each
 * message and notice: the logic under test runs once for each such pair, not once for each world.
 */
import { read } from '../../lib/call/wire'
import { CALL_TYPE } from '../../lib/foundation/types'
import { badIn } from './checks'
import { Interned } from './interned'
import { truthOf } from './parties'
import type { Flight, Kind, Notice, Party, PartyID, Scenario } from './parties'
import { partyPrint } from './prints'
import { newParty, Reactions } from './react'
import type { Logic, Reaction } from './react'

/** ms */
const TEN_MINUTES = 600_000

/** A reaction in numbers. Parties are called by their places in the scenario's list. */
export interface Outcome {
  party: number
  sent: number[]
  rooms: string[]
  reports: string[]
  replaced: { call: string; by: number } | null
}

export interface KnownParty {
  party: Party
  /** the call that it is in, '' if none */
  truth: string
  bad: string[]
  moves: { label: string; kind: Kind; outcome: Outcome; lost: string }[] | null
  crash: Outcome | null
  wait: Outcome | null
  /** what it does with each message and each notice, as far as known */
  delivered: (Outcome | undefined)[]
  told: (Outcome | undefined)[]
  /** messages that were taken for dead letters of this party */
  discarded: Set<number>
}

export interface KnownFlight extends Flight {
  label: string
  receiver: number
  /** a switch to voice, which is told only once */
  isToVoice: boolean
}

export interface KnownNotice extends Notice {
  label: string
  receiver: number
  /** notices of one line come in order */
  line: number
}

export class Cast {
  private readonly reactions: Reactions
  private readonly parties = new Interned<KnownParty>()
  private readonly flights = new Interned<KnownFlight>()
  private readonly notices = new Interned<KnownNotice>()
  private readonly lines = new Interned<string>()

  constructor(
    private readonly scenario: Scenario,
    logic: Logic,
  ) {
    this.reactions = new Reactions(scenario, logic)
  }

  /** All parties that occurred; the number of each is its place. */
  everyParty(): readonly KnownParty[] {
    return this.parties.items
  }

  party(number: number): KnownParty {
    return this.parties.at(number)
  }

  flight(number: number): KnownFlight {
    return this.flights.at(number)
  }

  notice(number: number): KnownNotice {
    return this.notices.at(number)
  }

  newParty(id: PartyID): number {
    return this.partyNumber(newParty(id, this.scenario))
  }

  noticeNumber(receiver: number, user: number, room: string, joined: boolean): number {
    const line = `${receiver}/${room}/${user}`
    return this.notices.number(`${line}/${joined}`, () => {
      const notice = { to: this.idAt(receiver), room, user: this.idAt(user), joined }
      const label = `room ${room} tells ${notice.to} that ${notice.user} ${joined ? 'joined' : 'left'}`
      return { ...notice, label, receiver, line: this.lines.number(line, () => line) }
    })
  }

  movesOf(known: KnownParty): NonNullable<KnownParty['moves']> {
    known.moves ??= this.reactions
      .moves(known.party)
      .map(({ label, kind, reaction, lost }) => ({ label, kind, outcome: this.outcomeOf(reaction), lost }))
    return known.moves
  }

  crashOf(known: KnownParty): Outcome {
    known.crash ??= this.outcomeOf(this.reactions.crash(known.party))
    return known.crash
  }

  waitOf(known: KnownParty): Outcome {
    known.wait ??= this.outcomeOf(this.reactions.wait(known.party))
    return known.wait
  }

  /** The same message, ten minutes old. */
  aged(flight: number): number {
    const { to, envelope, truth } = this.flight(flight)
    return this.flightNumber({ to, envelope: { ...envelope, age: TEN_MINUTES }, truth })
  }

  deliver(known: KnownParty, flight: number): Outcome {
    return (known.delivered[flight] ??= this.outcomeOf(this.reactions.deliver(known.party, this.flight(flight))))
  }

  tell(known: KnownParty, notice: number): Outcome {
    return (known.told[notice] ??= this.outcomeOf(this.reactions.tell(known.party, this.notice(notice))))
  }

  /** Whether the party `number`, as it is now, has no use for a message. */
  ignores(number: number, flight: number): boolean {
    const { party, sent, rooms, reports, replaced } = this.deliver(this.party(number), flight)
    return party === number && !sent.length && !rooms.length && !reports.length && !replaced
  }

  private outcomeOf({ party, sent, rooms, reports, replaced }: Reaction): Outcome {
    return {
      party: this.partyNumber(party),
      sent: sent.map((flight) => this.flightNumber(flight)),
      rooms,
      reports,
      replaced: replaced && { call: replaced.call, by: this.scenario.parties.indexOf(replaced.by) },
    }
  }

  private partyNumber(party: Party): number {
    return this.parties.number(partyPrint(party), () => ({
      party,
      truth: truthOf(party),
      bad: badIn(party),
      moves: null,
      crash: null,
      wait: null,
      delivered: [],
      told: [],
      discarded: new Set(),
    }))
  }

  private flightNumber(flight: Flight): number {
    return this.flights.number(JSON.stringify(flight), () => {
      const { to, envelope } = flight
      const message = read(envelope)
      return {
        ...flight,
        label: `${envelope.age ? 'late ' : ''}${envelope.kind} ${envelope.inviteID} from ${envelope.from} to ${to}`,
        receiver: this.scenario.parties.indexOf(to),
        isToVoice: message?.kind === 'switch' && message.to === CALL_TYPE.AUDIO,
      }
    })
  }

  private idAt(place: number): PartyID {
    const id = this.scenario.parties[place]
    if (id === undefined) throw new Error(`the scenario has no party number ${place}`)
    return id
  }
}
