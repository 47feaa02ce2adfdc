/** A process that runs test files as it is told, with one mutant switched on. Talks to tests.ts. */
import path from 'node:path'
import { readConfig } from 'jest-config'
import TestRunner from 'jest-runner'
import Runtime from 'jest-runtime'
import { TestWatcher } from 'jest-watcher'
import { shared } from './shared'
import { ROOT } from './source/sources'
import type { Project } from './suites'

/** What to run: a test file, and of it these tests, or all. */
export interface Order {
  mutant: number
  file: string
  project: Project
  only: string[] | null
}

export interface Outcome {
  failed: { name: string; message: string } | null
  ms: number
  outside: number[]
  tests: { name: string; ms: number; mutants: number[] }[]
}

type Run = (file: string) => Promise<string | null>

async function createRunner(project: Project): Promise<Run> {
  const argv = { $0: 'jest', _: [], runInBand: true, config: JSON.stringify(configuration(project)) }
  const { projectConfig, globalConfig } = await readConfig(argv, ROOT)
  const context = await Runtime.createContext(projectConfig, { console, maxWorkers: 1, watch: false, watchman: false })
  const runner = new TestRunner(globalConfig, {})
  let problem: string | null = null
  runner.on('test-file-failure', ([, error]) => void (problem = error.message))
  runner.on('test-file-success', ([, { testExecError, failureMessage }]) => {
    if (testExecError) problem = failureMessage ?? 'the file does not run'
  })
  const watcher = new TestWatcher({ isWatchMode: false })
  return async (file) => {
    problem = null
    await runner.runTests([{ context, path: path.join(ROOT, file) }], watcher, { serial: true })
    return problem
  }
}

function configuration(project: Project): object {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- it is written in CommonJS, for jest
  const { projects } = require('../../jest.config.js') as { projects: Record<string, unknown>[] }
  const found = projects.find(({ displayName }) => displayName === project)
  const [[pattern, [, swc]]] = Object.entries(found?.['transform'] ?? {}) as [[string, [string, object]]]
  const own = (file: string): string => path.join(__dirname, file)
  return {
    ...found,
    rootDir: ROOT,
    // the machine may be busy
    testTimeout: 30_000,
    transform: { [pattern]: [own('jest-transform.ts'), swc] },
    testEnvironment: own(`jest-environment/${project === 'component' ? 'browser' : 'node'}.ts`),
  }
}

function main(): void {
  // tests that care listen themselves
  process.on('unhandledRejection', () => undefined)
  const runners = new Map<Project, Promise<Run>>()
  process.on('message', (message: { texts: [string, string][] } | Order) => {
    if ('texts' in message) shared().texts = new Map(message.texts)
    else {
      const { project } = message
      const runner = runners.get(project) ?? createRunner(project)
      runners.set(project, runner)
      void runner.then((run) => follow(message, run)).then((outcome) => process.send?.(outcome))
    }
  })
  process.send?.('ready')
}

async function follow({ mutant, file, only }: Order, run: Run): Promise<Outcome> {
  const state = shared()
  Object.assign(state, { mutant, only: only && new Set(only), failed: null, outside: new Set(), tests: [] })
  const beganAt = Date.now()
  const problem = await run(file)
  if (problem !== null) state.failed ??= { name: file, message: problem }
  const tests = state.tests.map((test) => ({ ...test, mutants: [...test.mutants] }))
  return { failed: state.failed, ms: Date.now() - beganAt, outside: [...state.outside], tests }
}

main()
