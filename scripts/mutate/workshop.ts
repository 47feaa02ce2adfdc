/** Keeps a worker process, and replaces one that is stuck or has grown. */
import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './source/sources'
import { SETTINGS } from './suites'
import type { Order, Outcome } from './worker'

/** Test files a worker runs before another takes over: what jest leaves in memory goes with it. */
const FILES_PER_WORKER = 400

export class Workshop {
  /** instrumented text by absolute path; counts from the next worker on */
  texts: [string, string][] = []
  private worker: ChildProcess | null = null
  private files = 0

  /** @param ms after so long, the run counts as failed */
  async run(order: Order, ms: number): Promise<Outcome> {
    const worker = (this.worker ??= await this.start())
    const outcome = await answer(worker, order, ms)
    // a test that was given up may go on behind our back
    const isSpoiled = outcome === null || /timeout/i.test(outcome.failed?.message ?? '')
    if (isSpoiled || ++this.files > FILES_PER_WORKER) await this.stop()
    return (
      outcome ?? { failed: { name: order.file, message: `did not end within ${ms} ms` }, ms, outside: [], tests: [] }
    )
  }

  async stop(): Promise<void> {
    const { worker } = this
    this.worker = null
    this.files = 0
    if (!worker || worker.exitCode !== null || worker.signalCode !== null) return
    await new Promise((resolve) => {
      worker.once('exit', resolve)
      worker.kill('SIGKILL')
    })
  }

  private async start(): Promise<ChildProcess> {
    const stdio: ('ignore' | 'ipc')[] = ['ignore', 'ignore', 'ignore', 'ipc']
    const options = { cwd: ROOT, execArgv: ['--import', 'tsx'], env: { ...process.env, ...SETTINGS }, stdio }
    const worker = fork(path.join(__dirname, 'worker.ts'), [], options)
    await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('exit', () => reject(new Error('the worker for tests does not start')))
    })
    worker.send({ texts: this.texts })
    return worker
  }
}

/** null if there is none in time, or the process has died. */
function answer(worker: ChildProcess, order: Order, ms: number): Promise<Outcome | null> {
  return new Promise((resolve) => {
    const done = (outcome: Outcome | null) => {
      clearTimeout(timer)
      worker.off('message', done)
      worker.off('exit', died)
      resolve(outcome)
    }
    const died = () => done(null)
    const timer = setTimeout(() => done(null), ms)
    worker.on('message', done)
    worker.on('exit', died)
    worker.send(order)
  })
}
