/**
 * The first steps of the README, as a reader takes them: an app of two pages without any component, and with the one that
 * the guide then adds. What is shown is tapped. The Chinese ones are the same code (translation.test.ts).
 */
import { cpSync } from 'node:fs'
import path from 'node:path'
import { readDocument } from '../../support/docs/markdown'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'
import { CALL_PAGE } from '../../support/simulator/desk/example-pages'
import { writeMiniProgram } from '../../support/simulator/mini-program'

jest.setTimeout(120_000)

const blocksOf = (file: string, title?: string) => {
  const sections = readDocument(file).sections.filter((section) => title === undefined || section.title === title)
  const blocks = sections.flatMap((section) => section.blocks)
  return (language: string) => blocks.filter((block) => block.language === language).map(({ code }) => code)
}

function writeFirstSteps(): string {
  const readme = blocksOf('README.md')
  const withComponent = blocksOf('docs/en/guide.md', 'Pages and tab bars')
  const [app = '', page = ''] = readme('js')
  const config = JSON.parse(readme('json')[0] ?? '{}') as { pages: string[] }
  const root = writeMiniProgram({
    'app.js': app,
    'app.json': JSON.stringify({ ...config, pages: [...config.pages, 'pages/more/more'] }),
    'pages/index/index.js': page,
    'pages/index/index.json': '{}',
    'pages/index/index.wxml': readme('html')[0] ?? null,
    'pages/more/more.js': 'Page({})',
    'pages/more/more.json': withComponent('json')[0] ?? null,
    'pages/more/more.wxml': withComponent('html')[0] ?? null,
  })
  cpSync(path.resolve('dist'), path.join(root, 'miniprogram_npm/trtc-calling-miniprogram'), { recursive: true })
  return root
}

const lab = setLab({ writeApp: writeFirstSteps })
const stateOf = (one: DeskPhone, field: string) => one.read(`getApp().calling?.state.${field}`)

async function until(one: DeskPhone, field: string, value: string): Promise<void> {
  await one.until(
    async () => (await stateOf(one, field)) === value,
    () => `${field}: ${value}`,
  )
}

async function seat(): Promise<[DeskPhone, DeskPhone]> {
  const { phones } = await lab.desk(['alice', 'bob'])
  for (const one of phones) await until(one, 'session', 'ready')
  return phones as [DeskPhone, DeskPhone]
}

it('every page rings: the call page opens on both phones, and goes again', async () => {
  const [alice, bob] = await seat()
  await alice.tap('Call Bob')
  await bob.sees('Incoming video call')
  expect(await bob.pages.stack()).toEqual(['pages/index/index', CALL_PAGE])
  await bob.tap('Accept')
  await Promise.all([alice.receivesFrom(1, true), bob.receivesFrom(1, true)])
  await alice.tap('Hang up')
  for (const one of [alice, bob]) {
    await until(one, 'status', 'idle')
    await one.until(
      async () => (await one.pages.stack()).join() === 'pages/index/index',
      () => 'the page of before',
    )
  }
})

it('a page with the component shows the call itself', async () => {
  const [alice, bob] = await seat()
  await bob.run("wx.navigateTo({ url: '/pages/more/more' })")
  await bob.sees('What the page shows')
  await alice.tap('Call Bob')
  await bob.tap('Accept')
  await Promise.all([alice.receivesFrom(1, true), bob.receivesFrom(1, true)])
  expect(await bob.pages.stack()).toEqual(['pages/index/index', 'pages/more/more'])
  await bob.tap('Hang up')
  await Promise.all([until(alice, 'status', 'idle'), until(bob, 'status', 'idle')])
})
