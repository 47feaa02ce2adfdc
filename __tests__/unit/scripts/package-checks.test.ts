import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { apiReport, reportProblems } from '../../../scripts/checks/dist/api-report'
import { differences, readFolder, type Check, type ShippedFolder } from '../../../scripts/checks/dist/files'
import { manifestProblems, notices, packedProblems } from '../../../scripts/checks/dist/package'
import { types } from '../../../scripts/checks/dist/types'
import { unavailable, wxmlCompiles, wxssCompiles } from '../../../scripts/checks/dist/wechat-compilers'
import { EDITIONS, filesOf } from '../../support/docs/documents'

type Files = Record<string, string>

const folder = (files: Files): ShippedFolder => ({
  root: '/nowhere',
  files: new Map(Object.entries(files).map(([file, text]) => [file, Buffer.from(text)])),
})

const problems = (check: Check, files: Files) => check.run(folder(files)).join('\n')

describe("WeChat's own compilers", () => {
  let root: string
  beforeEach(() => (root = mkdtempSync(path.join(tmpdir(), 'dist-checks-'))))
  afterEach(() => rmSync(root, { recursive: true }))

  const compile = (check: Check, files: Files) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      writeFileSync(path.join(root, file), text)
    }
    return check.run(readFolder(root)).join('\n')
  }

  // where they have no program, `check:dist` says so instead of running them
  const test = unavailable() ? it.skip : it

  test('take templates, with what these import', () => {
    const files = {
      'a/a.wxml': '<import src="../p.wxml"/><wxs src="./m.wxs" module="m"/><view wx:if="{{m.x}}">{{n}}</view>',
      'p.wxml': '<template name="p"><text>{{q}}</text></template>',
      'a/m.wxs': 'module.exports = { x: 1 }',
    }
    expect(compile(wxmlCompiles, files)).toBe('')
  })

  test.each([
    ['a tag without an end', '<view><text>a</view>', 'expect end-tag'],
    ['half an expression', '<view wx:if="{{a +}}"/>', 'Bad attr `wx:if`'],
    ['a module that is not there', '<wxs src="./gone.wxs" module="m"/>', 'gone.wxs'],
  ])('refuse %s, and name the file', (_what, wxml, message) => {
    const found = compile(wxmlCompiles, { 'good.wxml': '<view/>', 'tile/tile.wxml': wxml })
    expect(found).toMatch(/^tile\/tile\.wxml: /)
    expect(found).toContain(message)
  })

  test('take styles, with what these import', () => {
    expect(compile(wxssCompiles, { 'a/a.wxss': '@import "../b.wxss"; .a { width: 2rpx }', 'b.wxss': '.b{}' })).toBe('')
  })

  test.each([
    ['a rule without an end', '.a { color: red'],
    ['a declaration that is none', '.a { color red } .b {}}'],
    ['an import that is not there', '@import "./gone.wxss"; .a {}'],
  ])('refuse %s', (_what, wxss) => {
    expect(compile(wxssCompiles, { 'good.wxss': '.a {}', 'tile/tile.wxss': wxss })).toMatch(/^ERR: .*tile\/tile\.wxss/)
  })

  it('exist for these machines alone', () => {
    expect(unavailable('linux', 'x64')).toBeUndefined()
    expect(unavailable('darwin', 'arm64')).toBeUndefined()
    expect(unavailable('linux', 'arm64')).toBe('WeChat has no compilers for linux arm64')
    expect(unavailable('freebsd', 'x64')).toBe('WeChat has no compilers for freebsd x64')
  })
})

