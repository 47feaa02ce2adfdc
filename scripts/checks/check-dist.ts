/** Checks what is shipped: `npm run check:dist [folder]`, by default dist/. */
import path from 'node:path'
import { publicSurface } from './dist/api-report'
import { es5, portable } from './dist/code'
import { documented } from './dist/documented'
import { type Check, fileTypes, readFolder } from './dist/files'
import { loads } from './dist/library'
import { manifest, notices, packed } from './dist/package'
import { components, scripts, styles, templates } from './dist/references'
import { skylineExample, skylinePages, skylineStyles, skylineTemplates } from './dist/skyline'
import { budgets, describeSize, sizes } from './dist/sizes'
import { toldSizes } from './dist/told-sizes'
import { types } from './dist/types'
import { wxmlCompiles, wxssCompiles } from './dist/wechat-compilers'

const CHECKS: Check[] = [
  ...[fileTypes, es5, portable, components, scripts, styles, templates],
  ...[
    wxmlCompiles,
    wxssCompiles,
    skylineStyles,
    skylineTemplates,
    skylinePages,
    skylineExample,
    loads,
    types,
    documented,
    publicSurface,
    packed,
    manifest,
    notices,
    budgets,
    toldSizes(),
  ],
]

const folder = readFolder(path.resolve(process.argv[2] ?? 'dist'))
let failed = 0
let skipped = 0
for (const check of CHECKS) {
  const reason = check.unavailable?.()
  if (reason) {
    skipped += 1
    console.log(`skip   ${check.title}: ${reason}`)
    continue
  }
  const problems = check.run(folder)
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${check.title}`)
  for (const problem of problems) console.log(`         ${problem}`)
  if (problems.length > 0) failed += 1
}
console.log()
for (const size of sizes(folder)) console.log(`       ${describeSize(size)}`)
console.log(`\n${folder.files.size} files, ${CHECKS.length - failed - skipped} of ${CHECKS.length} checks passed`)
process.exitCode = failed === 0 ? 0 : 1
