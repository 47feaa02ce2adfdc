/** One of several jobs that share the cores of a machine. */
export interface Job<T> {
  readonly name: string
  /** how many cores it keeps busy; more than there are means all of them */
  readonly cores: number
  /** the name of an earlier job that must have succeeded; if it has not, this one is skipped */
  readonly needs?: string
  /** @param alone whether nothing else runs beside it: then its output may go straight to the terminal */
  readonly run: (alone: boolean) => Promise<T>
}

/**
 * Runs the jobs, as many at a time as there are cores for. They begin in their order, but for those whose need is
 * still running: these let later ones go first. Resolves with the results by name; a skipped job has none.
 */
export async function schedule<T>(
  jobs: readonly Job<T>[],
  cores: number,
  succeeded: (result: T) => boolean,
): Promise<Map<string, T>> {
  const results = new Map<string, T>()
  const skipped = new Set<string>()
  const running = new Map<string, Promise<void>>()
  const waiting = [...jobs]
  let free = cores
  const sizeOf = (job: Job<T>) => Math.min(job.cores, cores)

  const begin = (job: Job<T>): void => {
    const alone = sizeOf(job) === cores
    free -= sizeOf(job)
    const end = (result: T): void => {
      free += sizeOf(job)
      results.set(job.name, result)
      running.delete(job.name)
    }
    running.set(job.name, job.run(alone).then(end))
  }

  const isSettled = (name?: string) => name === undefined || results.has(name) || skipped.has(name)
  const hasFailed = (name?: string) => {
    const result = name === undefined ? undefined : results.get(name)
    return name !== undefined && (result === undefined || !succeeded(result))
  }

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.find(({ needs }) => isSettled(needs))
    if (next && hasFailed(next.needs)) {
      waiting.splice(waiting.indexOf(next), 1)
      skipped.add(next.name)
    } else if (next && sizeOf(next) <= free) {
      waiting.splice(waiting.indexOf(next), 1)
      begin(next)
    } else {
      if (running.size === 0) throw new Error(`nothing comes before ${waiting.map(({ name }) => name).join(', ')}`)
      await Promise.race(running.values())
    }
  }
  return results
}
