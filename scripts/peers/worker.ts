/** A process of its own that plays what it is sent: all scenarios with one peer at one latency. */
import { ENGINES } from './engines'
import { play } from './play'
import type { Result } from './play'
import { SCENARIOS } from './scenarios'

export interface Job {
  /** the engine's name */
  peer: string
  /** milliseconds each way */
  latency: number
  /** plays only scenarios whose name has this */
  scenario: string
  trace: boolean
}

process.on('message', (job: Job) => {
  void work(job).then((results) => process.send?.(results))
})

async function work({ peer, latency, scenario, trace }: Job): Promise<Result[]> {
  const engine = ENGINES.find(({ name }) => name === peer)
  if (!engine) throw new Error(`There is no peer ${peer}`)
  const results: Result[] = []
  for (const one of SCENARIOS) {
    if (one.name.includes(scenario)) results.push(await play(engine, one, { latency, trace }))
  }
  return results
}
