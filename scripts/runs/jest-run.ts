/** Runs tests with settings of their own. */
import { run } from './run'

/**
 * @param project of jest.config.js
 * @param file a part of the path of the files to run
 * @returns whether they passed, and how long it took
 */
export async function runTest(
  project: 'unit' | 'random' | 'attack',
  file: string,
  env: Record<string, string>,
): Promise<{ passed: boolean; seconds: number }> {
  const began = Date.now()
  const args = ['jest', '--selectProjects', project, '--runInBand', '--testPathPatterns', file]
  const passed = await run('npx', args, env)
  return { passed, seconds: (Date.now() - began) / 1000 }
}

/** The whole number that was given for `--name`. @throws Error if it is none, or not above 0 */
export function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new Error(`--${name} needs a whole number above 0, got ${text}`)
}
