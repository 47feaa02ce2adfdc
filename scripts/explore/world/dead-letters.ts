/**
 * A dead letter is a message under way that its receiver would ignore now and whatever happens before it arrives: the
 * answer to a call that is over, say. Worlds that differ in dead letters alone are alike, and there are many of them, so
 * the large scenarios take such messages away at once.
 *
 * The search takes away what the receiver would ignore now; that it would have ignored it later as well is shown
 * afterwards, here, over everything that became of the receivers in the search. This is enough, by induction over the
 * steps of a search that takes nothing away: each of its worlds is a world of this search, with some of the dead letters
 * and perhaps less luck left. If a dead letter arrives, is lost or doubled, nothing changes but the dead letters; any
 * other step is one of this search. Conversely, to take a dead letter away is to let it arrive. So both meet the same
 * parties, the same reports, and the same worlds with nothing under way: the same violations.
 */
import type { Cast, KnownParty } from './cast'

/** @returns the messages that were taken away although they might have mattered; none, or the search proves nothing */
export function wronglyDiscarded(cast: Cast): string[] {
  const receivers = new Map<number, number[]>()
  cast.everyParty().forEach(({ discarded }, number) => {
    for (const flight of discarded) receivers.set(flight, [...(receivers.get(flight) ?? []), number])
  })
  return [...receivers]
    .filter(([flight, numbers]) => closure(numbers, cast).some((number) => !cast.ignores(number, flight)))
    .map(([flight]) => cast.flight(flight).label)
}

/** `numbers` and all that became of them. */
function closure(numbers: number[], cast: Cast): number[] {
  const found = new Set(numbers)
  // a set is walked in the order of insertion, those that are added on the way included
  for (const number of found) for (const later of successors(cast.party(number))) found.add(later)
  return [...found]
}

function successors({ moves, crash, wait, delivered, told }: KnownParty): number[] {
  const outcomes = [...(moves ?? []).map(({ outcome }) => outcome), crash, wait, ...delivered, ...told]
  return outcomes.flatMap((outcome) => (outcome ? [outcome.party] : []))
}
