/** `npm run api`: what has changed in the public surface of dist/; `npm run api -- --update` writes it down. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { REPORT, apiReport, declarationsOf, publicSurface } from './dist/api-report'
import { readFolder } from './dist/files'

const dist = readFolder(path.resolve('dist'))
if (process.argv.includes('--update')) {
  mkdirSync(path.dirname(REPORT), { recursive: true })
  writeFileSync(REPORT, apiReport(declarationsOf(dist)))
  console.log(`${path.relative('.', REPORT)} is written`)
} else {
  const changes = publicSurface.run(dist)
  console.log(changes.length === 0 ? 'The public surface is as it was.' : changes.join('\n'))
  process.exitCode = changes.length === 0 ? 0 : 1
}
