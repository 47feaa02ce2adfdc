/** Where the packages from npm are; a peer is installed under an alias that has its version. */
import path from 'node:path'

const NODE_MODULES = path.resolve(__dirname, '../../../node_modules')

export function fileOf(...steps: string[]): string {
  return path.join(NODE_MODULES, ...steps)
}

/** `name` and `version` as npm knows them */
export function peerFile(name: string, version: string, ...steps: string[]): string {
  return fileOf(`peer-${name.replace('@tencentcloud/', '')}-${version}`, ...steps)
}
