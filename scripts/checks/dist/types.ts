/** The shipped declarations, as TypeScript sees them in somebody else's project. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { type Check, inTemporaryFolder, type ShippedFolder } from './files'

const ROOT = path.resolve(__dirname, '../../..')

interface Manifest {
  name: string
}

const { name: packageName } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest

/** A user of the public surface; each line under @ts-expect-error must not compile. */
const CONSUMER = `
import { CALL_END_REASON, CALL_TYPE, CallingError, EVENT, TRTCCalling, computed, reactive, watch } from '${packageName}'
import { describeError } from '${packageName}'
import type { CallEndReason, CallingState } from '${packageName}'

const calling = new TRTCCalling({ sdkAppID: 1, userID: 'alice', userSig: 'sig', type: CALL_TYPE.VIDEO })
const called: Promise<void> = calling.call({ userID: 'bob', type: CALL_TYPE.AUDIO, timeout: 30 })
calling.on(EVENT.CALL_END, ({ data }) => {
  const reason: CallEndReason = data.reason
  const seconds: number = data.callEnd
  if (reason === CALL_END_REASON.HANGUP) console.log(seconds)
})
calling.on(EVENT.ERROR, ({ data }) => console.log(data.code, data.reason))
const state: Readonly<CallingState> = calling.state
const counter = reactive({ n: 1 })
const doubled = computed(() => counter.n * 2)
watch(() => doubled.value, (now: number, before: number | undefined) => console.log(now, before, state.status))
called.catch((error: unknown) => error instanceof CallingError && error.sdkCode)
const told: string = describeError(new Error('no'), 'zh-CN')

// @ts-expect-error -- an event that does not exist
calling.on('CALL_ENDED', () => {})
// @ts-expect-error -- a reason that does not exist
const wrong: CallEndReason = 'bored'
// @ts-expect-error -- nobody to call
calling.call({ type: 1 })
// @ts-expect-error -- the state is read-only
calling.state.status = 'idle'
`

/** A page of a user who has WeChat's typings: what is found by its selector is the component. */
const PAGE = `
import type { TRTCCallingComponent } from '${packageName}'

Page({
  onReady() {
    const calling = this.selectComponent('#TRTCCalling-room') as TRTCCallingComponent
    calling.login().catch((error: { message: string }) => console.log(error.message))
    calling.setLanguage('en')
    // @ts-expect-error -- a method that does not exist
    calling.setLanguages('en')
  },
})
`

interface Project {
  what: string
  /** without WeChat's typings there are no pages */
  hasPage?: true
  options: ts.CompilerOptions
}

const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2017,
  lib: ['lib.es2017.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
}

const TYPINGS = ['miniprogram-api-typings']
const NODE16 = { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 }
const NODE10 = {
  module: ts.ModuleKind.CommonJS,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- WeChat's own templates for TypeScript have it
  moduleResolution: ts.ModuleResolutionKind.Node10,
  ignoreDeprecations: '6.0',
}

const PROJECTS: Project[] = [
  { what: 'a bundler', hasPage: true, options: { ...STRICT, types: TYPINGS } },
  { what: 'moduleResolution node16', hasPage: true, options: { ...STRICT, ...NODE16, types: TYPINGS } },
  { what: 'moduleResolution node', hasPage: true, options: { ...STRICT, ...NODE10, types: TYPINGS } },
  // WechatMiniprogram is unknown then, and what is declared with it has no type
  { what: 'no miniprogram-api-typings', options: { ...STRICT, types: [], skipLibCheck: true } },
]

export const types: Check = {
  title: 'the types compile in strict projects of users',
  run: (folder) =>
    inTemporaryFolder((project) => {
      install(folder, project)
      return PROJECTS.flatMap(({ what, options, hasPage }) => {
        const files = hasPage ? ['consumer.ts', 'page.ts'] : ['consumer.ts']
        return compile(project, files, options).map((problem) => `with ${what}: ${problem}`)
      })
    }),
}

/** Lays out the project of a user. */
function install({ files }: ShippedFolder, project: string): void {
  const packed = path.join(project, 'node_modules', packageName)
  mkdirSync(path.join(packed, 'dist'), { recursive: true })
  writeFileSync(path.join(packed, 'package.json'), readFileSync(path.join(ROOT, 'package.json')))
  const declarations = files.get('index.d.ts')
  if (declarations) writeFileSync(path.join(packed, 'dist/index.d.ts'), declarations)
  for (const typings of TYPINGS) {
    symlinkSync(path.join(ROOT, 'node_modules', typings), path.join(project, 'node_modules', typings), 'junction')
  }
  const console = 'declare const console: { log(...lines: unknown[]): void }\n'
  writeFileSync(path.join(project, 'consumer.ts'), `${CONSUMER}\n${console}`)
  writeFileSync(path.join(project, 'page.ts'), `${PAGE}\n${console}`)
}

function compile(project: string, files: string[], options: ts.CompilerOptions): string[] {
  const host = ts.createCompilerHost(options)
  host.getCurrentDirectory = () => project
  const program = ts.createProgram(
    files.map((file) => path.join(project, file)),
    options,
    host,
  )
  // the user's file and our declarations: those of TypeScript and of WeChat are their makers' concern
  const looked = program.getSourceFiles().filter(({ fileName }) => /(consumer|page|dist\/index\.d)\.ts$/.test(fileName))
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...looked.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ].map(describe)
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ')
  if (!file || start === undefined) return message
  return `${path.basename(file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${message}`
}
