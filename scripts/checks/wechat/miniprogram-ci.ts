/**
 * WeChat's own miniprogram-ci. With its 1,100 packages it has 270 MB, so it is no dependency.
 */
import { spawnSync } from 'node:child_process'
import { installed } from './cache'

/** 270 MB */
const VERSION = '2.1.42'

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
  return run(PACK, project) as Packed
}

/**
 * What WeChat's checks of JSON have to say about app.json and some pages of a project, '' if nothing: a page that is listed and
 * missing, a component that is not found, a field of the wrong type.
 */
export function objectionToJSON(project: string, pages: string[]): string {
  return run(CHECK_JSON, project, ...pages) as string
}

/** @returns what the script answers with, run where miniprogram-ci is installed */
function run(script: string, ...parameters: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', PROJECT + script, ...parameters], {
    cwd: installed('miniprogram-ci', VERSION),
    encoding: 'utf8',
    timeout: 5 * 60_000,
  })
  // miniprogram-ci prints lines of its own before
  const answer = stdout.split('\n').find((line) => line.startsWith(ANSWER))
  if (status !== 0 || !answer) throw new Error(`miniprogram-ci failed:\n${stdout}${stderr}`)
  return JSON.parse(answer.slice(ANSWER.length))
}

const ANSWER = 'answer: '
const PROJECT = `
const ci = require('miniprogram-ci')
const [projectPath, ...pages] = process.argv.slice(1)
const project = new ci.Project({
  appid: 'wx0000000000000000', type: 'miniProgram', projectPath, privateKeyPath: projectPath + '/app.json',
  ignores: ['node_modules/**/*'],
})
`
// without an account, the limits that WeChat would tell of it are those that it begins with
const CHECK_JSON = `
project.attr = async () => ci.DefaultProjectAttr
const look = async () => {
  await ci.getAppJSON(project)
  for (const pagePath of pages) await ci.getPageJSON(project, { miniprogramRoot: '', pagePath })
  return ''
}
look().catch((error) => error.message).then((answer) => {
  console.log('${ANSWER}' + JSON.stringify(answer))
  process.exit()
})
`
const PACK = `
let report = {}
ci.packNpm(project, { reporter: (found) => (report = found) }).then((warnings) => {
  const answer = {
    copied: report.miniprogram_pack_num, bundled: report.other_pack_num, warnings: warnings.map(({ msg }) => msg),
  }
  console.log('${ANSWER}' + JSON.stringify(answer))
}, (error) => { console.error(error); process.exitCode = 1 })
`
