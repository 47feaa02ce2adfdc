/** A call belongs to the app: it shows where the user is, and outlives the page it began on. */
import { writeAppWithPages } from '../../support/simulator/app-with-pages'
import * as app from '../../support/simulator/app-phones'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab({ writeApp: () => writeAppWithPages() })

const { CALL_PAGE, PEOPLE, countOf, has, hasPages, isAwake, isOver, ring, stack, together, touch } = app

const signedIn = (users: string[]) => app.signedIn(lab, users)
const people = () => signedIn(['alice', 'bob']) as Promise<[DeskPhone, DeskPhone]>

async function goTo(one: DeskPhone, url: string, text: string): Promise<void> {
  await one.run(`wx.navigateTo({ url: '${url}' })`)
  await one.sees(text)
}

/** What the page says: its name, and what it was given. */
const textOf = (url: string) => `${/(\w+)(\?|$)/.exec(url)?.[1] ?? ''} ${url.split('n=')[1] ?? ''}`.trim()

/** How many listeners of the app the package has. */
const listeners = (one: DeskPhone) => one.read('getApp().listeners')

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
    const heldBefore = await listeners(alice)
    await ring(bob, alice)
    expect((await stack(alice)).includes(CALL_PAGE)).toBe(onCallPage)
    await alice.tap('Accept')
    await together(alice, bob)
    expect(await isAwake(alice)).toBe(true)
    await alice.tap('Hang up')
    await isOver(alice, before)
    await isOver(bob, atBob)
    expect(await listeners(alice)).toEqual(heldBefore)
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

it('a whole walk: answer, shrink, three pages, back, the page with the tags goes, a third caller, and the end from a tile', async () => {
  const [alice, bob, carol] = (await signedIn(['alice', 'bob', 'carol'])) as [DeskPhone, DeskPhone, DeskPhone]
  await touch(alice, 'open chat')
  await alice.sees('chat next')
  const before = await stack(alice)
  await ring(bob, alice)
  await alice.tap('Accept')
  await together(alice, bob)

  await alice.tap('Shrink')
  for (const [link, text] of [
    ['open chat', 'chat next'],
    ['open plain', 'plain next'],
    ['open chat', 'chat next'],
  ] as const) {
    await touch(alice, link)
    await alice.sees(text)
    if (link === 'open chat') await alice.isConnected()
    await together(alice, bob)
  }
  await alice.tap('Back to the call')
  await hasPages(alice, before)
  await together(alice, bob)

  // the back gesture takes the page with the tags away
  await alice.tap('Shrink')
  await alice.goBack()
  await alice.sees('people')
  await alice.isConnected()
  await together(alice, bob)

  await carol.run("getApp().call('alice', 2)")
  await has(carol, 'CALL_END line-busy')
  await carol.isMediaFree()
  await together(alice, bob)
  expect([await countOf(alice, 'INVITED'), await countOf(alice, 'CALL_END'), await countOf(bob, 'CALL_END')]).toEqual([
    1, 0, 0,
  ])

  await alice.tap('Back to the call')
  await alice.tap('Hang up')
  await isOver(alice, [PEOPLE])
  await isOver(bob, [PEOPLE])
})

it('two tabs with components: one ring, on the tab in front, and the call is a tile on the other', async () => {
  const [alice, bob] = await people()
  await alice.goToTab('Recents')
  await alice.sees('recents')
  await ring(bob, alice)
  // a second ringtone would stand beside it
  await alice.hears('ringtone.wav')
  await alice.tap('Accept')
  await together(alice, bob)
  expect(await countOf(alice, 'INVITED')).toBe(1)
  await alice.tap('Shrink')
  await alice.goToTab('People')
  await alice.sees('people')
  await alice.isConnected()
  await together(alice, bob)
  await alice.tap('Back to the call')
  await alice.tap('Hang up')
  await isOver(bob, [PEOPLE])
  expect(await countOf(alice, 'CALL_END')).toBe(1)
  await alice.isMediaFree()
})

describe('two copies of the package: one ring, one call (fault 59)', () => {
  const heardElsewhere = (one: DeskPhone) => one.read('getApp().heardElsewhere') as Promise<string[]>

  it('answered on the page of the subpackage, whose call moves to the main package when the page goes', async () => {
    const [alice, bob] = await people()
    await touch(alice, 'open shop')
    await alice.sees('shop')
    await ring(bob, alice)
    // a second ringtone would stand beside it
    await alice.hears('ringtone.wav')
    await alice.tap('Accept')
    await together(alice, bob)
    expect([await countOf(alice, 'INVITED'), await heardElsewhere(alice)]).toEqual([1, ['INVITED']])
    await alice.tap('Shrink')
    await alice.goBack()
    await alice.sees('people')
    await together(alice, bob)
    expect(await countOf(bob, 'CALL_END')).toBe(0)
    await alice.tap('Back to the call')
    await alice.tap('Hang up')
    await isOver(alice, [PEOPLE])
    await isOver(bob, [PEOPLE])
  })

  it('begun on a page of the main package, and ended on that of the subpackage', async () => {
    const [alice, bob] = await people()
    await ring(alice, bob)
    await bob.tap('Accept')
    await together(alice, bob)
    await alice.tap('Shrink')
    await touch(alice, 'open shop')
    await alice.sees('shop')
    await alice.isConnected()
    await together(alice, bob)
    await alice.goBack()
    await alice.sees('people')
    await alice.tap('Back to the call')
    await alice.tap('Hang up')
    await isOver(alice, [PEOPLE])
    await isOver(bob, [PEOPLE])
    expect(await heardElsewhere(alice)).toEqual([])
  })
})

it('a host that keeps the screen on has it on after the call', async () => {
  const { phones } = await lab.desk(['alice', 'bob'])
  const [alice, bob] = phones as [DeskPhone, DeskPhone]
  await alice.run("wx.setKeepScreenOn({ keepScreenOn: true }), getApp().start('alice', { keepScreenOn: true })")
  await bob.run("getApp().start('bob')")
  for (const one of phones) await has(one, 'SDK_READY')
  await ring(bob, alice)
  await alice.tap('Accept')
  await together(alice, bob)
  await alice.tap('Hang up')
  await alice.isMediaFree()
  await isOver(bob, [PEOPLE])
  expect(await isAwake(alice)).toBe(true)
})
