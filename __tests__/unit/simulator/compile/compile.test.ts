import { Script } from 'node:vm'
import { compileMiniProgram, formatDiagnostic } from '../../../../simulator/src/compile/index'
import { FIXTURE, writeMiniProgram } from '../../../support/simulator/mini-program'

async function compile(files: Record<string, string | null>) {
  const { miniProgram, maps } = await compileMiniProgram(writeMiniProgram(files), { virtualModules: ['tim-wx-sdk'] })
  return { ...miniProgram, maps, findings: miniProgram.diagnostics.map(formatDiagnostic) }
}

describe('compiling a mini program', () => {
  it('finds nothing wrong with the fixture', async () => {
    const { miniProgram } = await compileMiniProgram(FIXTURE)
    expect(miniProgram.diagnostics.map(formatDiagnostic)).toEqual([])
    expect(miniProgram.routes).toContain('pages/wxml/wxml')
  })

  it('lists the pages of subpackages after those of the main package', async () => {
    const { routes, findings } = await compile({
      'app.json': JSON.stringify({ pages: ['pages/a/a'], subPackages: [{ root: 'sub', pages: ['b/b'] }] }),
      'sub/b/b.js': 'Page({})',
      'sub/b/b.wxml': '',
    })
    expect(routes).toEqual(['pages/a/a', 'sub/b/b'])
    expect(findings).toEqual([])
  })

  describe('require', () => {
    it('follows the rules of WeChat', async () => {
      const { miniProgram } = await compileMiniProgram(FIXTURE)
      expect(miniProgram.modules['utils/paths.js']?.dependencies).toEqual({
        './shapes/circle': 'utils/shapes/circle.js',
        '../utils/shapes/circle.js': 'utils/shapes/circle.js',
        '/utils/shapes/circle': 'utils/shapes/circle.js',
        'shapes/circle': 'utils/shapes/circle.js',
        './shapes': 'utils/shapes/index.js',
        './shapes/sizes.json': 'utils/shapes/sizes.json',
        'demo-kit': 'miniprogram_npm/demo-kit/index.js',
        'demo-kit/extra': 'miniprogram_npm/demo-kit/extra.js',
      })
    })

    it('takes a package from the nearest miniprogram_npm', async () => {
      const { modules } = await compile({
        'pages/a/a.js': "require('kit'); Page({})",
        'miniprogram_npm/kit/index.js': '',
        'pages/miniprogram_npm/kit/index.js': '',
      })
      expect(modules['pages/a/a.js']?.dependencies).toEqual({ kit: 'pages/miniprogram_npm/kit/index.js' })
      expect(Object.keys(modules)).not.toContain('miniprogram_npm/kit/index.js')
    })

    it('leaves virtual modules to the runtime, also where a package of that name exists', async () => {
      const { modules } = await compile({
        'pages/a/a.js': "import TIM from 'tim-wx-sdk'; Page({ TIM })",
        'miniprogram_npm/tim-wx-sdk/index.js': 'this file is not even JavaScript',
      })
      expect(modules['pages/a/a.js']?.dependencies).toEqual({ 'tim-wx-sdk': 'virtual:tim-wx-sdk' })
    })

    it('names the file that requires what is not there', async () => {
      const { findings } = await compile({ 'pages/a/a.js': "// require('./comment')\nrequire('./gone'); Page({})" })
      expect(findings).toEqual(["pages/a/a.js warning: require('./gone'): no such file or package"])
    })

    it('compiles TypeScript', async () => {
      const { modules, appEntry } = await compile({ 'app.js': null, 'app.ts': 'const n: number = 1\nApp({ n })' })
      expect(appEntry).toBe('app.ts')
      expect(modules['app.ts']?.code).toContain('const n = 1')
    })
  })

  describe('usingComponents', () => {
    const component = { 'c/c.json': '{"component":true}', 'c/c.js': 'Component({})', 'c/c.wxml': '' }

    it('is resolved relative to the page, from the root, and from packages', async () => {
      const { components } = await compile({
        ...component,
        'pages/a/a.json': JSON.stringify({ usingComponents: { one: '../../c/c', two: '/c/c', three: 'kit/button' } }),
        'miniprogram_npm/kit/button/index.json': '{"component":true}',
        'miniprogram_npm/kit/button/index.js': 'Component({})',
        'miniprogram_npm/kit/button/index.wxml': '',
      })
      expect(components['pages/a/a']?.config.usingComponents).toEqual({
        one: '/c/c',
        two: '/c/c',
        three: '/miniprogram_npm/kit/button/index',
      })
    })

    it('reaches every page and component when it stands in app.json', async () => {
      const { components } = await compile({
        ...component,
        'app.json': JSON.stringify({ pages: ['pages/a/a'], usingComponents: { every: './c/c' } }),
      })
      expect(components['pages/a/a']?.config.usingComponents).toEqual({ every: '/c/c' })
      expect(components['c/c']?.config.usingComponents).toEqual({ every: '/c/c' })
    })

    it('may be circular', async () => {
      const { components } = await compile({
        ...component,
        'pages/a/a.json': '{"usingComponents":{"c":"/c/c"}}',
        'c/c.json': '{"component":true,"usingComponents":{"c":"./c"}}',
      })
      expect(Object.keys(components)).toEqual(['pages/a/a', 'c/c'])
    })

    it('gives every component a class prefix of its own', async () => {
      const { components } = await compile({
        ...component,
        'pages/a/a.json': '{"usingComponents":{"c":"/c/c","d":"/d/c"}}',
        'd/c.json': '{"component":true}',
        'd/c.js': 'Component({})',
        'd/c.wxml': '',
      })
      const scopes = Object.values(components).map(({ scope }) => scope)
      expect(new Set(scopes).size).toBe(scopes.length)
    })
  })

  describe('mistakes', () => {
    it('are reported with line and column in WXML', async () => {
      const { findings } = await compile({ 'pages/a/a.wxml': '<view>\n  <text wx:if="{{a +}}">x</text>\n</view>' })
      expect(findings).toEqual(['pages/a/a.wxml:2:21 error: unexpected character inside expression'])
    })

    it('are reported with line and column in scripts, and the rest is compiled', async () => {
      const { findings, modules } = await compile({ 'pages/a/a.js': 'Page({\n  data: ]\n})' })
      expect(findings).toEqual(['pages/a/a.js:2:9 error: Unexpected "]"'])
      expect(modules['pages/a/a.js']).toEqual({
        code: '',
        dependencies: {},
        problem: 'pages/a/a.js:2:9: Unexpected "]"',
      })
      expect(modules['app.js']).toBeDefined()
    })

    it('are reported with line and column in JSON', async () => {
      const { findings } = await compile({ 'pages/a/a.json': '{\n  "usingComponents": {},\n}' })
      expect(findings).toEqual(['pages/a/a.json:2:24 error: JSON does not support trailing commas'])
    })

    it('are reported with line and column in JSON that a script requires', async () => {
      const { findings, modules } = await compile({
        'pages/a/a.js': "require('./sizes.json'); Page({})",
        'pages/a/sizes.json': '{\n  "small": }',
      })
      expect(findings).toEqual(['pages/a/sizes.json:2:12 error: Unexpected "}" in JSON'])
      expect(modules['pages/a/sizes.json']?.problem).toBe('pages/a/sizes.json:2:12: Unexpected "}" in JSON')
    })

    it('are reported with line and column in WXS, and the templates can be used all the same', async () => {
      const { findings, templates } = await compile({
        'pages/a/a.wxml':
          '<wxs module="m">\nmodule.exports = {\n  a: ]\n}</wxs>\n<wxs src="./b.wxs" module="b" />{{ m.a }}',
        'pages/a/b.wxs': 'var a = 1\nvar = 2',
      })
      expect(findings).toEqual([
        'pages/a/b.wxs:2:5 error: Expected identifier but found "="',
        'pages/a/a.wxml:3:6 error: Unexpected "]"',
      ])
      expect(() => new Script(templates)).not.toThrow()
    })

    it('include tags that are not closed, or closed twice', async () => {
      const { findings } = await compile({ 'pages/a/a.wxml': '<view>\n<text>x</view></view>' })
      expect(findings).toEqual([
        'pages/a/a.wxml:2:2 error: missing end tag',
        'pages/a/a.wxml:2:15 error: invalid end tag',
      ])
    })

    it('include lists of pages and components that hold something else', async () => {
      const { findings, routes } = await compile({
        'app.json': '{ "pages": ["pages/a/a"], "subPackages": [{ "root": "sub" }] }',
        'pages/a/a.json': '{\n  "usingComponents": { "c": 1 } }',
      })
      expect(findings).toEqual([
        'app.json error: each of "subPackages" needs a "root" and a list of "pages"',
        'pages/a/a.json:2:24 error: <c>: the path of a component is needed, in quotes',
      ])
      expect(routes).toEqual(['pages/a/a'])
      for (const pages of ['[]', '"pages/a/a"', '[1]']) {
        const other = await compile({ 'app.json': `{ "pages": ${pages} }` })
        expect(other.findings).toEqual(['app.json error: "pages" must be a list of page paths, and not empty'])
      }
    })

    it('of app.json are reported once', async () => {
      const { findings } = await compile({ 'app.json': '{ "pages": ["pages/a/a"], }' })
      expect(findings).toEqual(['app.json:1:25 error: JSON does not support trailing commas'])
      expect((await compile({ 'app.json': 'null' })).findings).toEqual(['app.json error: must be an object: { ... }'])
    })

    it('are reported with line and column in WXSS', async () => {
      const { findings } = await compile({ 'pages/a/a.wxss': '.a {\n  color: red;\n' })
      expect(findings).toEqual(['pages/a/a.wxss:1:1 error: Unclosed block'])
    })

    it('include files that are not there', async () => {
      const { findings } = await compile({
        'app.js': null,
        'pages/a/a.wxml': '<gone /><include src="./gone" /><wxs src="./gone.wxs" module="m" />',
        'pages/a/a.json': '{"usingComponents":{"gone":"./gone"}}',
        'pages/a/a.wxss': '@import "./gone.wxss";',
      })
      expect(findings).toEqual([
        'pages/a/a.json:1:21 error: <gone>: component "./gone" not found',
        'app.js error: not found: every mini program needs an app.js or app.ts',
        'pages/a/a.wxss:1:1 error: @import "./gone.wxss": pages/a/gone.wxss not found',
        'pages/a/gone.wxml error: not found, but pages/a/a.wxml includes it',
        'pages/a/gone.wxs error: not found, but pages/a/a uses it',
      ])
    })

    it('include a component that does not say that it is one', async () => {
      const { findings } = await compile({
        'pages/a/a.json': '{"usingComponents":{"c":"/c/c"}}',
        'c/c.js': 'Component({})',
        'c/c.wxml': '',
      })
      expect(findings).toEqual(['c/c.json warning: a component needs { "component": true }'])
    })

    it('include elements that nobody knows, and the simulator says which it leaves empty', async () => {
      const wxml =
        '<view>{{a <b}}</view>\n<!-- <c /> --><no-such a="1"/>\n<slot/><video/><picker><wxs module="m">1<d</wxs></picker>'
      const { findings } = await compile({ 'pages/a/a.wxml': wxml })
      expect(findings).toEqual([
        'pages/a/a.wxml:2:15 error: <no-such> is no element of WeChat and is missing in "usingComponents"',
        'pages/a/a.wxml:3:8 warning: <video> stays empty in the simulator',
      ])
    })

    it('are no reason to complain about a component called by its name in capitals', async () => {
      const { findings } = await compile({
        'pages/a/a.wxml': '<TRTCCalling id="x" />',
        'pages/a/a.json': '{"usingComponents":{"TRTCCalling":"/c/c"}}',
        'c/c.json': '{"component":true}',
        'c/c.js': 'Component({})',
        'c/c.wxml': '',
      })
      expect(findings).toEqual([])
    })
  })

  it('adapts WXS where it is code, and leaves its comments and strings alone', async () => {
    const { findings, templates } = await compile({
      'pages/a/a.wxml': '<wxs src="./a.wxs" module="m" />{{ m.kind }}',
      'pages/a/a.wxs': [
        "// require('./gone.wxs')",
        "/* require('./gone.wxs') */",
        `var text = "a \\" .constructor", other = '.constructor // '`,
        "module.exports = { kind: [].constructor, own: text.constructor.name, b: require('./b.wxs') }",
      ].join('\n'),
      'pages/a/b.wxs': 'module.exports = 1',
    })
    expect(findings).toEqual([])
    expect(templates).toContain(`"a \\" .constructor", other = '.constructor // '`)
    expect(templates).toContain('[].constructor.name, own: text.constructor.name, b: require("/pages/a/b")')
  })

  it('transforms a file again only when it has changed', async () => {
    const root = writeMiniProgram({})
    const cache = new Map()
    await compileMiniProgram(root, { cache })
    const before = cache.get('app.js')
    await compileMiniProgram(root, { cache })
    expect(cache.get('app.js')).toBe(before)
  })
})
