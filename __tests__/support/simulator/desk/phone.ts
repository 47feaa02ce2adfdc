/** A phone of a desk, driven as a person would: visible buttons, fields and texts. */
import { setTimeout } from 'node:timers/promises'
import type { Frame, Locator, Page } from 'playwright-core'
import { en } from '../../../../component/locales/en'
import type { LiveStats } from '../../../../simulator/src/live/index'
import type { Phone } from '../../../../simulator/src/phone/phone'
import { ExamplePages } from './example-pages'

declare const phone: Phone

/** What the example's first tab says once a phone can be called. */
const ONLINE = { en: 'Online, ready for calls', zh: '已上线，可以通话' }
export type Language = keyof typeof ONLINE

/** Generous: the machine that runs the tests may be busy. Nothing here is about speed. */
export const PATIENCE = 30_000

/** Between two looks at what the page cannot be asked to wait for, ms: each costs it time, so they become fewer. */
const SOON = 50
const LATER = 200

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
        (!video || framesDecoded > before.framesDecoded + 5) && totalAudioEnergy > before.totalAudioEnergy,
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
