/** Versions of TypeScript that users have. As dependencies they would take the name `tsc` from the one of this repository. */
import { createRequire } from 'node:module'
import path from 'node:path'
import type ts from 'typescript'
import { installed } from './cache'

const VERSIONS = ['4.9.5', '5.9.3']

export function oldTypeScripts(): (typeof ts)[] {
  return VERSIONS.map((version) => {
    const require = createRequire(path.join(installed('typescript', version), 'package.json'))
    // its API is that of the newer one, as far as the checks use it
    return require('typescript') as typeof ts
  })
}
