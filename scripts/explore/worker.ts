/** One of the threads of `npm run explore`: does a task at a time. */
import { parentPort } from 'node:worker_threads'
import { explore } from './explorer'
import { callLogic } from './parties/react'
import { exploreWithout } from './rules'
import { CI_SCENARIOS, NIGHTLY_SCENARIOS } from './scenarios'
import type { Answer, Task } from './tasks'

parentPort?.on('message', (task: Task) => parentPort?.postMessage(answerTo(task)))

function answerTo(task: Task): Answer {
  if ('rule' in task) return exploreWithout(task.rule)
  const scenario = [...CI_SCENARIOS, ...NIGHTLY_SCENARIOS].find(({ name }) => name === task.scenario)
  if (!scenario) throw new Error(`there is no scenario "${task.scenario}"`)
  return explore(scenario, callLogic, { maxStates: task.maxStates })
}
