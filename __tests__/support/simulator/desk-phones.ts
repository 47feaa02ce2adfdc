/** The example on several phones in Chromium, driven as a person would: visible buttons, fields and texts. */
import { setTimeout } from 'node:timers/promises'
import { chromium, type Browser, type Frame, type Locator, type Page } from 'playwright-core'
import { en } from '../../../component/locales/en'
import { findOrInstallChromium, launchOptions } from '../../../scripts/runs/chromium'
import type { LiveStats } from '../../../simulator/src/live/index'
import type { Desk as SimulatorDesk } from '../../../simulator/src/desk/desk'
import type { NetworkType } from '../../../simulator/src/phone/host'
import type { Phone } from '../../../simulator/src/phone/phone'
import { startSimulator, type Simulator } from '../../../simulator/src/start'
import { ExamplePages } from './example-pages'

declare const phone: Phone

/** What the example's first tab says once a phone can be called. */
const ONLINE = { en: 'Online, ready for calls', zh: '已上线，可以通话' }
type Language = keyof typeof ONLINE

declare global {
  interface Window {
    desk: SimulatorDesk
  }
}

/** Generous: the machine that runs the tests may be busy. Nothing here is about speed. */
const PATIENCE = 30_000

/** How often the cameras give a picture, per second: to draw and to compress them is the most that a video call costs. */
const FEW_PICTURES = { 'frame-rate': '5' }

/** Between two looks at what the page cannot be asked to wait for, ms: each costs it time, so they become fewer. */
const SOON = 50
const LATER = 200

/** A simulator and a browser, shared by the tests of a file. */
export class PhoneLab {
  // both are there from start() on
  simulator!: Simulator
  private browser!: Browser
  private readonly desks: Desk[] = []
  /** empty ones, of desks that were closed: the scripts of the next desk are compiled there already */
  private readonly windows: Page[] = []

  /** @param exampleDir another mini program than the example. @param roomKeys rooms want a privateMapKey */
  async start(exampleDir?: string, roomKeys = false): Promise<void> {
    this.simulator = await startSimulator({ quiet: true, roomKeys, ...(exampleDir !== undefined && { exampleDir }) })
    this.browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.simulator.close()
  }

  /** Closes the desks that are still open. */
  async closeDesks(): Promise<void> {
    const open = this.desks.splice(0).filter((desk) => !desk.isClosed)
    for (const desk of open) await desk.close()
  }

  /** A fresh desk with one phone for each user (`bob@Android`: his second device). @param query more of the desk's address */
  async desk(users: string[], query: Record<string, string> & { lang?: Language } = {}): Promise<Desk> {
    const page = this.windows.pop() ?? (await this.newWindow())
    this.simulator.reports.length = 0
    const { lang = 'en', ...more } = query
    const search = new URLSearchParams({
      phones: String(users.length),
      users: users.join(','),
      lang,
      ...FEW_PICTURES,
      ...more,
    })
    await page.goto(`${this.simulator.url}?${search.toString()}`)
    const phones = users.map((owner, index) => {
      const [user = ''] = owner.split('@')
      return new DeskPhone(page, `phone-${index + 1}`, user, lang)
    })
    const desk = new Desk(page, phones, this.simulator, () => this.clear(page))
    this.desks.push(desk)
    for (const one of phones) await one.ready()
    return desk
  }

  private async newWindow(): Promise<Page> {
    // as for a person who asked for less motion: a pulse or a phone that shakes is drawn sixty times a second
    const page = await this.browser.newPage({ viewport: { width: 1640, height: 900 }, reducedMotion: 'reduce' })
    page.setDefaultTimeout(PATIENCE)
    return page
  }

  /** Leaves nothing of a desk in its window, which is free for another one. */
  private async clear(page: Page): Promise<void> {
    await page.unrouteAll()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    // a page of the same origin on which nobody is left to write
    await page.goto(new URL('/nothing', this.simulator.url).href)
    await page.evaluate(() => {
      localStorage.clear()
    })
    this.windows.push(page)
  }
}

/**
 * Starts a lab for the tests of the file; the desks that a test opens are closed after it.
 * @param write another mini program than the example: writes it, and returns where
 * @param roomKeys rooms want a privateMapKey
 */
export function setLab(write?: () => string, roomKeys = false): PhoneLab {
  const lab = new PhoneLab()
  beforeAll(() => lab.start(write?.(), roomKeys))
  afterEach(() => lab.closeDesks())
  afterAll(() => lab.close())
  return lab
}

export class Desk {
  isClosed = false
  /** a UserSig that is refused from then on */
  private hasExpired = false

  constructor(
    readonly page: Page,
    readonly phones: DeskPhone[],
    private readonly simulator: Simulator,
    private readonly leave: () => Promise<void>,
  ) {}

