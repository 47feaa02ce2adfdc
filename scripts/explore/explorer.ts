/** Breadth-first search through every world that a scenario can reach, with the promise checked in each. */
import { createHash } from 'node:crypto'
import type { Phase, Settings } from '../../lib/call/model'
import { partyOf, roomName, truthOf } from './parties'
import type { Party, Scenario, World } from './parties'
import { actions, initialWorld } from './world'

export interface Result {
  scenario: string
  states: number
  transitions: number
  atRest: number
  depth: number
  /** how often each violation was seen, with the shortest way to it */
  violations: Map<string, { count: number; trail: string[] }>
  seconds: number
  /** false: stopped at `maxStates` */
  complete: boolean
}

interface Trail {
  label: string
  before: Trail | null
}

/** @param options.maxStates stops there; `stopAtFirst` stops at the first violation */
export function explore(
  scenario: Scenario,
  settings: Settings,
  options: { maxStates?: number; stopAtFirst?: boolean } = {},
): Result {
  const { maxStates = Infinity, stopAtFirst = false } = options
  const began = process.hrtime.bigint()
  const violations: Result['violations'] = new Map()
  const seen = new Prints()
  let frontier: { world: World; trail: Trail | null }[] = [{ world: initialWorld(scenario), trail: null }]
  let transitions = 0
  let atRest = 0
  let depth = 0
  let complete = true
  const note = (violation: string, trail: Trail | null) => {
    const known = violations.get(violation)
    if (known) known.count++
    else violations.set(violation, { count: 1, trail: labels(trail) })
  }
  for (const { world } of frontier) seen.add(fingerprint(world))
  search: while (frontier.length) {
    const following: typeof frontier = []
    for (const { world, trail } of frontier) {
      for (const violation of [...badIn(world), ...waitsForNobody(world, scenario)]) note(violation, trail)
      const found: string[] = []
      const choices = actions(world, scenario, settings, (violation) => found.push(violation))
      if (!choices.some((choice) => choice.kind === 'system')) {
        atRest++
        for (const violation of badAtRest(world, scenario)) note(violation, trail)
      }
      for (const choice of choices) {
        transitions++
        const next = choice.next()
        const way = { label: choice.label, before: trail }
        for (const violation of found.splice(0)) note(violation, way)
        const print = fingerprint(next)
        if (!seen.add(print)) continue
        following.push({ world: next, trail: way })
      }
      if ((stopAtFirst && violations.size) || seen.size >= maxStates) {
        complete = false
        break search
      }
    }
    frontier = following
    if (frontier.length) depth++
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  return { scenario: scenario.name, states: seen.size, transitions, atRest, depth, violations, seconds, complete }
}

/** A set of prints that may hold more than the 16.7 million that one Set takes. */
class Prints {
  size = 0
  private readonly shelves = new Map<string, Set<string>>()

  /** @returns whether it is new */
  add(print: string): boolean {
    const name = print.slice(0, 1)
    const shelf = this.shelves.get(name) ?? new Set()
    this.shelves.set(name, shelf)
    if (shelf.has(print)) return false
    shelf.add(print)
    this.size++
    return true
  }
}

/** What must hold in every state. */
function badIn(world: World): string[] {
  const bad: string[] = []
  for (const id of Object.keys(world.parties)) {
    const party = partyOf(world, id)
    const { current } = party.state
    const open = party.begun - party.ended
    if (open !== (current.phase === 'idle' ? 0 : 1)) bad.push('not exactly one CALL_END per begun call')
    const roomWanted = current.phase === 'active' ? roomName(current.call.room.roomID) : ''
    if (party.room !== roomWanted) bad.push('media leak: in a room without its call')
    if (current.phase === 'idle' && party.timers.length) bad.push('a timer of a past call')
    if (current.phase === 'idle' && party.openRequests) bad.push('a promise that is never settled')
    if (isWaiting(party) && !party.timers.length) bad.push('unbounded wait')
  }
  return bad
}

function isWaiting(party: Party): boolean {
  const { current } = party.state
  if (current.phase === 'calling' || current.phase === 'ringing') return true
  return current.phase === 'active' && (current.connectedAt === null || current.switching !== null)
}

/** An invitee accepted what the inviter has long been through with: only the watchdog would end that. */
function waitsForNobody(world: World, scenario: Scenario): string[] {
  if (world.channel.length || world.notices.length || world.crashes < scenario.crashes) return []
  const inCall = Object.keys(world.parties).filter((id) => partyOf(world, id).state.current.phase !== 'idle')
  const [only] = inCall
  if (inCall.length !== 1 || only === undefined) return []
  const { current } = partyOf(world, only).state
  const waits =
    current.phase === 'active' && current.connectedAt === null && !current.call.isGroup && current.call.inviter !== only
  return waits ? ['waits for a peer that is idle'] : []
}

/** What must hold once nothing is under way. */
function badAtRest(world: World, scenario: Scenario): string[] {
  const parties = Object.keys(world.parties).map((id) => partyOf(world, id))
  const inCall = parties.filter((party) => party.state.current.phase !== 'idle')
  if (!inCall.length) return []
  const calls = new Set(inCall.map(truthOf))
  const stuck = [...calls].some((call) => {
    const together = inCall.filter((party) => truthOf(party) === call)
    const connected = together.every(
      ({ state: { current } }) => current.phase === 'active' && current.connectedAt !== null,
    )
    return together.length < 2 || !connected
  })
  if (stuck) return ['at rest, but neither idle nor connected together']
  const types = new Set(inCall.map(({ state: { current } }) => (current.phase === 'idle' ? 0 : current.call.type)))
  // a switch to voice is told once; if that word is lost, the other side still shows a call with video
  return types.size > 1 && world.drops === scenario.drops ? ['at rest with different media types'] : []
}

function labels(trail: Trail | null): string[] {
  const list: string[] = []
  for (let step = trail; step; step = step.before) list.unshift(step.label)
  return list
}

const partyPrints = new WeakMap<Party, string>()
const linePrints = new WeakMap<object, string>()

/** Equal worlds have equal prints, whatever the order in which messages and memories came about. */
function fingerprint(world: World): string {
  const parties = Object.keys(world.parties).map((id) => partyPrint(partyOf(world, id)))
  const channel = world.channel.map(linePrint).sort()
  const notices = world.notices.map(linePrint).sort()
  const { drops, duplicates, crashes } = world
  const text = [...parties, ...channel, ...notices, `${drops}${duplicates}${crashes}`].join('\n')
  return createHash('md5').update(text).digest('binary').slice(0, 12)
}

/**
 * Numbers that only tell calls apart (keys, n) are left out, or counted from the end: they grow with history.
 * Written by hand, because this is where an exploration spends its time.
 */
function partyPrint(party: Party): string {
  const known = partyPrints.get(party)
  if (known) return known
  const { ended, busyReplies, nextN, order } = party.state.memory
  const ids = ended.map((entry) => `${entry.from}/${entry.id}/${entry.callID}`)
  const timers = party.timers.map((name) => timerPrint(name, nextN))
  const { room, cameraOn, begun, openRequests, callsLeft, switchesLeft, named, dead } = party
  const open = begun - party.ended
  const head = `${room},${cameraOn},${open},${openRequests},${callsLeft},${switchesLeft},${named},${order},${busyReplies.length}`
  const print = `${head};${list(dead)};${list(ids)};${list(timers)};${phasePrint(party.state.current, nextN)}`
  partyPrints.set(party, print)
  return print
}

/** In an order of its own: that of their coming does not matter. */
function list(items: string[]): string {
  return items.slice().sort().join()
}

function timerPrint(name: string, nextN: number): string {
  const timer = name.slice(name.indexOf('/') + 1)
  return timer.startsWith('ring:') ? `ring:${nextN - Number(timer.slice(5))}` : timer
}

function phasePrint(current: Phase, nextN: number): string {
  if (current.phase === 'idle') return 'idle'
  const { callID, type, room, inviter, inviteID, request, peerNamesCalls, peerOrder } = current.call
  const call = `${callID},${type},${room.roomID},${inviter},${inviteID},${request},${peerNamesCalls},${peerOrder}`
  if (current.phase === 'ringing') return `ringing;${call};${current.answering},${current.replaces}`
  const own = current.invitations.map((one) => `${nextN - one.n}:${one.inviteID}:${one.waiting.join('+')}`)
  if (current.phase === 'calling') return `calling;${call};${own.join()}`
  const members = current.members.map((member) => `${member.userID}:${member.status}`)
  const { connectedAt, switching, granted } = current
  const asked = switching ? `${switching.direction}${switching.n && nextN - switching.n}${switching.inviteID}` : ''
  return `active;${call};${own.join()};${members.join()};${connectedAt !== null},${asked},${granted}`
}

function linePrint(line: object): string {
  const known = linePrints.get(line)
  if (known) return known
  const print = JSON.stringify(line)
  linePrints.set(line, print)
  return print
}
