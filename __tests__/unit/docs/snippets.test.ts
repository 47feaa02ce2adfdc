/**
 * Every code block of the READMEs and their pages: scripts are checked against the public types, JSON is parsed, WXML,
 * WXSS and what belongs to them compiled as a mini program, commands are known ones. `guide.test.ts` of the component
 * runs the page with a component of its own, `samples.test.ts` of the end-to-end tests taps what the others show.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ts from 'typescript'
import { readConfig } from '../../../server/src/config'
import { createServer } from '../../../server/src/server'
import { compileMiniProgram, formatDiagnostic } from '../../../simulator/src/compile/index'
import { EDITIONS, filesOf, sectionsOf } from '../../support/docs/documents'
import { readDocument } from '../../support/docs/markdown'
import { writeMiniProgram } from '../../support/simulator/mini-program'
import { PublicTypes } from '../../support/docs/public-types'

const FILES = EDITIONS.flatMap(filesOf)
const DOCUMENTS = [...FILES, 'CONTRIBUTING.md', 'server/README.md']

const blocksOf = (file: string, ...languages: string[]) =>
  readDocument(file)
    .sections.flatMap(({ blocks }) => blocks)
    .filter(({ language }) => languages.includes(language))
    .map(({ code }) => code)

/** The section of the guide about a page whose component signs in by itself. */
const PAGE = { en: 'The component alone', zh: '单独使用组件' }

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
    setData(data: { config?: calls.CallingConfig; badge?: unknown; ringing?: boolean }): void
    signIn(account: Account): void
    stopWatching(): void
  }
  /** as WeChat's typings have it */
  export interface TypedHost {
    selectComponent: WechatMiniprogram.Component.InstanceMethods<object>['selectComponent']
  }
  interface Options {
    data?: { config: calls.CallingConfig | null; ringing?: boolean }
    onLoad?(query: { user: string }): void
    callBob?(): void
    signIn?(account: Account): void
    onCallEnd?(event: calls.CallingEvent<'CALL_END'>): void
  }
  export type PageOf = <T extends Options>(options: T & ThisType<T & Host>) => void
  interface AppHost {
    calling: calls.TRTCCalling
    globalData: { account: Account }
  }
  interface AppOptions {
    onLaunch?(options: { query: { user: 'alice' | 'bob' } }): void
    signIn?(account: Account): void
  }
  export type AppOf = <T extends AppOptions>(options: T & ThisType<T & AppHost>) => void
  export type GetApp = () => AppHost

  declare global {
    const TRTCCalling: typeof calls.TRTCCalling
    const calling: calls.TRTCCalling
    const sdkAppID: number
    const userID: string
    const userSig: string
    const chatList: string[]
    const account: Account
    const query: { user: 'alice' | 'bob' }
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
        requestSubscribeMessage(options: { tmplIds: string[] }): void
      }
    }
  }
`

/** A module of its own: imports stay at the top, the rest stands where a page's \`this\` is. */
function asModule(code: string, host = 'Host'): string {
  const lines = code.trimEnd().split('\n')
  const isImport = (line: string) => line.startsWith('import ')
  return [
    "import type { AppOf, GetApp, Host, PageOf, TypedHost } from './surroundings'",
    ...lines.filter(isImport),
    `export function snippet(this: ${host}, App: AppOf, Page: PageOf, getApp: GetApp) {`,
    ...lines.filter((line) => !isImport(line)),
    '}',
  ].join('\n')
}

const scripts = FILES.flatMap((file) =>
  blocksOf(file, 'js').map((code, index) => ({ file, index, name: nameOf(file, index, 'js'), code: asModule(code) })),
)
const typedScripts = FILES.flatMap((file) =>
  blocksOf(file, 'ts').map((code, index) => ({
    file,
    index,
    name: nameOf(file, index, 'ts'),
    code: asModule(code, 'TypedHost'),
  })),
)

function nameOf(file: string, index: number, language: string): string {
  return `${file.replaceAll('/', '-')}-${language}-${index}.ts`
}

describe('scripts', () => {
  const broken = "this.calling.call({ userId: 'bob' })\nthis.calling.dial('bob')\ncalling.on('CALL_ENDED', () => {})\n"
  let types: PublicTypes
  beforeAll(() => {
    types = new PublicTypes({
      'surroundings.ts': SURROUNDINGS,
      'broken.ts': asModule(broken),
      ...Object.fromEntries([...scripts, ...typedScripts].map(({ name, code }) => [name, code])),
    })
  })

  it.each([...scripts, ...typedScripts])('$file, number $index: fits the public types', ({ name }) => {
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

describe.each(EDITIONS)('$readme and its pages', (edition) => {
  const all = (language: string) => filesOf(edition).flatMap((file) => blocksOf(file, language))
  const guide = `docs/${edition.language}/guide.md`
  const [json = ''] = blocksOf(guide, 'json')
  const section = readDocument(guide).sections.find(({ title }) => title === PAGE[edition.language])
  const [page = '', script = ''] = ['html', 'js'].map(
    (wanted) => section?.blocks.find(({ language }) => language === wanted)?.code,
  )

  /** A page of these files, with a component of that name where "build npm" puts it. */
  async function compile(wxml: string, wxss = ''): Promise<string[]> {
    const component = 'miniprogram_npm/trtc-calling-miniprogram/TRTCCalling'
    const root = writeMiniProgram({
      'pages/a/a.json': json,
      'pages/a/a.wxml': wxml,
      'pages/a/a.wxss': wxss,
      'pages/a/a.js': script,
      [`${component}.json`]: '{ "component": true }',
      [`${component}.wxml`]: '<slot name="controls" />',
      [`${component}.js`]: 'Component({})',
    })
    const { miniProgram } = await compileMiniProgram(root)
    return miniProgram.diagnostics.map(formatDiagnostic)
  }

  it('has no block of a kind that no test looks at', () => {
    const languages = sectionsOf(edition).flatMap(({ blocks }) => blocks.map(({ language }) => language))
    expect([...new Set(languages)].sort()).toEqual(['css', 'html', 'js', 'json', 'sh', 'ts'])
    // app.json, and a page's
    expect(all('json').map((code) => Object.keys(JSON.parse(code) as object))).toEqual([['pages'], ['usingComponents']])
  })

  it.each(all('html'))('compiles as the WXML of a page: %s', async (wxml) => {
    expect(await compile(wxml)).toEqual([])
  })

  it.each(all('css'))('compiles as the WXSS of a page: %s', async (wxss) => {
    expect(await compile(page, wxss)).toEqual([])
  })

  it('would not compile with a mistake', async () => {
    expect(await compile(page.replace('}}"', '"'))).not.toEqual([])
    expect(await compile(page.replaceAll('TRTCCalling', 'TRTCcalling'))).not.toEqual([])
    expect(await compile(page, '.controls { display: flex')).not.toEqual([])
  })

  it('starts the signing service with the settings that it names', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'secrets-'))
    try {
      const [command = ''] = all('sh').filter((code) => code.includes('TRTC_SDK_APP_ID'))
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

const withCommands = DOCUMENTS.filter((file) => blocksOf(file, 'sh').length > 0)

it('the READMEs and the documents of this house have shell blocks', () => {
  const readmes = EDITIONS.map(({ readme }) => readme)
  expect(withCommands).toEqual(expect.arrayContaining([...readmes, 'CONTRIBUTING.md', 'server/README.md']))
})

it.each(withCommands)('%s: every line of its shell blocks is one of npm, for a script that exists', (file) => {
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
