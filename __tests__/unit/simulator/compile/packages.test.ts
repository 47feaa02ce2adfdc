/** What an ordinary project has besides WXML, WXSS and JS: npm packages, SCSS, subpackages, a miniprogramRoot. */
import fs from 'node:fs'
import path from 'node:path'
import { compileMiniProgram, formatDiagnostic } from '../../../../simulator/src/compile/index'
import { findMiniProgram } from '../../../../simulator/src/serve/mini-program-root'
import { writeMiniProgram } from '../../../support/simulator/mini-program'

async function compile(files: Record<string, string | null>) {
  const root = writeMiniProgram(files)
  const { miniProgram, fileOf } = await compileMiniProgram(root, { virtualModules: ['tim-wx-sdk'] })
  return { root, miniProgram, fileOf, found: miniProgram.diagnostics.map(formatDiagnostic) }
}

const json = (value: unknown) => JSON.stringify(value)

describe('packages of npm, before WeChat has built them', () => {
  it('with a miniprogram folder are that folder: scripts, components and pictures', async () => {
    const { root, miniProgram, fileOf, found } = await compile({
      'package.json': json({ dependencies: { kit: '1' } }),
      'node_modules/kit/package.json': json({ miniprogram: 'dist' }),
      'node_modules/kit/dist/index.js': 'module.exports = 7',
      'node_modules/kit/dist/chip/chip.json': json({ component: true }),
      'node_modules/kit/dist/chip/chip.js': 'Component({})',
      'node_modules/kit/dist/chip/chip.wxml': '<view/>',
      'pages/a/a.json': json({ usingComponents: { chip: 'kit/chip/chip' } }),
      'pages/a/a.js': "Page({ data: { n: require('kit') } })",
    })
    expect(found).toEqual([])
    expect(miniProgram.modules['miniprogram_npm/kit/index.js']?.code).toContain('7')
    expect(Object.keys(miniProgram.components)).toContain('miniprogram_npm/kit/chip/chip')
    expect(fileOf('miniprogram_npm/kit/a.png')).toBe(path.join(root, 'node_modules/kit/dist/a.png'))
  })

  it('of plain JavaScript are their main, in one file with what it requires', async () => {
    const { miniProgram, found } = await compile({
      'package.json': json({ dependencies: { sum: '1' } }),
      'node_modules/sum/package.json': json({ main: 'lib/main.js' }),
      'node_modules/sum/lib/main.js': "module.exports = require('./one') + 1",
      'node_modules/sum/lib/one.js': 'module.exports = 41',
      'pages/a/a.js': "Page({ data: { n: require('sum') } })",
    })
    expect(found).toEqual([])
    expect(miniProgram.modules['miniprogram_npm/sum/index.js']?.code).toContain('41')
  })

  it('that WeChat has built are taken as they are, and those of the runtime are its own', async () => {
    const { miniProgram, found } = await compile({
      'package.json': json({ dependencies: { kit: '1', 'tim-wx-sdk': '2' } }),
      'node_modules/kit/package.json': json({ main: 'new.js' }),
      'node_modules/kit/new.js': 'module.exports = "new"',
      'miniprogram_npm/kit/index.js': 'module.exports = "built"',
      'pages/a/a.js': "require('kit'); require('tim-wx-sdk'); Page({})",
    })
    expect(found).toEqual([])
    expect(miniProgram.modules['miniprogram_npm/kit/index.js']?.code).toContain('built')
  })

  it('that are not installed are said, with what to do', async () => {
    const { found } = await compile({ 'package.json': json({ dependencies: { kit: '1' } }) })
    expect(found).toEqual(['package.json warning: "kit" is not installed: run npm install beside package.json'])
  })
})

