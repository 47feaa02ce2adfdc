/**
 * Every code block of the READMEs: scripts are checked against the public types, JSON is parsed, WXML and what belongs
 * to it compiled as a mini program, commands are known ones. `__tests__/component/readme.test.ts` runs the main one.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ts from 'typescript'
import { readConfig } from '../../../server/src/config'
import { createServer } from '../../../server/src/server'
import { compileMiniProgram, formatDiagnostic } from '../../../simulator/src/compile/index'
import { readDocument } from '../../support/docs/markdown'
import { writeMiniProgram } from '../../support/simulator/mini-program'
import { PublicTypes } from '../../support/docs/public-types'

const READMES = ['README.md', 'README.zh-CN.md']
const DOCUMENTS = [...READMES, 'CONTRIBUTING.md', 'server/README.md']

const blocksOf = (file: string, language: string) =>
  readDocument(file)
    .sections.flatMap(({ blocks }) => blocks)
    .filter((block) => block.language === language)
    .map(({ code }) => code)

/** What a reader has around a fragment: a page that holds the component, an account, a chat list. */
const SURROUNDINGS = `
  import type * as calls from 'trtc-calling-miniprogram'

  interface Account {
    sdkAppID: number
    userID: string
    userSig: string
  }
  export interface Host {
    calling: calls.TRTCCallingComponent
    selectComponent(selector: string): calls.TRTCCallingComponent
    setData(data: { config?: calls.CallingConfig; badge?: unknown }): void
    signIn(account: Account): void
  }
  interface Options {
    data: { config: calls.CallingConfig | null }
    onLoad(query: { user: string }): void
    signIn(account: Account): void
    onCallEnd(event: calls.CallingEvent<'CALL_END'>): void
  }
  export type PageOf = <T extends Options>(options: T & ThisType<T & Host>) => void

  declare global {
    const TRTCCalling: typeof calls.TRTCCalling
    const calling: calls.TRTCCalling
    const sdkAppID: number
    const userID: string
    const userSig: string
    const chatList: string[]
    const user: 'alice' | 'bob'
    function post(url: string, data?: object): Promise<{ userSig: string; expiresAt: number; privateMapKey: string }>
    namespace WechatMiniprogram {
      interface Wx {
        request(options: {
          url: string
          method: 'POST'
          data: { userID: string }
          success(answer: { data: Account }): void
          fail(error: { errMsg: string }): void
        }): void
      }
    }
  }
`

/** A module of its own: imports stay at the top, the rest stands where a page's \`this\` is. */
function asModule(code: string): string {
  const lines = code.trimEnd().split('\n')
  const isImport = (line: string) => line.startsWith('import ')
  return [
    "import type { Host, PageOf } from './surroundings'",
    ...lines.filter(isImport),
    'export function snippet(this: Host, Page: PageOf) {',
    ...lines.filter((line) => !isImport(line)),
    '}',
  ].join('\n')
}

const scripts = READMES.flatMap((file) =>
  blocksOf(file, 'js').map((code, index) => ({ file, index, name: `${file}-${index}.ts`, code })),
)

describe('scripts', () => {
  const broken = "this.calling.call({ userId: 'bob' })\nthis.calling.dial('bob')\ncalling.on('CALL_ENDED', () => {})\n"
  let types: PublicTypes
  beforeAll(() => {
    types = new PublicTypes({
      'surroundings.ts': SURROUNDINGS,
      'broken.ts': asModule(broken),
      ...Object.fromEntries(scripts.map(({ name, code }) => [name, asModule(code)])),
    })
  })

  it.each(scripts)('$file, number $index: fits the public types', ({ name }) => {
    expect(types.problems(name)).toEqual([])
  })

  it('that do not fit would be found', () => {
    expect(types.problems('surroundings.ts')).toEqual([])
    expect(types.problems('broken.ts')).toEqual([
      expect.stringMatching(/userId.*userID/),
      expect.stringMatching(/dial.*does not exist/),
      expect.stringMatching(/CALL_ENDED.*not assignable/),
    ])
  })

  it('of the signing service are JavaScript', () => {
    const found = blocksOf('server/README.md', 'js').map((code) => {
      const { diagnostics = [] } = ts.transpileModule(code, { reportDiagnostics: true })
      return diagnostics.map(({ messageText }) => messageText)
    })
    expect(found).toEqual([[], []])
  })
})

