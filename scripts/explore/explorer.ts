/** Breadth-first search through every world that a scenario can reach, with the promise checked in each. */
import { wronglyDiscarded } from './world/dead-letters'
import type { Scenario } from './parties/parties'
import type { Logic } from './parties/react'
import { Worlds } from './world/world'
import type { Visit } from './world/world'
import { WorldSet } from './world/world-set'

export interface Result {
  scenario: string
  states: number
  /** different states of a single party */
  parties: number
  transitions: number
  atRest: number
  depth: number
  /** how often each violation was seen, with the shortest way to it */
  violations: Map<string, { count: number; trail: string[] }>
  seconds: number
  /** memory of the states */
  bytes: number
  /** false: stopped at `maxStates`, or at the first violation */
  complete: boolean
}

/** @param options.maxStates stops there; `stopAtFirst` stops at the first violation */
export function explore(
  scenario: Scenario,
  logic: Logic,
  options: { maxStates?: number; stopAtFirst?: boolean } = {},
): Result {
  const { maxStates = Infinity, stopAtFirst = false } = options
  const began = process.hrtime.bigint()
  const worlds = new Worlds(scenario, logic)
  const found = new WorldSet(worlds.width)
  const world = worlds.first()
  const violations: Result['violations'] = new Map()
  let transitions = 0
  let atRest = 0
  let depth = 0
  let lastOfDepth = 0
  let complete = true
  let index = 0
  let toCome = 0
  let reported: { violation: string; label: string }[] = []
  const note = (violation: string, at: number, label?: string) => {
    const known = violations.get(violation)
    if (known) known.count++
    else violations.set(violation, { count: 1, trail: trailTo(at, worlds, found).concat(label ?? []) })
  }
  const take: Visit = (next, kind, reports) => {
    transitions++
    if (kind === 'system') toCome++
    found.add(next, index)
    for (const violation of reports) reported.push({ violation, label: worlds.label })
  }
  found.add(world, -1)
  for (; index < found.size; index++) {
    if (index > lastOfDepth) {
      lastOfDepth = found.size - 1
      depth++
    }
    found.read(index, world)
    for (const violation of worlds.problems(world)) note(violation, index)
    toCome = 0
    worlds.expand(world, take)
    // now, because telling the way expands other worlds
    for (const { violation, label } of reported) note(violation, index, label)
    if (reported.length) reported = []
    if (toCome === 0) {
      atRest++
      for (const violation of worlds.problemsAtRest(world)) note(violation, index)
    }
    if ((stopAtFirst && violations.size) || found.size >= maxStates) {
      complete = false
      break
    }
  }
  // a search that was cut short has not seen all that became of the receivers
  const doubtful = complete ? wronglyDiscarded(worlds.cast) : []
  // the first world, to which no step leads
  for (const label of doubtful) note('a message that matters was taken for a dead letter', 0, label)
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  const { size: states, bytes } = found
  const parties = worlds.cast.everyParty().length
  return { scenario: scenario.name, states, parties, transitions, atRest, depth, violations, seconds, bytes, complete }
}

/** The steps from the beginning to world `index`, done again. */
function trailTo(index: number, worlds: Worlds, found: WorldSet): string[] {
  const labels: string[] = []
  const parent = new Int32Array(worlds.width)
  const child = new Int32Array(worlds.width)
  for (let at = index; found.parentOf(at) >= 0; at = found.parentOf(at)) {
    found.read(found.parentOf(at), parent)
    found.read(at, child)
    let step = ''
    worlds.expand(parent, (next) => {
      if (!step && next.every((number, place) => number === child[place])) step = worlds.label
    })
    labels.unshift(step)
  }
  return labels
}