  /** What the fault panel can do to a phone. */
  control({ name }: DeskPhone) {
    return {
      setNetwork: (type: NetworkType) =>
        this.page.evaluate(([phone, network]) => window.desk.phone(phone).setNetwork(network), [name, type] as const),
      setForeground: (active: boolean) =>
        this.page.evaluate(([phone, on]) => window.desk.phone(phone).setForeground(on), [name, active] as const),
      expireUserSig: () => {
        this.hasExpired = true
        return this.page.evaluate((phone) => window.desk.phone(phone).expireUserSig(), name)
      },
      setSuspended: (active: boolean) =>
        this.page.evaluate(([phone, on]) => window.desk.phone(phone).setSuspended(on), [name, active] as const),
      setInterrupted: (active: boolean) =>
        this.page.evaluate(([phone, on]) => window.desk.phone(phone).setInterrupted(on), [name, active] as const),
      setScreenShare: (on: boolean) =>
        this.page.evaluate(([phone, shares]) => window.desk.phone(phone).setScreenShare(shares), [name, on] as const),
      closeFloatingWindow: () => this.page.evaluate((phone) => window.desk.phone(phone).closeFloatingWindow(), name),
      setBackgroundSockets: (fate: 'closed' | 'kept') =>
        this.page.evaluate(([phone, what]) => window.desk.phone(phone).setBackgroundSockets(what), [
          name,
          fate,
        ] as const),
      setClock: (hours: number) =>
        this.page.evaluate(([phone, ahead]) => window.desk.phone(phone).setClock(ahead), [name, hours] as const),
      close: () => this.page.evaluate((phone) => window.desk.phone(phone).close(), name),
      crash: () => this.page.evaluate((phone) => window.desk.phone(phone).crash(), name),
      restart: () => this.page.evaluate((phone) => window.desk.phone(phone).restart(), name),
    }
  }

  async signInAll(): Promise<void> {
    for (const one of this.phones) await one.signIn()
  }

  /** Closes the desk; errors in the mini program fail the test. */
  async close(): Promise<void> {
    this.isClosed = true
    await this.leave()
    if (this.hasExpired) await untilNextUserSig()
    expect(this.simulator.reports).toEqual([])
  }
}

export class DeskPhone {
  /** the way through the example */
  readonly pages = new ExamplePages(this)

  constructor(
    readonly page: Page,
    readonly name: string,
    readonly user: string,
    private readonly lang: Language,
  ) {}

  get frame(): Frame {
    const frame = this.page.frame({ name: this.name })
    if (!frame) throw new Error(`${this.name} has no frame`)
    return frame
  }

  async ready(): Promise<void> {
    await this.page
      .frameLocator(`iframe[name="${this.name}"]`)
      .locator('html[data-started]')
      .waitFor({ state: 'attached' })
  }

  /* ---------------------------------------------------------------- what a person does */

  async signIn(user = this.user): Promise<void> {
    await this.trySignIn(user)
    await this.isOnline()
  }

  async trySignIn(user = this.user): Promise<void> {
    await this.byID('user-id').locator('input').fill(user)
    await this.byID('sign-in').click()
  }

  /** After a failed login, or an expired UserSig: with a new one. */
  async signInAgain(): Promise<void> {
    await untilNextUserSig()
    await this.pages.openTab('people')
    await this.byID('sign-in-again').click()
    await this.isOnline()
  }

  async call(user: string, media: 'Voice' | 'Video'): Promise<void> {
    await this.pages.openChat(user)
    await this.begin(media)
  }

  async callSeveral(users: string[], media: 'Voice' | 'Video'): Promise<void> {
    await this.pages.openGroup('several')
    await this.byID('callees').locator('input').fill(users.join(', '))
    await this.begin(media)
  }

  /** Enters a group call that is running. */
  async join(room: string, media: 'Voice' | 'Video'): Promise<void> {
    await this.pages.openGroup('join')
    await this.byID('room-id').locator('input').fill(room)
    await this.begin(media)
  }

  /** The number with which others join, from the page below the call. */
  async readRoom(): Promise<string> {
    await this.tap(en.shrinkAction)
    const room = await this.byID('room-number').textContent()
    await this.byID('copy-room').click()
    await this.tap(en.growAction)
    return room ?? ''
  }

  async begin(media: 'Voice' | 'Video'): Promise<void> {
    await this.byID(`${media.toLowerCase()}-call`).click()
  }

  /** Of the page that is seen: those below have their own. */
  byID(id: string): Locator {
    return this.frame.locator(`[id="${id}"]`).filter({ visible: true }).first()
  }

  /** A line among the mini program's scripts, for what no button does. */
  async run(code: string): Promise<void> {
    await this.frame.evaluate((line) => phone.evaluate(line), code)
  }

  /** An expression among the mini program's scripts, for what no text says; what comes back is JSON. */
  read(code: string): Promise<unknown> {
    return this.frame.evaluate((line) => phone.evaluate(line), code)
  }

  /** @param label the control's label, or its beginning */
  async tap(label: string): Promise<void> {
    await this.control(label).click()
  }

