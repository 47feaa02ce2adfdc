/**
 * For the end-to-end tests. jest loads every module anew for each file of tests, and the large packages that these need
 * take about a second of it. They are loaded once for a worker instead: jest.config.js sends their imports to
 * `of-the-worker/`, and that asks here.
 */
import { createRequire } from 'node:module'
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment'
import NodeEnvironment from './node'

/** For of-the-worker/esbuild.js. */
const madeForTheWorker = new Map<string, unknown>()

export default class EndToEndEnvironment extends NodeEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context)
    this.global['requireOfTheWorker'] = createRequire(__filename)
    this.global['madeForTheWorker'] = madeForTheWorker
  }

  override async setup(): Promise<void> {
    await super.setup()
    formatLess()
  }
}

/** As in a stack trace, when it is a text. */
interface Frame extends NodeJS.CallSite {
  toString(): string
}

type Formatter = (error: Error, frames: Frame[]) => string

const UNNAMED: Error = { name: '', message: '' }

/**
 * Playwright takes a stack trace at every step, and jest looks up each place of it in source maps: 5 % of what its
 * workers do. The places inside of Playwright and of Node have none, and are left out of that.
 */
function formatLess(): void {
  const format = Error.prepareStackTrace as Formatter | undefined
  if (!format || formatted.has(format)) return
  const header = format(UNNAMED, []).length
  const formatOwn: Formatter = (error, frames) => {
    const lines = frames.map((frame) =>
      isForeign(frame) ? `\n    at ${frame.toString()}` : format(UNNAMED, [frame]).slice(header),
    )
    return format(error, []) + lines.join('')
  }
  formatted.add(formatOwn)
  Error.prepareStackTrace = formatOwn
}

/** What this file has made: a worker runs many files of tests. */
const formatted = new WeakSet<Formatter>()

function isForeign(frame: Frame): boolean {
  const file = frame.getFileName() ?? 'node:'
  return file.startsWith('node:') || file.includes('playwright-core')
}
