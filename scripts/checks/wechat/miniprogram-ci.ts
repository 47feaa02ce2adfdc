/**
 * WeChat's own miniprogram-ci. With its 1,100 packages it has 270 MB, so it is no dependency: it is installed on demand
 * into a cache that survives.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { npm } from '../../runs/npm'

const VERSION = '2.1.42'
const CACHE = path.resolve(__dirname, '../../../node_modules/.cache', `miniprogram-ci-${VERSION}`)
const DONE = path.join(CACHE, 'installed')

/** Makes sure that it is there. Throws what npm says if it cannot be installed. */
export function installMiniprogramCI(): void {
  if (existsSync(DONE)) return
  console.log(`Installing miniprogram-ci ${VERSION} (270 MB) into ${path.relative('.', CACHE)}`)
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(path.join(CACHE, 'package.json'), JSON.stringify({ private: true }))
  npm(CACHE, ['install', '--save-exact', `miniprogram-ci@${VERSION}`])
  writeFileSync(DONE, '')
}

export interface Packed {
  /** packages that were copied as they are, because they name a `miniprogram` folder */
  copied: number
  /** packages of which `main` was bundled */
  bundled: number
  warnings: string[]
}

/**
 * "Build npm": fills miniprogram_npm/ of a project from its node_modules/. Needs no account: the key is read when
 * something is uploaded.
 */
export function buildNpm(project: string): Packed {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', PACK, project], {
    cwd: CACHE,
    encoding: 'utf8',
    timeout: 5 * 60_000,
  })
  // miniprogram-ci prints lines of its own before
  const answer = stdout.split('\n').find((line) => line.startsWith(ANSWER))
  if (status !== 0 || !answer) throw new Error(`packNpm failed:\n${stdout}${stderr}`)
  return JSON.parse(answer.slice(ANSWER.length)) as Packed
}

const ANSWER = 'packed: '
const PACK = `
const ci = require('miniprogram-ci')
const projectPath = process.argv[1]
const project = new ci.Project({
  appid: 'wx0000000000000000', type: 'miniProgram', projectPath, privateKeyPath: projectPath + '/app.json',
  ignores: ['node_modules/**/*'],
})
let report = {}
ci.packNpm(project, { reporter: (found) => (report = found) }).then((warnings) => {
  const answer = {
    copied: report.miniprogram_pack_num, bundled: report.other_pack_num, warnings: warnings.map(({ msg }) => msg),
  }
  console.log('${ANSWER}' + JSON.stringify(answer))
}, (error) => { console.error(error); process.exitCode = 1 })
`