describe.each(READMES)('%s', (file) => {
  const [json = ''] = blocksOf(file, 'json')
  const [page = '', script = ''] = [blocksOf(file, 'html')[0], blocksOf(file, 'js')[0]]

  /** A page of these three files, with a component of that name where "build npm" puts it. */
  async function compile(wxml: string): Promise<string[]> {
    const component = 'miniprogram_npm/trtc-calling-miniprogram/TRTCCalling'
    const root = writeMiniProgram({
      'pages/a/a.json': json,
      'pages/a/a.wxml': wxml,
      'pages/a/a.js': script,
      [`${component}.json`]: '{ "component": true }',
      [`${component}.wxml`]: '<slot name="controls" />',
      [`${component}.js`]: 'Component({})',
    })
    const { miniProgram } = await compileMiniProgram(root)
    return miniProgram.diagnostics.map(formatDiagnostic)
  }

  it('has no block of a kind that no test looks at', () => {
    const languages = readDocument(file).sections.flatMap(({ blocks }) => blocks.map(({ language }) => language))
    expect([...new Set(languages)].sort()).toEqual(['html', 'js', 'json', 'sh'])
    expect(blocksOf(file, 'json')).toHaveLength(1)
  })

  it.each(blocksOf(file, 'html'))('compiles as the WXML of a page: %s', async (wxml) => {
    expect(await compile(wxml)).toEqual([])
  })

  it('would not compile with a mistake', async () => {
    expect(await compile(page.replace('}}"', '"'))).not.toEqual([])
    expect(await compile(page.replaceAll('TRTCCalling', 'TRTCcalling'))).not.toEqual([])
  })

  it('starts the signing service with the settings that it names', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'secrets-'))
    try {
      const [command = ''] = blocksOf(file, 'sh').filter((code) => code.includes('TRTC_SDK_APP_ID'))
      const settings = [...command.matchAll(/\b([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => {
        if (!name.endsWith('_FILE')) return [name, value]
        const secret = path.join(folder, name)
        writeFileSync(
          secret,
          `${name.length}-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0-${name.length}`,
        )
        return [name, secret]
      })
      const { host, port, ...options } = readConfig(Object.fromEntries(settings) as Record<string, string>)
      expect(host).toBe('127.0.0.1')
      expect(port).toBeGreaterThan(0)
      const server = await createServer({ ...options, log: { write: () => undefined } })
      await server.close()
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

it.each(DOCUMENTS)('%s: every line of its shell blocks is one of npm, for a script that exists', (file) => {
  const lines = blocksOf(file, 'sh').flatMap((code) =>
    code
      .replace(/\\\n/g, '')
      .replace(/#.*$/gm, '')
      .split(/\n|&&/)
      .map((line) => line.replace(/(?<=^|\s)[A-Z_]+=\S+/g, '').trim())
      .filter(Boolean),
  )
  expect(lines).not.toEqual([])
  const unknown = lines.filter((line) => {
    const [, run, short, workspace = '.'] = /^npm (?:ci|run ([\w:-]+)|(start|test))(?: -w (\w+))?$/.exec(line) ?? [line]
    if (line === 'npm ci') return false
    const manifest = JSON.parse(readFileSync(path.join(workspace, 'package.json'), 'utf8')) as { scripts: object }
    return !Object.keys(manifest.scripts).includes(run ?? short ?? line)
  })
  expect(unknown).toEqual([])
})
