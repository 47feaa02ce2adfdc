/**
 * The explorer takes two parties with one print for the same one, and follows the first alone. So whatever happens, both
 * must do the same: otherwise there are states that it never looks at.
 */
import { callLogic, Reactions } from '../../../scripts/explore/parties/react'
import { idOf } from '../../../scripts/explore/parties/parties'
import type { Flight, Party, Reaction, Scenario } from '../../../scripts/explore/parties/parties'
import { CI_SCENARIOS } from '../../../scripts/explore/scenarios'
import { Cast } from '../../../scripts/explore/world/cast'
import { partyPrint } from '../../../scripts/explore/world/prints'
import { Worlds } from '../../../scripts/explore/world/world'
import { WorldSet } from '../../../scripts/explore/world/world-set'

const MAX_WORLDS = 1_500
/** of which each party tries what has been sent to it */
const MESSAGES = 12

/** Remembers who was taken for whom: for each party one other, the latest. */
class Witness extends Cast {
  readonly pairs = new Map<Party, Party>()

  protected override merged(known: Party, party: Party): void {
    this.pairs.set(known, party)
  }

  /** Messages to the party, some of all that have occurred. */
  messagesTo(party: Party): Flight[] {
    const all = Array.from({ length: this.flightCount }, (_, number) => this.flight(number))
    const own = all.filter(({ to }) => to === idOf(party))
    return own.filter((_, at) => at % Math.ceil(own.length / MESSAGES) === 0)
  }
}

function search(scenario: Scenario): Witness {
  const witness = new Witness(scenario, callLogic)
  const worlds = new Worlds(scenario, callLogic, witness)
  const found = new WorldSet(worlds.width)
  const world = worlds.first()
  found.add(world, -1)
  for (let index = 0; index < found.size && found.size < MAX_WORLDS; index++) {
    found.read(index, world)
    worlds.expand(world, (next) => void found.add(next, index))
  }
  return witness
}

function outcome({ party, ...others }: Reaction): object {
  return { party: partyPrint(party), ...others }
}

it.each(CI_SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  '%s: parties with one print do the same',
  (_, scenario) => {
    const witness = search(scenario)
    const reactions = new Reactions(scenario, callLogic)
    const doings = (party: Party): object => ({
      moves: reactions
        .moves(party)
        .map(({ reaction, ...move }) => ({ ...move, ...outcome(reaction) }))
        .sort((one, other) => one.label.localeCompare(other.label)),
      crash: outcome(reactions.crash(party)),
      wait: outcome(reactions.wait(party)),
      messages: witness.messagesTo(party).map((message) => outcome(reactions.deliver(party, message))),
    })
    expect(witness.pairs.size).toBeGreaterThan(0)
    for (const [known, party] of witness.pairs) expect(doings(party)).toEqual(doings(known))
  },
)
