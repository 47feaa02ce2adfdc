/**
 * jest-circus keeps one AsyncLocalStorage for each test file and never turns it off. Before Node 24 each promise of a later
 * file is then told of all of them, which is a tenth of the time of a run of a hundred files.
 */
import { AsyncLocalStorage } from 'node:async_hooks'

const used = new Set<AsyncLocalStorage<unknown>>()
const { run } = AsyncLocalStorage.prototype

AsyncLocalStorage.prototype.run = function (this: AsyncLocalStorage<unknown>, ...args: Parameters<typeof run>) {
  used.add(this)
  return run.apply(this, args)
} as typeof run

/** For the end of a test file. One that is used again turns itself on again. */
export function endContexts(): void {
  for (const storage of used) storage.disable()
  used.clear()
}
