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
import { describeError, startCalling } from '${packageName}'
import type { CallEndReason, CallingState, StartOptions } from '${packageName}'

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
const app: TRTCCalling = startCalling({ sdkAppID: 1, userID: 'alice', userSig: 'sig', type: 2, callPage: true })
const elsewhere: StartOptions = { sdkAppID: 1, userID: 'alice', userSig: 'sig', type: 1, callPage: 'calls/pages/call/call' }
startCalling({ ...elsewhere, pictureInPicture: true, ringtone: '/bell.wav' }).on('INVITED', ({ data }) => console.log(data.sponsor))
const badge: boolean = !app.state.shown
const told: string = describeError(new Error('no'), 'zh-CN')

// @ts-expect-error -- an event that does not exist
calling.on('CALL_ENDED', () => {})
// @ts-expect-error -- a reason that does not exist
const wrong: CallEndReason = 'bored'
// @ts-expect-error -- a call page is named by its path
startCalling({ ...elsewhere, callPage: 7 })
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
  /** of TypeScript, the oldest that knows the options */
  since: 4 | 5 | 6
  /** without WeChat's typings there are no pages */
  hasPage?: true
  /** not installed by npm: dist/ alone, where "build npm" would put it, and the line of the guide in tsconfig.json */
  isCopied?: true
  options: ts.CompilerOptions
}

const TYPINGS = ['miniprogram-api-typings']
// the numbers behind the names are the same in all versions
const STRICT: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2017,
  lib: ['lib.es2017.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: TYPINGS,
}
const NODE16 = { ...STRICT, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 }
const NODE10 = {
  ...STRICT,
  module: ts.ModuleKind.CommonJS,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- WeChat's own templates for TypeScript have it
  moduleResolution: ts.ModuleResolutionKind.Node10,
}

/** None of them needs skipLibCheck for our declarations: those are looked at in each. */
const PROJECTS: Project[] = [
  { what: 'a bundler', since: 5, hasPage: true, options: STRICT },
  { what: 'moduleResolution node16', since: 4, hasPage: true, options: NODE16 },
  { what: 'moduleResolution node', since: 4, hasPage: true, options: NODE10 },
  { what: 'a copied dist/', since: 4, hasPage: true, isCopied: true, options: NODE10 },
  // WechatMiniprogram is unknown then, and what is declared with it has no type
  { what: 'no miniprogram-api-typings', since: 6, options: { ...STRICT, types: [], skipLibCheck: true } },
]

/** Where a copy lies, from the root of the mini program. */
const COPY = `miniprogram_npm/${packageName}`

export const types: Check = {
  title: 'the types compile in strict projects of users',
  run: (folder) => typeProblems(folder, ts),
}

/** @param typescript the version that the users have */
export function typeProblems(folder: ShippedFolder, typescript: typeof ts): string[] {
  const major = Number.parseInt(typescript.version)
  return [true, false].flatMap((isCopied) =>
    inTemporaryFolder((root) => {
      install(folder, root, isCopied)
      return PROJECTS.filter((one) => (one.isCopied ?? false) === isCopied && one.since <= major).flatMap((project) =>
        compile(typescript, root, project).map((problem) => `with ${project.what}, ${typescript.version}: ${problem}`),
      )
    }),
  )
}

/** Lays out the project of a user. */
function install({ files }: ShippedFolder, project: string, isCopied: boolean): void {
  const packed = path.join(project, isCopied ? '' : 'node_modules', isCopied ? COPY : packageName)
  const dist = isCopied ? packed : path.join(packed, 'dist')
  mkdirSync(dist, { recursive: true })
  mkdirSync(path.join(project, 'node_modules'), { recursive: true })
  if (!isCopied) writeFileSync(path.join(packed, 'package.json'), readFileSync(path.join(ROOT, 'package.json')))
  const declarations = files.get('index.d.ts')
  if (declarations) writeFileSync(path.join(dist, 'index.d.ts'), declarations)
  for (const typings of TYPINGS) {
    symlinkSync(path.join(ROOT, 'node_modules', typings), path.join(project, 'node_modules', typings), 'junction')
  }
  const console = 'declare const console: { log(...lines: unknown[]): void }\n'
  writeFileSync(path.join(project, 'consumer.ts'), `${CONSUMER}\n${console}`)
  writeFileSync(path.join(project, 'page.ts'), `${PAGE}\n${console}`)
}

function compile(typescript: typeof ts, root: string, { hasPage, isCopied, options: given }: Project): string[] {
  const options: ts.CompilerOptions = { ...given }
  if (isCopied) options.paths = { [packageName]: [path.join(root, COPY, 'index.d.ts')] }
  // it is asked for what it would rather do without, and older versions do not know the question
  if (given === NODE10 && typescript === ts) options.ignoreDeprecations = '6.0'
  const host = typescript.createCompilerHost(options)
  host.getCurrentDirectory = () => root
  const files = hasPage ? ['consumer.ts', 'page.ts'] : ['consumer.ts']
  const program = typescript.createProgram(
    files.map((file) => path.join(root, file)),
    options,
    host,
  )
  // the user's file and our declarations: those of TypeScript and of WeChat are their makers' concern
  const looked = program.getSourceFiles().filter(({ fileName }) => /(consumer|page|index\.d)\.ts$/.test(fileName))
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...looked
      .filter(({ fileName }) => !/node_modules\/(miniprogram|typescript)/.test(fileName))
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ].map(describe)
}

function describe({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, ' ')
  if (!file || start === undefined) return message
  return `${path.basename(file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}: ${message}`
}
