/** What a run of the explorer consists of, and how its tasks are shared among the processor's cores. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Result } from './explorer'
import type { RuleName } from './rules'

/** A scenario to be searched in full, or a rule to be broken. Each task is done by one thread. */
export type Task = { scenario: string; maxStates: number } | { rule: RuleName }
/** of a broken rule: the first run that turns red, if any */
export type Answer = Result | null

/**
 * Gives the tasks to threads, in their order, and tells each answer in the same order.
 * @throws what a thread throws
 */
export async function share(tasks: Task[], tell: (task: Task, answer: Answer) => void): Promise<void> {
  const answers: Promise<Answer>[] = tasks.map(() => Promise.resolve(null))
  const settle: ((answer: Answer) => void)[] = []
  const fail: ((error: Error) => void)[] = []
  tasks.forEach((_, number) => {
    answers[number] = new Promise((resolve, reject) => {
      settle[number] = resolve
      fail[number] = reject
    })
  })
  let begun = 0
  const workers = Array.from({ length: Math.min(availableParallelism(), tasks.length) }, () => {
    const worker = new Worker(join(__dirname, 'worker.ts'), { execArgv: ['--require', 'tsx/cjs'] })
    let at = -1
    const next = () => {
      at = begun++
      const task = tasks[at]
      if (task) worker.postMessage(task)
      else void worker.terminate()
    }
    worker.on('message', (answer: Answer) => {
      settle[at]?.(answer)
      next()
    })
    worker.on('error', (error: Error) => fail[at]?.(error))
    next()
    return worker
  })
  try {
    for (const [number, task] of tasks.entries()) tell(task, (await answers[number]) ?? null)
  } finally {
    for (const worker of workers) void worker.terminate()
  }
}
