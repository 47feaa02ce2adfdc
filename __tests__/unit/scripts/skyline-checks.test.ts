/** What check:dist says of styles and templates that Skyline does not take. */
import type { Check } from '../../../scripts/checks/dist/files'
import {
  offences,
  readExample,
  skylinePages,
  skylineStyles,
  skylineTemplates,
} from '../../../scripts/checks/dist/skyline'
import { writeMiniProgram } from '../../support/simulator/mini-program'

const run = (check: Check, file: string, text: string) =>
  check.run({ root: '/nowhere', files: new Map([[file, Buffer.from(text)]]) })

const styles = (text: string) => run(skylineStyles, 'a.wxss', text)
const templates = (text: string) => run(skylineTemplates, 'a.wxml', text)

describe('styles', () => {
  it('are taken as far as the table knows them', () => {
    const known = `
      .a { display: flex; top: calc(12px + var(--top, 0px)); padding-bottom: env(safe-area-inset-bottom) }
      .b:first-child .c::after { -webkit-mask-size: contain; mask-size: contain; --own: anything }
      @keyframes k { from { opacity: 0 } 40% { opacity: 1 } }
      @media (prefers-color-scheme: dark) { .a { color: #fff } }
      @media (prefers-reduced-motion: reduce) { .a { animation: none } }
      .d { position: fixed; top: 0; left: 0; background-image: linear-gradient(red, blue 40px), url(data:,x) }`
    expect(styles(known)).toEqual([])
  })

  it('are named with file and line otherwise', () => {
    expect(styles('.a {\n  color: red;\n  overflow-y: auto;\n}')).toEqual(['a.wxss:3: overflow-y is not known there'])
  })

  it.each([
    ['display: inline-block', 'inline-block'],
    ['display: grid', 'grid'],
    ['position: sticky', 'sticky'],
    ['position: fixed; top: 0', 'left or right'],
    ['overflow: auto', 'auto'],
    ['overflow-wrap: break-word', 'overflow-wrap'],
    ['font-variant-numeric: tabular-nums', 'font-variant-numeric'],
    ['top: constant(safe-area-inset-top)', 'constant()'],
    ['width: min(10px, 50%)', 'min()'],
    ['-webkit-mask-size: contain', '-webkit-mask-size'],
    ['filter: blur(2px) sepia(1)', 'one function'],
    ['background-image: linear-gradient(red, blue calc(40px + 2px))', 'calc() in a gradient'],
    ['mask-image: linear-gradient(red, blue)', 'gradients in masks'],
    ['border: 1px double red', 'dotted'],
    ['white-space: pre-line', 'pre-line'],
    ['transition: color 1s', 'transitions of texts'],
  ])('without %s', (declaration, problem) => {
    expect(styles(`.a { ${declaration} }`).join()).toContain(problem)
  })

  it.each([
    '@media (max-height: 600px) { .a { top: 0 } }',
    '@supports (top: 0) { .a { top: 0 } }',
    '* { top: 0 }',
    '[x] { top: 0 }',
  ])('without %s, which is told once', (rule) => {
    expect(styles(rule)).toHaveLength(1)
  })
})

describe('templates', () => {
  it('have their texts in <text>, and scrolling areas with a type', () => {
    const good = `<!-- <view>words</view> -->
      <wxs module="m" src="./m.wxs" />
      <view><text>words {{a > b ? 1 : 2}}</text><scroll-view type="list"><view/></scroll-view></view>`
    expect(templates(good)).toEqual([])
    expect(templates('<view>\n  <view class="a">words</view>\n</view>')).toEqual(['a.wxml:2: a text outside of <text>'])
    expect(templates('<scroll-view scroll-y />')).toEqual(['a.wxml:1: a <scroll-view> without type'])
    expect(templates('<text><block wx:if="{{a}}">words</block></text><view><block>words</block></view>')).toEqual([
      'a.wxml:1: a text outside of <text>',
    ])
    expect(templates('<movable-view />')).toEqual(['a.wxml:1: <movable-view> is not known there'])
  })

  it('are compiled as Skyline compiles them', () => {
    expect(templates('<view>\n<view wx:if="{{a +}}" />\n</view>').join()).toMatch(/^a\.wxml:2: /)
  })

  it.each(['navigator', 'text'])('have nothing but texts in a <%s>', (name) => {
    expect(templates(`<${name}><text>words</text></${name}>`)).toEqual([])
    expect(templates(`<${name}>\n  <view />\n</${name}>`)).toEqual([
      `a.wxml:2: <view> in a <${name}>, which holds texts alone`,
    ])
  })
})

describe('pages', () => {
  const pages = (config: object) => run(skylinePages, 'pages/a/a.json', JSON.stringify(config))

  it('have no native navigation bar, and do not scroll', () => {
    expect(pages({ navigationStyle: 'custom', disableScroll: true })).toEqual([])
    expect(pages({}).map((problem) => problem.replace(/:.*?"/, ': "'))).toEqual([
      'pages/a/a.json: "navigationStyle": "custom"',
      'pages/a/a.json: "disableScroll": true says to the WebView',
    ])
  })
})

it('a whole mini program is looked at with the place of each offence, without what npm put there', () => {
  const root = writeMiniProgram({
    'app.wxss': '.a {\n  display: grid;\n}',
    'pages/a/a.wxml': '<view>\n  words\n</view>',
    'pages/a/a.json': '{}',
    'miniprogram_npm/other/other.wxss': '.a { display: grid }',
  })
  expect(offences(readExample(root)).map((offence) => offence.replace(/ .*/, ''))).toEqual([
    'app.wxss:2:',
    'pages/a/a.wxml:1:',
    'pages/a/a.json:',
    'pages/a/a.json:',
  ])
})
