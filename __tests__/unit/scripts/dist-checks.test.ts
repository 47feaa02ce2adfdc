import { es5, portable } from '../../../scripts/checks/dist/code'
import { documented } from '../../../scripts/checks/dist/documented'
import { fileTypes, type Check, type ShippedFolder } from '../../../scripts/checks/dist/files'
import { loads } from '../../../scripts/checks/dist/library'
import { components, scripts, styles, templates } from '../../../scripts/checks/dist/references'
import { budgets, sizes } from '../../../scripts/checks/dist/sizes'
import { toldSizes } from '../../../scripts/checks/dist/told-sizes'

function folder(files: Record<string, string | Buffer>): ShippedFolder {
  const entries = Object.entries(files).map(([file, content]): [string, Buffer] => [file, Buffer.from(content)])
  return { root: '/nowhere', files: new Map(entries) }
}

const problems = (check: Check, files: Record<string, string | Buffer>) => check.run(folder(files)).join('\n')

describe('the language of the scripts', () => {
  it('is ES5, also in the SDKs', () => {
    expect(problems(es5, { 'index.js': 'var a = function () {}', 'vendor.js': '"use strict"; var b = 1' })).toBe('')
    for (const newer of [
      'const a = 1',
      'var f = () => 1',
      'var s = `x`',
      'a?.b',
      'function f(a = 1) {}',
      'class A {}',
    ]) {
      expect(problems(es5, { 'vendor.js': newer })).toContain('vendor.js: SyntaxError')
    }
  })

  it.each([
    'window.alert(1)',
    'document.title = ""',
    'var p = new Proxy({}, {})',
    'process.env.X',
    'var t = navigator.userAgent',
    'queueMicrotask(f)',
    'var g = globalThis',
    'WebAssembly.compile()',
  ])('has no name that a mini program lacks: %s', (code) => {
    expect(problems(portable, { 'tile/tile.js': code })).toMatch(/^tile\/tile\.js: '\w+' is not defined/)
  })

  it.each(['eval("1")', 'new Function("return 1")', 'Function("return 1")()', 'setTimeout("go()", 1)'])(
    'compiles nothing at run time: %s',
    (code) => {
      expect(problems(portable, { 'index.js': code })).not.toBe('')
    },
  )

  it('may use what a mini program has, names of its own, and looks for names that may not exist', () => {
    const code = [
      'var window = 1; wx.nextTick(function (document) { return document + window })',
      'Component({}); setTimeout(function () {}, 1)',
      'if (typeof Reflect !== "undefined") Reflect.construct(Object, [])',
      'exports.m = new Map(); module.exports.p = Promise.resolve(require("./vendor.js"))',
    ].join('\n')
    expect(problems(portable, { 'index.js': code })).toBe('')
  })

  it('leaves the SDKs their ways', () => {
    expect(problems(portable, { 'vendor.js': 'window.TSignaling = 1' })).toBe('')
  })
})

describe('what the files name', () => {
  const tile = { 'tile/tile.js': '', 'tile/tile.json': '{"component":true}', 'tile/tile.wxml': '' }

  it('components that exist, with script, template and configuration', () => {
    const using = (reference: string) => JSON.stringify({ usingComponents: { tile: reference } })
    expect(problems(components, { ...tile, 'ringing/ringing.json': using('../tile/tile') })).toBe('')
    expect(problems(components, { ...tile, 'ringing/ringing.json': using('./tile/tile') })).toContain(
      'ringing/tile/tile.js',
    )
    expect(problems(components, { ...tile, 'x.json': using('/tile/tile') })).toBe('')
    const { 'tile/tile.wxml': _without, ...broken } = tile
    expect(problems(components, broken)).toContain('tile/tile.wxml, which is not there')
  })

  it('scripts that exist, and of packages only the optional Chat SDK', () => {
    const code = 'require("../index.js");require("tim-wx-sdk")'
    expect(problems(scripts, { 'tile/tile.js': code, 'index.js': '' })).toBe('')
    expect(problems(scripts, { 'tile/tile.js': code })).toContain('leads to index.js, which is not there')
    expect(problems(scripts, { 'index.js': 'require("westore")' })).toContain('requires "westore"')
  })

  it('styles that exist, and no local pictures', () => {
    const css = '@import "../styles/icons.wxss"; .a { background: url("data:image/svg+xml,<g mask=\'url(%23m)\'/>") }'
    expect(problems(styles, { 'tile/tile.wxss': css, 'styles/icons.wxss': '' })).toBe('')
    expect(problems(styles, { 'tile/tile.wxss': css })).toContain('leads to styles/icons.wxss')
    expect(problems(styles, { 'a.wxss': '.a { background: url(./a.png) }' })).toContain('url(./a.png)')
    expect(problems(styles, { 'a.wxss': '/* @import "b.wxss" url(c.png) */' })).toBe('')
  })

  it('templates, modules and pictures that exist', () => {
    const wxml = [
      '<!-- <import src="old.wxml" /> -->',
      '<import src="../parts/person.wxml"/>',
      '<wxs module="m" src="./m.wxs"></wxs>',
      `<image src="{{on ? '../assets/on.svg' : '../assets/off.svg'}}"/>`,
      '<image src="{{avatar}}"/><image src="https://cdn/x.png"/>',
    ].join('\n')
    const there = { 'parts/person.wxml': '', 'tile/m.wxs': '', 'assets/on.svg': '', 'assets/off.svg': '' }
    expect(problems(templates, { 'tile/tile.wxml': wxml, ...there })).toBe('')
    for (const file of Object.keys(there)) {
      const { [file as keyof typeof there]: _gone, ...rest } = there
      expect(problems(templates, { 'tile/tile.wxml': wxml, ...rest })).toContain(`leads to ${file}, which is not there`)
    }
  })
})

