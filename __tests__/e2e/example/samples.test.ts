/**
 * The samples of the guide, each as the page that a reader makes of it: what they show is tapped, and calls come of it. The Chinese ones are the same code (translation.test.ts).
 */
import { cpSync } from 'node:fs'
import path from 'node:path'
import { readDocument } from '../../support/docs/markdown'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'
import { signInPage, writeMiniProgram } from '../../support/simulator/mini-program'

jest.setTimeout(120_000)

function blocksOf(file: string, title?: string) {
  const sections = readDocument(file).sections.filter((section) => title === undefined || section.title === title)
  const blocks = sections.flatMap((section) => section.blocks)
  return (language: string) => blocks.filter((block) => block.language === language).map(({ code }) => code)
}

/** Where the sample says that one signs in. */
const HERE = '// sign in here, as in "The component alone"'
const SIGNED_IN = `
  const { sdkAppID, userID, userSig } = getApp().globalData.account
  this.setData({ config: { sdkAppID, userID, userSig, type: 2 } })
  this.calling.login()
`

function writeSamples(): string {
  const alone = blocksOf('docs/en/guide.md', 'The component alone')
  const themeAndSlots = blocksOf('docs/en/guide.md', 'Theming and slots')
  const ownUI = blocksOf('docs/en/guide.md', 'Without the component')
  const [json = '{}'] = blocksOf('docs/en/guide.md')('json')
  const [theme = '', slotStyle = ''] = themeAndSlots('css')
  const [slotScript = ''] = themeAndSlots('js')
  expect(slotScript).toContain(HERE)
  const root = writeMiniProgram({
    'app.json': JSON.stringify({
      pages: ['pages/index/index', 'pages/plain/plain', 'pages/slots/slots', 'pages/own/own'],
    }),
    'app.js': 'App({ globalData: {} })',
    'pages/index/index.js': signInPage('wx.redirectTo({ url: to })'),
    'pages/index/index.wxml': '<view>signing in</view>',
    'pages/plain/plain.json': json,
    'pages/plain/plain.wxml': alone('html')[0] ?? null,
    'pages/plain/plain.wxss': theme,
    'pages/plain/plain.js': alone('js')[0] ?? null,
    'pages/slots/slots.json': json,
    'pages/slots/slots.wxml': themeAndSlots('html')[0] ?? null,
    'pages/slots/slots.wxss': slotStyle,
    'pages/slots/slots.js': slotScript.replace(HERE, SIGNED_IN),
    'pages/own/own.json': '{}',
    'pages/own/own.wxml': ownUI('html')[0] ?? null,
    'pages/own/own.wxss': ownUI('css')[0] ?? null,
    'pages/own/own.js': ownUI('js')[0] ?? null,
  })
  cpSync(path.resolve('dist'), path.join(root, 'miniprogram_npm/trtc-calling-miniprogram'), { recursive: true })
  return root
}

const lab = setLab({ writeApp: writeSamples })

async function open(launch: string): Promise<[DeskPhone, DeskPhone]> {
  const desk = await lab.desk(['alice', 'bob'], { launch })
  return desk.phones as [DeskPhone, DeskPhone]
}

/** Both are signed in, on a page that keeps the component as `this.calling`. */
async function signedIn(...phones: DeskPhone[]): Promise<void> {
  for (const one of phones) {
    const isReady = async () => (await one.read('getCurrentPages().pop().calling?.state.session')) === 'ready'
    await one.until(isReady, () => `${one.name} is signed in`)
  }
}

const statusOf = (one: DeskPhone) => one.read('getCurrentPages().pop().calling.state.status')

async function untilStatus(status: string, ...phones: DeskPhone[]): Promise<void> {
  for (const one of phones)
    await one.until(
      async () => (await statusOf(one)) === status,
      () => `${one.name}: ${status}`,
    )
}

it('the component alone, in the colours of the guide', async () => {
  const [alice, bob] = await open('/pages/plain/plain')
  await signedIn(alice, bob)
  await alice.tap('Call Bob')
  await bob.sees('Incoming video call')
  const disc = bob.control('Accept').locator('> *').first()
  expect(await disc.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe('rgb(7, 193, 96)')
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  await alice.tap('Hang up')
  await untilStatus('idle', alice, bob)
})

it('the slot: its buttons lie where ours would, and can be tapped', async () => {
  const [alice, bob] = await open('/pages/index/index?to=/pages/slots/slots')
  await signedIn(alice, bob)
  await alice.run("getCurrentPages().pop().calling.call({ userID: 'bob' })")
  await bob.sees('Incoming video call')
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])

  const below = await bob.control('Hang up').evaluate((element) => innerHeight - element.getBoundingClientRect().bottom)
  expect(below).toBeGreaterThan(0)
  expect(below).toBeLessThan(60)

  await bob.tap('Hang up')
  await untilStatus('idle', alice, bob)
})

it('the slot: an incoming call can be declined', async () => {
  const [alice, bob] = await open('/pages/index/index?to=/pages/slots/slots')
  await signedIn(alice, bob)
  await alice.run("getCurrentPages().pop().calling.call({ userID: 'bob' })")
  await bob.tap('Decline')
  await untilStatus('idle', alice, bob)
})

it('the UI of one’s own: a call, with picture and sound on both sides', async () => {
  const [alice, bob] = await open('/pages/index/index?to=/pages/own/own')
  await alice.frame.locator('wx-button:not([disabled])', { hasText: 'Call' }).waitFor()
  await bob.frame.locator('wx-button:not([disabled])', { hasText: 'Call' }).waitFor()
  await alice.tap('Call')
  await bob.sees(/^ringing/)
  await bob.tap('Accept')
  await Promise.all([alice.sees(/^connected \d/), bob.sees(/^connected \d/)])
  await Promise.all([alice.receivesFrom(1, true), bob.receivesFrom(1, true)])
  await alice.tap('Hang up')
  await Promise.all([alice.sees(/^idle/), bob.sees(/^idle/)])
})
