/** Plays one scenario with one peer. */
import type { EngineVersion } from './engines'
import type { Peer } from './engines/peer'
import { Us } from './kit/us'
import { World } from './kit/world'
import { Scene } from './scenarios/scene'
import type { Scenario } from './scenarios/scene'

export interface Result {
  /** the engine's name */
  peer: string
  scenario: string
  /** milliseconds each way */
  latency: number
  verdict: 'works' | 'fails' | 'does not apply'
  /** what went wrong; '' if nothing did */
  why: string
}

/** Rejections that our library left to nobody. The engines leave some as well, which is their affair. */
const unhandled: string[] = []
process.on('unhandledRejection', (reason) => {
  const stack = reason instanceof Error ? reason.stack : ''
  if (stack?.includes('/dist/')) unhandled.push(stack)
})

export async function play(
  engine: EngineVersion,
  scenario: Scenario,
  { latency, trace }: { latency: number; trace: boolean },
): Promise<Result> {
  const result = { peer: engine.name, scenario: scenario.name, latency, why: '' }
  const world = new World(latency)
  const us = await Us.join(world, 'us')
  const them = engine.create(world, 'them')
  if (!(scenario.needs ?? []).every((ability) => them.abilities.includes(ability))) {
    return { ...result, verdict: 'does not apply' }
  }
  try {
    await them.start()
    await scenario.play(new Scene(world, us, them))
    if (unhandled.length > 0) throw new Error(`Our library left a rejection to nobody: ${unhandled.splice(0).join()}`)
    return { ...result, verdict: 'works' }
  } catch (error) {
    return { ...result, verdict: 'fails', why: error instanceof Error ? error.message : String(error) }
  } finally {
    if (trace) tell(result.scenario, world, us, them)
  }
}

/** Prints what was sent, and what either side's user was told. */
function tell(scenario: string, { chat, rooms, clock }: World, us: Us, them: Peer): void {
  console.log(`\n--- ${scenario}`)
  const lines = [...us.log, ...them.log, ...chat.log, ...rooms.log].sort((a, b) => a.at - b.at)
  const begin = lines[0]?.at ?? clock.now
  for (const { at, line } of lines) console.log(`${String(at - begin).padStart(7)} ms  ${line}`)
}
