/**
 * What becomes of a mini program on a real phone, as the simulator plays it: in the background, suspended, interrupted,
 * closed and opened again, with a wrong clock. About the phone, Chat and the media room, whatever the calls make of it.
 */
import { setTimeout } from 'node:timers/promises'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone
/** entries of the relay's log from before the test */
let begun = 0

async function seat(query: Record<string, string> = {}): Promise<void> {
  desk = await lab.desk(['alice', 'bob'], query)
  // a new desk clears the rooms of whoever was there before
  begun = logged().length
  ;[alice, bob] = desk.phones as [DeskPhone, DeskPhone]
}

async function connect(): Promise<void> {
  await alice.call('bob', 'Video')
  await bob.tap('Accept')
  await Promise.all([alice.receivesFrom(1, true), bob.receivesFrom(1, true)])
}

const statusOf = ({ name }: DeskPhone) => lab.simulator.relay.snapshot().phones.find(({ phone }) => phone === name)
const isInChat = (one: DeskPhone) => statusOf(one)?.chat === true
const isInRoom = (one: DeskPhone) => (statusOf(one)?.room ?? '') !== ''
const logged = () => lab.simulator.relay.snapshot().log
const kinds = () =>
  logged()
    .slice(begun)
    .map(({ kind }) => kind)
const lastOf = ({ name }: DeskPhone) =>
  logged()
    .filter(({ phone }) => phone === name)
    .at(-1)?.kind

/** Waits for what the relay has to see. */
async function relaySees(wanted: () => boolean): Promise<void> {
  const end = Date.now() + 30_000
  while (!wanted()) {
    if (Date.now() > end) throw new Error(`this did not come about: ${String(wanted)}`)
    await setTimeout(50)
  }
}

const ask = (one: DeskPhone, code: string) =>
  one.frame.evaluate(
    (line) => (window as unknown as { phone: { evaluate(code: string): unknown } }).phone.evaluate(line),
    code,
  )

const panel = (one: DeskPhone) => desk.page.locator(`.fault-card[aria-label="${one.name}"]`)

it('five seconds in the background: Chat is away and the media go on; back in front, Chat is there again', async () => {
  await seat()
  await desk.signInAll()
  await connect()
  await desk.control(alice).setForeground(false)
  const begin = Date.now()
  await relaySees(() => !isInChat(alice))
  expect(Date.now() - begin).toBeGreaterThan(4500)
  await bob.receives(true)
  expect(isInRoom(alice)).toBe(true)
  await desk.control(alice).setForeground(true)
  await relaySees(() => isInChat(alice))
  expect(lastOf(alice)).toBe('resume')
})

it('in the background, Chat stays where the panel says so', async () => {
  await seat({ panel: 'faults' })
  await alice.signIn()
  await panel(alice).getByLabel('Chat in background').selectOption('Stays connected')
  expect(new URL(desk.page.url()).searchParams.get('faults')).toBe('phone-1:keep-chat')
  await desk.control(alice).setForeground(false)
  await setTimeout(6000)
  expect(isInChat(alice)).toBe(true)
})

it('suspended: the room is left at once, timers and Chat stand still; resumed, all of it is back', async () => {
  await seat({ panel: 'faults' })
  await desk.signInAll()
  await connect()
  await alice.run('getApp().ticks = 0; setInterval(() => getApp().ticks++, 50)')
  await panel(alice).getByRole('button', { name: 'Suspend' }).click()
  await relaySees(() => !isInRoom(alice) && !isInChat(alice))
  await bob.media(({ seen }) => seen === 0, 'nobody’s picture')
  const ticks = await ask(alice, 'getApp().ticks')
  await setTimeout(500)
  expect(await ask(alice, 'getApp().ticks')).toBe(ticks)

  await panel(alice).getByRole('button', { name: 'Resume' }).click()
  await relaySees(() => isInChat(alice))
  await alice.until(
    async () => Number(await ask(alice, 'getApp().ticks')) > Number(ticks),
    () => 'timers that run',
  )
})

