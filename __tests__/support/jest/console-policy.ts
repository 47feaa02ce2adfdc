/**
 * A test fails when `console.warn` or `console.error` was called and the test did not ask for it.
 * A test that expects such a line spies on it and asserts:
 *
 *     const warn = jest.spyOn(console, 'warn').mockImplementation()
 *     ...
 *     expect(warn).toHaveBeenCalledWith(...)
 *
 * The spy takes the recorder's place until the test ends (`restoreMocks`).
 */
import { format } from 'node:util'

let lines: string[] = []

for (const level of ['warn', 'error'] as const) {
  console[level] = (...args: unknown[]) => {
    lines.push(`console.${level}: ${format(...args)}`)
  }
}

// trtc-wx-sdk tells its version while it loads; jest finds out where from, which takes longer than many a test
const { info } = console
console.info = (...args: unknown[]) => {
  if (!String(args[0]).startsWith('TRTC-WX')) info(...args)
}

function assertQuiet(): void {
  const unexpected = lines
  lines = []
  if (unexpected.length > 0) {
    throw new Error(
      `Unexpected console output. If it is part of the behaviour, spy on it and assert it.\n${unexpected.join('\n')}`,
    )
  }
}

afterEach(assertQuiet)
// catches what was written outside of any test: while loading, in beforeAll, after the last test
afterAll(assertQuiet)
