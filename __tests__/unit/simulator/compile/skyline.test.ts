/** What the compiler makes of a mini program for Skyline, and who draws a page. */
import { compileMiniProgram, formatDiagnostic } from '../../../../simulator/src/compile/index'
import { rendererOf } from '../../../../simulator/src/mini-program'
import { writeMiniProgram } from '../../../support/simulator/mini-program'

const PAGES = ['pages/a/a', 'pages/b/b']
const SKYLINE = {
  renderer: 'skyline',
  rendererOptions: { skyline: {} },
  componentFramework: 'glass-easel',
  lazyCodeLoading: 'requiredComponents',
}

async function compile(app: object, files: Record<string, string>) {
  const root = writeMiniProgram({
    'app.json': JSON.stringify({ pages: PAGES, ...app }),
    'pages/a/a.json': '{"usingComponents":{"c":"/c/c"}}',
    'pages/b/b.js': 'Page({})',
    'pages/b/b.wxml': '',
    'c/c.json': '{"component":true}',
    'c/c.js': 'Component({})',
    'c/c.wxml': '',
    ...files,
  })
  const { miniProgram } = await compileMiniProgram(root)
  const { diagnostics, skyline } = miniProgram
  return { miniProgram, said: diagnostics.map(formatDiagnostic), dropped: skyline.dropped.map(formatDiagnostic) }
}

it('names what Skyline does not take, in styles and in templates', async () => {
  const { dropped, said } = await compile(SKYLINE, {
    'pages/a/a.wxss': '.a {\n  display: grid;\n}',
    'pages/a/a.wxml': '<c />\n<scroll-view scroll-y />',
    'c/c.wxml': '<navigator>\n<view /></navigator>',
  })
  expect(dropped.map((line) => line.replace(/, .*/, ''))).toEqual([
    'pages/a/a.wxml:2:1 warning: Skyline does not take this: a <scroll-view> without type',
    'c/c.wxml:2:1 warning: Skyline does not take this: <view> in a <navigator>',
    'pages/a/a.wxss:2:3 warning: Skyline leaves this out: display knows none',
  ])
  expect(said).toEqual([])
})

it('wants what WeChat wants in app.json, as soon as one page is drawn by Skyline', async () => {
  const files = { 'pages/b/b.json': '{"renderer":"skyline"}' }
  const { said } = await compile({ lazyCodeLoading: 'requiredComponents' }, files)
  expect(said).toEqual(['app.json warning: Skyline needs "componentFramework": "glass-easel"'])
  expect((await compile({ ...SKYLINE, rendererOptions: {} }, {})).said).toEqual([
    'app.json warning: Skyline needs "rendererOptions": { "skyline": {} }',
  ])
})

describe('who draws a page', () => {
  const app = { pages: PAGES, subPackages: [{ root: '/far/', pages: ['x'], renderer: 'skyline' as const }] }

  it('is said by its own JSON, by its subpackage, by app.json', () => {
    expect(rendererOf(app, 'pages/a/a')).toBe('webview')
    expect(rendererOf(app, 'far/x')).toBe('skyline')
    expect(rendererOf(app, 'far/x', { renderer: 'webview' })).toBe('webview')
    expect(rendererOf({ ...app, renderer: 'skyline' }, 'pages/a/a')).toBe('skyline')
  })

  it('is read from app.json', async () => {
    const { miniProgram } = await compile(
      { ...SKYLINE, renderer: 'webview', subPackages: [{ root: 'far', pages: ['x'], renderer: 'skyline' }] },
      { 'far/x.js': 'Page({})', 'far/x.wxml': '' },
    )
    expect(rendererOf(miniProgram.app, 'far/x')).toBe('skyline')
  })

  it('decides about the styles of each page, and of what several pages share', async () => {
    const sheet = '.x { color: red; float: left }'
    const files = { 'app.wxss': sheet, 'pages/a/a.wxss': sheet, 'pages/b/b.wxss': sheet, 'c/c.wxss': sheet }
    const { miniProgram } = await compile(SKYLINE, { ...files, 'pages/b/b.json': '{"renderer":"webview"}' })
    const both = (name: string) =>
      `:where(.sim-page:not(.sim-skyline)) ${name} { color: red; float: left }\n:where(.sim-skyline) ${name} { color: red }`
    expect(miniProgram.mixedStyles).toEqual({
      app: both('.x'),
      'pages/a/a': ':where([data-route="pages/a/a"]) .x { color: red }',
      'pages/b/b': ':where([data-route="pages/b/b"]) .x { color: red; float: left }',
      'c/c': both('.__scope__x'),
    })
    expect((await compile(SKYLINE, files)).miniProgram.mixedStyles).toBeNull()
  })
})