describe('SCSS', () => {
  /** In place of the package: it stands for what sass makes of a file. */
  const SASS = `exports.compile = (file, { loadPaths }) => {
    const source = require('node:fs').readFileSync(file, 'utf8')
    if (source.includes('oops')) throw Object.assign(new Error('x'), { sassMessage: 'expected ";".', span: { start: { line: 1, column: 4 } } })
    return { css: source.replace('$c', 'red') + '/* ' + loadPaths.length + ' */' }
  }`
  const sass = { 'node_modules/sass/package.json': json({ main: 'sass.js' }), 'node_modules/sass/sass.js': SASS }

  it('is compiled by the sass of the project, and is WXSS then', async () => {
    const { miniProgram, found } = await compile({ ...sass, 'pages/a/a.scss': '.x { color: $c; width: 375rpx }' })
    expect(found).toEqual([])
    expect(miniProgram.styles['pages/a/a']).toMatch(/data-route="pages\/a\/a".*\.x \{ color: red; width: 50vw \}/)
  })

  it('with a mistake is said with its line', async () => {
    const { found } = await compile({ ...sass, 'app.scss': '\n    oops' })
    expect(found).toEqual(['app.scss:2:5 error: expected ";".'])
  })

  it('without sass is refused in words, and so is LESS', async () => {
    const { found } = await compile({ 'app.scss': 'a', 'pages/a/a.less': 'a' })
    expect(found).toEqual([
      'app.scss error: needs the package "sass": run npm install --save-dev sass beside package.json',
      'pages/a/a.less error: LESS is not in the simulator: write WXSS, or SCSS',
    ])
  })
})

describe('subpackages', () => {
  const app = json({ pages: ['pages/a/a'], subPackages: [{ root: 'extra', pages: ['p/p'] }] })
  const files = {
    'app.json': app,
    'extra/p/p.js': 'Page({})',
    'extra/p/p.wxml': '<view/>',
    'extra/chip/chip.json': json({ component: true }),
    'extra/chip/chip.js': 'Component({})',
    'extra/chip/chip.wxml': '<view/>',
    'extra/tool.js': 'module.exports = 1',
  }

  it('are reached from elsewhere by placeholders and asynchronous requires', async () => {
    const { found } = await compile({
      ...files,
      'pages/a/a.json': json({ usingComponents: { chip: '/extra/chip/chip' }, componentPlaceholder: { chip: 'view' } }),
      'pages/a/a.js': "require.async('../../extra/tool.js'); require('../../extra/tool', () => {}); Page({})",
    })
    expect(found).toEqual([])
  })

  it('and by nothing else', async () => {
    const { found } = await compile({
      ...files,
      'pages/a/a.json': json({ usingComponents: { chip: '/extra/chip/chip' } }),
      'pages/a/a.js': "require('../../extra/tool.js'); Page({})",
    })
    expect(found).toEqual([
      'pages/a/a.json:1:21 error: <chip> is in the subpackage "extra": outside of it, it needs a "componentPlaceholder"',
      `pages/a/a.js error: require('../../extra/tool.js'): it is in the subpackage "extra", which needs require.async`,
    ])
  })
})

it('what is drawn in another manner than the configuration says is said', async () => {
  const tabBar = { position: 'top', list: [{ pagePath: 'pages/a/a', text: 'A' }] }
  const { found } = await compile({ 'app.json': json({ pages: ['pages/a/a'], tabBar }) })
  expect(found).toEqual(['app.json warning: the simulator draws the tab bar at the bottom'])
})

describe('the mini program of a project', () => {
  it('is in the miniprogramRoot of its project.config.json, or in the folder itself', () => {
    const root = writeMiniProgram({ 'inner/app.json': '{}' })
    expect(findMiniProgram(root)).toBe(root)
    fs.writeFileSync(path.join(root, 'project.config.json'), json({ miniprogramRoot: 'inner/' }))
    expect(findMiniProgram(root)).toBe(path.join(root, 'inner'))
  })

  it('is missed in words', () => {
    const root = writeMiniProgram({ 'project.config.json': json({ miniprogramRoot: 'nowhere' }) })
    expect(() => findMiniProgram(root)).toThrow(/nowhere is no mini program: it has no app.json/)
    fs.writeFileSync(path.join(root, 'project.config.json'), '{')
    expect(() => findMiniProgram(root)).toThrow(/project.config.json is no JSON/)
  })
})
