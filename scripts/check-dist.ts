/** Checks what is shipped: `npm run check:dist [folder]`, by default dist/. */
import path from 'node:path'
import { es5, portable } from './dist-checks/code'
import { type Check, fileTypes, readFolder } from './dist-checks/files'
import { loads, types } from './dist-checks/library'
import { components, scripts, styles, templates } from './dist-checks/references'
import { budgets, describeSize, sizes } from './dist-checks/sizes'

const CHECKS: Check[] = [fileTypes, es5, portable, components, scripts, styles, templates, loads, types, budgets]

const folder = readFolder(path.resolve(process.argv[2] ?? 'dist'))
let failed = 0
for (const check of CHECKS) {
  const problems = check.run(folder)
  console.log(`${problems.length === 0 ? 'ok    ' : 'FAILED'} ${check.title}`)
  for (const problem of problems) console.log(`         ${problem}`)
  if (problems.length > 0) failed += 1
}
console.log()
for (const size of sizes(folder)) console.log(`       ${describeSize(size)}`)
console.log(`\n${folder.files.size} files, ${CHECKS.length - failed} of ${CHECKS.length} checks passed`)
process.exitCode = failed === 0 ? 0 : 1
