/**
 * A stranger's mini program that says that Skyline draws it, one of its pages excepted, with the package as npm packs it:
 * a real call from the one page to the other.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makeSkyline } from '../../../scripts/checks/wechat/skyline'
import { npmPack } from '../../../scripts/runs/npm'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'
import { writeMiniProgram } from '../../support/simulator/mini-program'

jest.setTimeout(90_000)

const STRANGER = path.resolve('__tests__/fixtures/stranger')
/** The WebView knows it, Skyline does not. */
const PROBE = '@media (min-width: 1px) { .probe { color: rgb(1, 2, 3); } }'

/** Two pages alike: app.json says how the one is drawn, the other one's own JSON says otherwise. */
function writeStranger(): string {
  const page = (file: string) => readFileSync(path.join(STRANGER, 'pages/index', file), 'utf8')
  const config = JSON.parse(page('index.json')) as object
  const root = writeMiniProgram({
    'app.js': readFileSync(path.join(STRANGER, 'app.js'), 'utf8'),
    'app.json': JSON.stringify({ pages: ['pages/index/index', 'pages/plain/plain'] }),
    'app.wxss': PROBE,
    'package.json': JSON.stringify({ dependencies: { 'trtc-calling-miniprogram': '*' } }),
    'pages/index/index.js': page('index.js'),
    'pages/index/index.json': page('index.json'),
    'pages/index/index.wxml': `<view class="probe" />${page('index.wxml')}`,
    'pages/plain/plain.js': page('index.js'),
    'pages/plain/plain.json': JSON.stringify({ ...config, renderer: 'webview' }),
    'pages/plain/plain.wxml': `<view class="probe" />${page('index.wxml')}`,
  })
  makeSkyline(root, ['pages/index/index'])
  const { filename } = npmPack('--pack-destination', root)
  execFileSync('tar', ['-xzf', filename], { cwd: root })
  mkdirSync(path.join(root, 'node_modules'))
  cpSync(path.join(root, 'package'), path.join(root, 'node_modules/trtc-calling-miniprogram'), { recursive: true })
  return root
}

const lab = setLab({ writeApp: writeStranger })

const rendererOf = (one: DeskPhone) => one.read('getCurrentPages().slice(-1)[0].renderer')
const colorOf = ({ frame }: DeskPhone) =>
  frame
    .locator('.probe')
    .last()
    .evaluate((node) => getComputedStyle(node).color)

it('makes a call between a page of Skyline and one of the WebView', async () => {
  const { phones } = await lab.desk(['alice', 'bob'])
  const [alice, bob] = phones as [DeskPhone, DeskPhone]
  await bob.run("wx.navigateTo({ url: '/pages/plain/plain' })")
  await Promise.all([alice.sees('online'), bob.sees('online')])
  expect(await Promise.all([rendererOf(alice), rendererOf(bob)])).toEqual(['skyline', 'webview'])
  expect(await Promise.all([colorOf(alice), colorOf(bob)])).toEqual(['rgb(0, 0, 0)', 'rgb(1, 2, 3)'])

  await alice.tap('Call Bob')
  await bob.tap('Accept')
  await Promise.all([alice.receivesFrom(1, true), bob.receivesFrom(1, true)])
  await alice.tap('Hang up')
  await Promise.all([alice.isMediaFree(), bob.isMediaFree()])
})

it('the address has the last word', async () => {
  const { phones } = await lab.desk(['alice'], { renderer: 'webview' })
  const [alice] = phones as [DeskPhone]
  await alice.sees('online')
  expect(await rendererOf(alice)).toBe('webview')
  expect(await colorOf(alice)).toBe('rgb(1, 2, 3)')
})
