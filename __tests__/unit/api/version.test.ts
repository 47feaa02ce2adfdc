import { readFileSync } from 'node:fs'
import path from 'node:path'
import { VERSION } from '../../../lib/foundation/version'

it('what copies tell each other is the version of package.json', () => {
  const { version } = JSON.parse(readFileSync(path.resolve('package.json'), 'utf8')) as { version: string }
  expect(VERSION).toBe(version)
})
