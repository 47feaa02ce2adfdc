/**
 * What the worker shares with the two pieces that jest loads for it, an environment and a transform. They live in one
 * process, but not necessarily in one copy of a module.
 */
export interface Shared {
  /** instrumented files, by absolute path */
  texts: Map<string, string>
  /** the mutant that is on; 0 for none */
  mutant: number
  /** names of the tests to run; null for all */
  only: Set<string> | null
  /** the first test that failed; nothing more runs then */
  failed: { name: string; message: string } | null
  /** mutants that could have changed something outside of tests, and in each test */
  outside: Set<number>
  tests: { name: string; ms: number; mutants: Set<number> }[]
}

const KEY = Symbol.for('mutate')
const scope = globalThis as { [KEY]?: Shared | undefined }

export function shared(): Shared {
  return (scope[KEY] ??= { texts: new Map(), mutant: 0, only: null, failed: null, outside: new Set(), tests: [] })
}
