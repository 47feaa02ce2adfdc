/** A call belongs to the app: it shows where the user is, and outlives the page it began on. */
import { type DeskPhone, setLab } from '../support/simulator/desk-phones'
import { writeAppWithPages } from '../support/simulator/app-with-pages'

jest.setTimeout(120_000)

const lab = setLab(() => writeAppWithPages())

const CALL_PAGE = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'
const PEOPLE = 'pages/people/people'

async function people(): Promise<[DeskPhone, DeskPhone]> {
  const { phones } = await lab.desk(['alice', 'bob'])
  for (const one of phones) {
    await one.run(`getApp().start('${one.user}')`)
    await has(one, 'SDK_READY')
  }
  return phones as [DeskPhone, DeskPhone]
}

const stack = (one: DeskPhone) => one.read('getCurrentPages().map((page) => page.route)') as Promise<string[]>
const events = (one: DeskPhone) => one.read('getApp().events') as Promise<string[]>
const has = (one: DeskPhone, event: string) =>
  one.until(
    async () => (await events(one)).includes(event),
    () => event,
  )
const countOf = async (one: DeskPhone, event: string) =>
  (await events(one)).filter((line) => line.startsWith(event)).length

async function goTo(one: DeskPhone, url: string, text: string): Promise<void> {
  await one.run(`wx.navigateTo({ url: '${url}' })`)
  await one.sees(text)
}

/** What the page says: its name, and what it was given. */
const textOf = (url: string) => `${/(\w+)(\?|$)/.exec(url)?.[1] ?? ''} ${url.split('n=')[1] ?? ''}`.trim()

/** Nothing of a call is left: the pages are those of before, and each side has heard of one end. */
async function isOver(one: DeskPhone, before: string[]): Promise<void> {
  await one.isMediaFree()
  await one.until(
    async () => (await stack(one)).join() === before.join(),
    () => before.join(),
  )
  expect(await countOf(one, 'CALL_END')).toBe(1)
  await one.frame.locator('[data-sound=""]').waitFor({ state: 'attached' })
}

async function ring(from: DeskPhone, to: DeskPhone): Promise<void> {
  await from.run(`getApp().call('${to.user}', 2)`)
  await to.sees('Incoming video call')
}

async function together(...phones: DeskPhone[]): Promise<void> {
  for (const one of phones) await one.receivesFrom(1, true)
}

const DEEP = ['/pages/plain/plain?n=1', '/pages/chat/chat?n=2']

describe('an incoming call shows where the user is', () => {
  it.each([
    ['a tab page', [], false],
    ['a page three deep', DEEP, false],
    ['a page of a subpackage', ['/far/away/away'], false],
    ['a page without the component', ['/pages/plain/plain?n=1'], true],
    ['a full stack of ten', Array.from({ length: 9 }, (_, n) => `/pages/plain/plain?n=${n}`), true],
  ])('%s: it rings, is answered and ends, and the pages are as before', async (_name, urls, onCallPage) => {
    const [alice, bob] = await people()
    for (const url of urls) await goTo(alice, url, textOf(url))
    const before = await stack(alice)
    const atBob = await stack(bob)
    await ring(bob, alice)
    expect((await stack(alice)).includes(CALL_PAGE)).toBe(onCallPage)
    await alice.tap('Accept')
    await together(alice, bob)
    await alice.tap('Hang up')
    await isOver(alice, before)
    await isOver(bob, atBob)
    expect(await countOf(alice, 'INVITED')).toBe(1)
  })
})

describe('a call outlives its page', () => {
  it('the page with the tags goes back: picture and sound come to the page below, as a tile', async () => {
    const [alice, bob] = await people()
    await goTo(alice, '/pages/chat/chat?n=1', 'chat 1')
    await ring(bob, alice)
    await alice.tap('Accept')
    await together(alice, bob)
    await alice.run('wx.navigateBack()')
    await alice.sees('people')
    await together(alice, bob)
    expect(await countOf(alice, 'CALL_END')).toBe(0)
    expect(await countOf(bob, 'CALL_END')).toBe(0)
    await alice.tap('Back to the call')
    await alice.tap('Hang up')
    await isOver(alice, [PEOPLE])
    await isOver(bob, [PEOPLE])
  })

  it('the page with the tags gives way to one without the component: the call page takes them', async () => {
    const [alice, bob] = await people()
    await ring(bob, alice)
    await alice.tap('Accept')
    await together(alice, bob)
    await alice.run("wx.reLaunch({ url: '/pages/plain/plain?n=1' })")
    await alice.until(
      async () => (await stack(alice)).includes(CALL_PAGE),
      () => 'the call page',
    )
    await together(alice, bob)
    await alice.tap('Hang up')
    await isOver(alice, ['pages/plain/plain'])
    await isOver(bob, [PEOPLE])
  })

  it('shrunk on one page, it is a tile with the time on the others, and a tap leads back', async () => {
    const [alice, bob] = await people()
    await ring(bob, alice)
    await alice.tap('Accept')
    await together(alice, bob)
    await alice.tap('Shrink')
    await goTo(alice, '/pages/chat/chat?n=1', 'chat 1')
    await alice.isConnected()
    await goTo(alice, '/pages/plain/plain?n=2', 'plain 2')
    await goTo(alice, '/pages/chat/chat?n=3', 'chat 3')
    await alice.isConnected()
    await together(alice, bob)
    await alice.tap('Back to the call')
    await alice.tap('Hang up')
    await isOver(alice, [PEOPLE])
    await isOver(bob, [PEOPLE])
  })
})