it('a phone call: the room is left at once, the devices are gone; afterwards the room is entered again', async () => {
  await seat()
  await desk.signInAll()
  await connect()
  await alice.run('wx.onAudioInterruptionBegin(() => { getApp().interrupted = true })')
  await desk.control(alice).setInterrupted(true)
  await relaySees(() => !isInRoom(alice))
  expect(lastOf(alice)).toBe('room-leave')
  await alice.media(({ tracks }) => tracks === 0, 'no devices')
  expect(await ask(alice, 'getApp().interrupted')).toBe(true)
  await desk.control(alice).setInterrupted(false)
  await relaySees(() => isInRoom(alice))
})

it('a floating window that is closed: the room is left at once, the mini program is in the background', async () => {
  await seat({ panel: 'faults' })
  await desk.signInAll()
  await connect()
  await panel(alice).getByRole('button', { name: 'Close floating window' }).click()
  await relaySees(() => !isInRoom(alice))
  expect(lastOf(alice)).toBe('room-leave')
  await desk.page.getByText('The mini program is in the background').waitFor()
})

describe('closed and opened again', () => {
  const mark = "wx.setStorageSync('mark', 1); getApp().mark = 1"

  it('during a call: the room is left at once; then it is a fresh mini program with the same storage', async () => {
    await seat({ panel: 'faults' })
    await desk.signInAll()
    await connect()
    await alice.run(mark)
    await panel(alice).getByRole('button', { name: 'Close mini program' }).click()
    await relaySees(() => !isInRoom(alice) && !isInChat(alice))
    expect(kinds()).not.toContain('room-drop')
    await desk.page.getByText('The mini program is closed').waitFor()
    await panel(alice).getByRole('button', { name: 'Open mini program' }).click()
    await alice.ready()
    expect(
      await ask(alice, "[wx.getStorageSync('mark'), typeof getApp().mark, wx.getLaunchOptionsSync().scene]"),
    ).toEqual([1, 'undefined', 1001])
    await alice.signIn()
  })

  it('while it rings: the caller hears nothing of it, and the account is the same afterwards', async () => {
    await seat()
    await desk.signInAll()
    await alice.call('bob', 'Video')
    await bob.sees('Incoming video call')
    await desk.control(bob).close()
    await relaySees(() => !isInChat(bob))
    await alice.sees('bob')
    await desk.control(bob).restart()
    await bob.ready()
    await bob.signIn()
    expect(kinds()).not.toContain('kicked')
    await alice.tap('Cancel')
  })
})

it('a mini program that crashes without a word stays in its room', async () => {
  await seat()
  await desk.signInAll()
  await connect()
  await desk.control(alice).crash()
  await relaySees(() => !isInChat(alice))
  await setTimeout(4000)
  expect(isInRoom(alice)).toBe(true)
})

it('a clock a day ahead: the mini program’s time and the status bar say so, and Chat’s does not', async () => {
  await seat({ faults: 'phone-1:clock=24' })
  const hoursAhead = async (time: string) => Math.round((Number(await ask(alice, time)) - Date.now()) / 3_600_000)
  expect(await hoursAhead('Date.now()')).toBe(24)
  expect(await hoursAhead('new Date().getTime()')).toBe(24)
  await desk.page.locator('[data-phone="phone-1"] time').filter({ hasText: '+24 h' }).waitFor()
  await desk.control(alice).setClock(-24)
  expect(await hoursAhead('Date.now()')).toBe(-24)
})

it('the address says how a phone begins, and when the room drops one that is gone', async () => {
  await seat({ 'room-drop': '1' })
  await desk.signInAll()
  await connect()
  await desk.control(alice).crash()
  await relaySees(() => !isInRoom(alice))
  expect(lastOf(alice)).toBe('room-drop')
})

it('a phone whose mini program is closed from the start is opened when its user likes', async () => {
  const { page } = await lab.desk(['alice'], {})
  await page.goto(`${lab.simulator.url}?phones=1&lang=en&faults=phone-1:closed`)
  await page.getByText('The mini program is closed').waitFor()
  await page.locator('.cover').getByRole('button', { name: 'Open mini program' }).click()
  await page.frameLocator('iframe[name="phone-1"]').locator('html[data-started]').waitFor({ state: 'attached' })
  const state = await page.evaluate(() => window.desk.phone('phone-1').state.get())
  expect(state).toMatchObject({ running: true, closed: false })
})