  /** The arrow in the navigation bar: the one that the desk draws, or the page's own. */
  async goBack(): Promise<void> {
    const bar = this.page.locator(`[data-phone="${this.name}"] .navigation-bar`)
    await ((await bar.isVisible()) ? bar.locator('.back') : this.byID('back')).click()
  }

  /** A tab of the bar below, which the desk draws. */
  async goToTab(text: string): Promise<void> {
    await this.page.locator(`[data-phone="${this.name}"] .tab-bar`).getByText(text, { exact: true }).click()
  }

  /** With a finger, in pixels of the screen. */
  async drag(what: Locator, { right, down }: { right: number; down: number }): Promise<void> {
    const box = await what.boundingBox()
    if (!box) throw new Error('what is to be dragged is not on the screen')
    const x = box.x + box.width / 2
    const y = box.y + box.height / 2
    await this.page.mouse.move(x, y)
    await this.page.mouse.down()
    await this.page.mouse.move(x + right, y + down, { steps: 5 })
    await this.page.mouse.up()
  }

  control(label: string): Locator {
    // pages below hold their own
    return this.frame.getByRole('button', { name: new RegExp(`^${label}`) }).filter({ visible: true })
  }

  /* ---------------------------------------------------------------- what a person notices */

  async sees(text: string | RegExp): Promise<void> {
    await this.frame.getByText(text).filter({ visible: true }).first().waitFor({ state: 'visible' })
  }

  async seesNo(text: string | RegExp): Promise<void> {
    await this.frame.getByText(text).first().waitFor({ state: 'hidden' })
  }

  /** Signed in, on the first tab. */
  async isOnline(): Promise<void> {
    await this.sees(ONLINE[this.lang])
  }

  /** Connected: the timer runs. */
  async isConnected(): Promise<void> {
    await this.sees(/^00:\d\d$/)
  }

  /** The page's line for errors. */
  async message(text: RegExp): Promise<void> {
    await this.byID('message').filter({ hasText: text }).waitFor()
  }

  /** Lines of the example's event log, the newest first; example.test.ts looks at its page. */
  events(): Promise<string[]> {
    return this.read('getApp().globalData.log.state.lines.map((line) => line.text)') as Promise<string[]>
  }

  async countOf(event: string): Promise<number> {
    return (await this.events()).filter((line) => line.startsWith(event)).length
  }

  /* ---------------------------------------------------------------- what is really there */

  stats(): Promise<LiveStats> {
    return this.frame.evaluate(() => phone.stats())
  }

  /** Waits until the phone's media are as wanted. */
  async media(wanted: (stats: LiveStats) => boolean, what: string): Promise<LiveStats> {
    let stats = await this.stats()
    const isWanted = async () => wanted((stats = await this.stats()))
    await this.until(isWanted, () => `${what}: ${JSON.stringify(stats)}`)
    return stats
  }

  /** Waits for what the page cannot be asked to wait for. */
  async until(wanted: () => Promise<boolean>, what: () => string): Promise<void> {
    const end = Date.now() + PATIENCE
    for (let pause = SOON; !(await wanted()); pause = Math.min(pause * 1.5, LATER)) {
      if (Date.now() > end) throw new Error(`${this.name}: this did not come about: ${what()}`)
      await setTimeout(pause)
    }
  }

  /** Pictures (if any are wanted) and sound arrive, and go on arriving. */
  async receives(video: boolean): Promise<void> {
    const before = await this.stats()
    await this.media(
      ({ framesDecoded, totalAudioEnergy }) =>
        (!video || framesDecoded > before.framesDecoded + 1) && totalAudioEnergy > before.totalAudioEnergy,
      video ? 'picture and sound' : 'sound',
    )
  }

  /** Pictures (if any are wanted) and sound of so many others arrive. */
  async receivesFrom(others: number, video: boolean): Promise<void> {
    await this.media(
      ({ players, seen, heard }) => players === others && heard === others && (!video || seen === others),
      `hearing ${video ? 'and seeing ' : ''}${others}`,
    )
    await this.receives(video)
  }

  /** The files that sound on the phone at the moment. */
  async hears(file: string): Promise<void> {
    await this.frame.locator(`[data-sound="${file}"]`).waitFor({ state: 'attached' })
  }

  /** No tags, no tracks, no connections, nobody's picture. */
  async isMediaFree(): Promise<void> {
    const nothing = (stats: LiveStats) =>
      stats.pushers + stats.players + stats.tracks + stats.peerConnections + stats.audioContexts === 0
    await this.media(nothing, 'being idle')
  }

  /** Nothing of a call is left, and the phone can be called again. */
  async isIdle(): Promise<void> {
    await this.isMediaFree()
    await this.until(
      async () => (await this.read('getApp().globalData.calling.state.session')) === 'ready',
      () => 'being signed in',
    )
  }
}

/** Within a second the signing service gives the same UserSig again, expired or not. */
export async function untilNextUserSig(): Promise<void> {
  await setTimeout(1000 - (Date.now() % 1000))
}