describe('the npm package', () => {
  const documents = ['package.json', 'LICENSE', 'CHANGELOG.md', ...EDITIONS.flatMap(filesOf)]

  it('holds dist/ and the documents', () => {
    expect(packedProblems([...documents, 'dist/index.js'], ['index.js'])).toEqual([])
    expect(packedProblems(['package.json', 'dist/index.js'], ['index.js'])).toContain('README.md is not packed')
    expect(packedProblems(documents, ['a/a.wxml'])).toEqual(['dist/a/a.wxml is not packed'])
    expect(packedProblems([...documents, 'lib/index.ts'], [])).toEqual(['lib/index.ts is packed'])
  })

  it('holds the notices of what is inside, with their terms', () => {
    const line = '-'.repeat(80)
    const section = (name: string) => `${name} 1.0.0\nLicence: MIT\n\nPermission is hereby granted, free of charge ...`
    const names = ['alien-signals', 'rfdc', 'trtc-wx-sdk', 'tsignaling', 'westore']
    const text = (sections: string[]) => ({ 'LICENSE-THIRD-PARTY.txt': ['Intro', ...sections].join(`\n\n${line}\n\n`) })
    expect(problems(notices, text(names.map(section)))).toBe('')
    expect(problems(notices, text(names.slice(1).map(section)))).toContain('does not name alien-signals')
    expect(problems(notices, text([...names.slice(1).map(section), 'alien-signals 1.0.0\nLicence: MIT']))).toContain(
      'lacks the terms of alien-signals',
    )
    expect(problems(notices, {})).toContain('does not name westore')
  })

  it('leads everybody to files that exist', () => {
    const dist = folder({ 'index.js': '', 'index.d.ts': '' })
    const good = { main: 'dist/index.js', types: 'dist/index.d.ts', miniprogram: 'dist' }
    const exported = (target: string) => ({
      ...good,
      exports: { '.': { types: './dist/index.d.ts', default: target } },
    })
    expect(manifestProblems(exported('./dist/index.js'), dist)).toEqual([])
    expect(manifestProblems(exported('./dist/main.js'), dist)).toEqual([
      'package.json names "./dist/main.js", which is not there',
    ])
    expect(manifestProblems(exported('./lib/index.ts'), dist)).toHaveLength(1)
    expect(manifestProblems({ ...good, types: 'index.d.ts' }, dist)).toHaveLength(1)
    expect(manifestProblems({ ...good, miniprogram: 'lib' }, dist)).toEqual([
      expect.stringContaining('"miniprogram" must be "dist"'),
    ])
  })

  it('lets no bundler drop a component', () => {
    const dist = folder({ 'index.js': '', 'index.d.ts': '', 'tile/tile.json': '{"component":true}', 'x.json': '{}' })
    const pkg = { main: 'dist/index.js', types: 'dist/index.d.ts', miniprogram: 'dist' }
    expect(manifestProblems({ ...pkg, sideEffects: ['dist/*/*.js'] }, dist)).toEqual([])
    expect(manifestProblems(pkg, dist)).toEqual([])
    for (const sideEffects of [false, ['dist/*.js']]) {
      expect(manifestProblems({ ...pkg, sideEffects }, dist)).toEqual([
        '"sideEffects" lacks dist/tile/tile.js, which registers a component',
      ])
    }
  })

  it('is copied whole, or the copy says what it lacks', () => {
    const original = folder({ 'a.js': '1', 'b.js': '2' })
    expect(differences(original, original)).toEqual([])
    expect(differences(original, folder({ 'a.js': '1', 'b.js': '3', 'c.js': '' }))).toEqual([
      'b.js is not the same in the copy',
      'c.js is in the copy alone',
    ])
    expect(differences(original, folder({ 'a.js': '1' }))).toEqual(['b.js is missing in the copy'])
  })
})

describe('the types', () => {
  it('must hold in the projects of users', () => {
    const found = problems(types, { 'index.d.ts': 'export declare class TRTCCalling { constructor(options: Gone) }' })
    expect(found).toMatch(/with a bundler, [\d.]+: consumer\.ts:\d+: .*has no exported member .*EVENT/)
    expect(found).toMatch(/with moduleResolution node16, [\d.]+: index\.d\.ts:1: Cannot find name 'Gone'/)
    expect(found).toContain('with moduleResolution node, ')
    expect(found).toContain('with no miniprogram-api-typings, ')
  }, 30_000)
})

describe('the report of the public surface', () => {
  const before = apiReport('export declare function b(x: number): void;\ndeclare const a: 1;\nexport { a };')

  it('is sorted, and without comments and private members', () => {
    const declarations = `
      /** Does it. */
      declare class B { private hidden: string; protected shown: 1; #deep: 2; private constructor(); go(): void /* now */ }
      declare const A: { /** one */ readonly ONE: 1 };
      export { A, B };`
    const report = apiReport(declarations)
    expect(report).not.toMatch(/hidden|deep|constructor|Does it|one|now/)
    expect(report).toMatch(/const A[^]*class B[^]*protected shown: 1[^]*go\(\): void[^]*export \{ A, B \}/)
    expect(apiReport(declarations.replace('hidden: string', 'other: number'))).toBe(report)
  })

  it('passes as long as nothing has changed', () => {
    expect(reportProblems(before, before)).toEqual([])
    expect(reportProblems(before.replace(/\n/g, '\r\n'), before)).toEqual([])
  })

  it('names what has changed, and what to do', () => {
    const after = apiReport('export declare function b(x: string): void;\ndeclare const a: 1;\nexport { a };')
    expect(reportProblems(before, after)).toEqual([
      '- export declare function b(x: number): void;',
      '+ export declare function b(x: string): void;',
      expect.stringContaining('npm run api -- --update'),
    ])
    expect(reportProblems('', after)).toEqual([expect.stringContaining('no report')])
  })
})