describe('the folder as a whole', () => {
  it('holds mini-program files, types and licences', () => {
    expect(problems(fileTypes, { 'index.ts': '', 'a.map': '' })).toMatch(
      /index\.js is missing[^]*index\.ts is of a type/,
    )
  })

  it('loads in a world with nothing but the language and wx, and says what it lacks', () => {
    const load = (code: string, more = {}) => problems(loads, { 'index.js': code, ...more })
    expect(load('exports.EVENT = require("./shared/a.js").E', { 'shared/a.js': 'exports.E = {}' })).not.toContain(
      'EVENT',
    )
    expect(load('')).toContain('index.js does not export TRTCCalling')
    expect(load('document.title')).toContain('document is not defined')
    expect(load('process.exit(1)')).toContain('process is not defined')
    expect(load('exports.CallingError = function () { return new Error() }')).toContain('is no CallingError')
    expect(load('exports.CallingError = function () {}')).not.toContain('is no CallingError')
    expect(load('require("./gone.js")')).toContain('module gone.js is not defined')
  })

  it('tells an editor what every public name is', () => {
    const declarations = `
      /** a table */
      declare const TABLE: {
        readonly A: 1;
        /** b */
        readonly B: 2;
      };
      interface Options {
        size: number;
        /** pixels */
        width: number;
      }
      /** a class */
      declare class Calling { private n: number; call(): void; }
      /** has them described elsewhere */
      interface EventPayloads { INVITED: { sponsor: string } }
      type Name = string;
      declare function describe(): string;`
    const found = ['TABLE.A', 'Options', 'Options.size', 'Calling.call', 'Name', 'describe']
    expect(problems(documented, { 'index.d.ts': declarations })).toBe(
      found.map((name) => `${name} has no docstring`).join('\n'),
    )
  })

  it('keeps to its budgets, in which the SDKs do not count as our code', () => {
    const noise = Buffer.from(Array.from({ length: 30_000 }, (_, i) => (i * 7919 + (i ^ (i >> 3)) * 31) % 251))
    expect(sizes(folder({ 'vendor.js': noise }))[0]?.bytes).toBeLessThan(100)
    expect(sizes(folder({ 'index.js': 'x', 'index.d.ts': noise, 'LICENSE.txt': noise }))[2]?.bytes).toBe(1)
    expect(problems(budgets, { 'assets/bell.mp3': Buffer.alloc(400_000) })).toContain('everything a mini program packs')
    expect(problems(budgets, { 'index.js': 'x' })).toBe('')
  })

  it('is as large as the documents say, within a KB', () => {
    const files = { 'index.js': 'x', 'bell.mp3': Buffer.alloc(361.6 * 1024) }
    const [, , , lite, tim] = sizes(folder(files)).map(({ bytes }) => Math.round(bytes / 1024))
    const sentence = `It has 362 KB, 0 KB of them scripts; with a Chat SDK ${lite} KB or ${tim} KB.`
    expect(
      problems(
        toldSizes(() => sentence),
        files,
      ),
    ).toBe('')
    expect(
      problems(
        toldSizes(() => sentence.replace('362', '360')),
        files,
      ).split('\n'),
    ).toEqual([
      'docs/en/performance.md does not say 362 KB for everything a mini program packs',
      'docs/zh/performance.md does not say 362 KB for everything a mini program packs',
    ])
  })
})
