/** A folder can be taken in at a glance: what belongs together has a folder of its own. */
import { readdirSync } from 'node:fs'

const ROOTS = ['lib', 'component', 'example', 'server/src', 'simulator/src', 'scripts', 'docs', '__tests__']

const MOST = 12

/** What is copied, made or recorded is no place where one looks for something. */
const LEFT_OUT = ['example/miniprogram_npm', '__tests__/fixtures']

/** Each folder with the number of files that lie in it. */
function foldersUnder(folder: string): [string, number][] {
  if (LEFT_OUT.includes(folder)) return []
  const entries = readdirSync(folder, { withFileTypes: true })
  const below = entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => foldersUnder(`${folder}/${name}`))
  return [[folder, entries.filter((entry) => entry.isFile()).length], ...below]
}

it.each(ROOTS)(`no folder of %s holds more than ${MOST} files`, (root) => {
  const folders = foldersUnder(root)
  expect(folders.length).toBeGreaterThan(1)
  expect(folders.filter(([, files]) => files > MOST)).toEqual([])
})
