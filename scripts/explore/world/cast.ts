/**
 * Every party, message and notice that occurs, stored once and known by a number, with what each party does with each
 * message and notice: the logic under test runs once for each such pair, not once for each world.
 */
import { read } from '../../../lib/call/wire'
import { CALL_TYPE } from '../../../lib/foundation/types'
import { badIn } from './checks'
import { Interned, Lists } from './interned'
import { idOf, truthOf } from '../parties/parties'
import type { Flight, Kind, Notice, Party, PartyID, Reaction, Scenario } from '../parties/parties'
import { partyPrint } from './prints'
import { newParty, Reactions } from '../parties/react'
import type { Logic } from '../parties/react'

/** ms */
const TEN_MINUTES = 600_000

/** A reaction in numbers. Parties are called by their places in the scenario's list. */
export interface Outcome {
  party: number
  /** a list of messages; 0 if none */
  sent: number
  /** ways into rooms and out of them, one after the other */
  walks: number[]
  reports: string[]
  replaced: { call: string; by: number } | null
}

/** The party at `place` goes into a room, or out of it. */
export interface Walk {
  place: number
  room: string
  joins: boolean
}

export interface KnownMove {
  label: string
  kind: Kind
  outcome: Outcome
  /** what of it is lost, as in `KnownFlight.source`; -1 if nothing */
  lost: number
}

export interface KnownParty {
  party: Party
  /** the call that it is in, '' if none */
  truth: string
  bad: string[]
  moves: KnownMove[] | null
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
  /** one number for all that a party sends under the name of one invitation */
  source: number
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
  /** messages, in no order */
  readonly channels = new Lists((flight) => flight)
  private readonly reactions: Reactions
  private readonly parties = new Interned<KnownParty>()
  private readonly flights = new Interned<KnownFlight>()
  private readonly notices = new Interned<KnownNotice>()
  private readonly lines = new Interned<string>()
  private readonly walks = new Interned<Walk>()
  private readonly sources = new Interned<string>()

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

  get flightCount(): number {
    return this.flights.items.length
  }

  notice(number: number): KnownNotice {
    return this.notices.at(number)
  }

  walk(number: number): Walk {
    return this.walks.at(number)
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

  movesOf(known: KnownParty): KnownMove[] {
    known.moves ??= this.reactions.moves(known.party).map(({ label, kind, reaction, lost }) => ({
      ...{ label, kind, outcome: this.outcomeOf(reaction, known.party) },
      lost: lost ? this.sourceNumber(idOf(known.party), lost) : -1,
    }))
    return known.moves
  }

  crashOf(known: KnownParty): Outcome {
    known.crash ??= this.outcomeOf(this.reactions.crash(known.party), known.party)
    return known.crash
  }

  waitOf(known: KnownParty): Outcome {
    known.wait ??= this.outcomeOf(this.reactions.wait(known.party), known.party)
    return known.wait
  }

  /** The same message, ten minutes old. */
  aged(flight: number): number {
    const { to, envelope, truth } = this.flight(flight)
    return this.flightNumber({ to, envelope: { ...envelope, age: TEN_MINUTES }, truth })
  }

  deliver(known: KnownParty, flight: number): Outcome {
    return (known.delivered[flight] ??= this.outcomeOf(
      this.reactions.deliver(known.party, this.flight(flight)),
      known.party,
    ))
  }

  tell(known: KnownParty, notice: number): Outcome {
    return (known.told[notice] ??= this.outcomeOf(this.reactions.tell(known.party, this.notice(notice)), known.party))
  }

  /** Whether the party `number`, as it is now, has no use for a message. */
  ignores(number: number, flight: number): boolean {
    const { party, sent, walks, reports, replaced } = this.deliver(this.party(number), flight)
    return party === number && !sent && !walks.length && !reports.length && !replaced
  }

  private outcomeOf({ party, sent, rooms, reports, replaced }: Reaction, before: Party): Outcome {
    return {
      party: this.partyNumber(party),
      sent: this.channels.of(sent.map((flight) => this.flightNumber(flight))),
      walks: this.walksOf(before, rooms),
      reports,
      replaced: replaced && { call: replaced.call, by: this.scenario.parties.indexOf(replaced.by) },
    }
  }

  private walksOf(before: Party, rooms: string[]): number[] {
    const place = this.scenario.parties.indexOf(idOf(before))
    let { room } = before
    return rooms.map((to) => {
      const walk: Walk = { place, room: to || room, joins: to !== '' }
      room = to
      return this.walks.number(`${place}/${walk.room}/${walk.joins}`, () => walk)
    })
  }

  private partyNumber(party: Party): number {
    const { length } = this.parties.items
    const number = this.parties.number(partyPrint(party), () => ({
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
    if (number < length) this.merged(this.party(number).party, party)
    return number
  }

  /** `party` has the print of `known`, which goes on in its place: both must react alike. For a test that looks whether they do. */
  protected merged(_known: Party, _party: Party): void {}

  private flightNumber(flight: Flight): number {
    return this.flights.number(JSON.stringify(flight), () => {
      const { to, envelope } = flight
      const message = read(envelope)
      return {
        ...flight,
        label: `${envelope.age ? 'late ' : ''}${envelope.kind} ${envelope.inviteID} from ${envelope.from} to ${to}`,
        receiver: this.scenario.parties.indexOf(to),
        source: this.sourceNumber(envelope.from, envelope.inviteID),
        isToVoice: message?.kind === 'switch' && message.to === CALL_TYPE.AUDIO,
      }
    })
  }

  private sourceNumber(sender: PartyID, inviteID: string): number {
    const source = `${sender}/${inviteID}`
    return this.sources.number(source, () => source)
  }

  private idAt(place: number): PartyID {
    const id = this.scenario.parties[place]
    if (id === undefined) throw new Error(`the scenario has no party number ${place}`)
    return id
  }
}
