/** The example on several phones in Chromium, driven as a person would: visible buttons, fields and texts. */
import { chromium, type Browser, type Frame, type Locator, type Page } from 'playwright-core'
import { findOrInstallChromium, launchOptions } from '../../scripts/chromium'
import type { LiveStats } from '../../simulator/src/live/index'
import type { Desk as SimulatorDesk } from '../../simulator/src/desk/desk'
import type { Phone } from '../../simulator/src/phone/phone'
import { startSimulator, type Simulator } from '../../simulator/src/start'

declare const phone: Phone

declare global {
  interface Window {
    desk: SimulatorDesk
  }
}

/** Generous: the machine that runs the tests may be busy. Nothing here is about speed. */
const PATIENCE = 20_000

/** A simulator and a browser, shared by the tests of a file. */
export class PhoneLab {
  private constructor(
    readonly simulator: Simulator,
    private readonly browser: Browser,
  ) {}

  static async start(): Promise<PhoneLab> {
    const simulator = await startSimulator({ quiet: true })
    const browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
    return new PhoneLab(simulator, browser)
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.simulator.close()
  }

  /** A fresh desk with one phone for each user. @param query more of the desk's address */
  async desk(users: string[], query: Record<string, string> = {}): Promise<Desk> {
    const page = await this.browser.newPage({ viewport: { width: 1640, height: 900 } })
    page.setDefaultTimeout(PATIENCE)
    this.simulator.reports.length = 0
    const search = new URLSearchParams({ phones: String(users.length), users: users.join(','), lang: 'en', ...query })
    await page.goto(`${this.simulator.url}?${search.toString()}`)
    const phones = users.map((user, index) => new DeskPhone(page, `phone-${index + 1}`, user))
    for (const one of phones) await one.ready()
    return new Desk(page, phones, this.simulator)
  }
}

export class Desk {
  constructor(
    readonly page: Page,
    readonly phones: DeskPhone[],
    private readonly simulator: Simulator,
  ) {}

  async signInAll(): Promise<void> {
    for (const one of this.phones) await one.signIn()
  }

  /** Closes the desk; errors in the mini program fail the test. */
  async close(): Promise<void> {
    await this.page.close()
    expect(this.simulator.reports).toEqual([])
  }
}

export class DeskPhone {
  constructor(
    private readonly page: Page,
    readonly name: string,
    readonly user: string,
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
    await this.frame.locator('#user-id input').fill(user)
    await this.frame.locator('#sign-in').click()
    await this.sees('Online, ready for calls')
  }

  /** After a failed login, or an expired UserSig: with a new one, which there is from the next second on. */
  async signInAgain(): Promise<void> {
    const nextSecond = Math.ceil((Date.now() + 1) / 1000) * 1000
    await this.frame.waitForFunction((time) => Date.now() > time, nextSecond)
    await this.frame.getByText('Sign in again').click()
    await this.sees('Online, ready for calls')
  }

  async call(user: string, media: 'Voice' | 'Video'): Promise<void> {
    await this.frame.locator('#callee input').fill(user)
    await this.frame.getByText(`${media} call`, { exact: true }).click()
  }

  /** @param label the control's label, or its beginning */
  async tap(label: string): Promise<void> {
    await this.control(label).click()
  }

  control(label: string): Locator {
    return this.frame.getByRole('button', { name: new RegExp(`^${label}`) })
  }

  /* ---------------------------------------------------------------- what a person notices */

  async sees(text: string | RegExp): Promise<void> {
    await this.frame.getByText(text).first().waitFor({ state: 'visible' })
  }

  async seesNo(text: string | RegExp): Promise<void> {
    await this.frame.getByText(text).first().waitFor({ state: 'hidden' })
  }

  /** The page's line for errors. */
  async message(text: RegExp): Promise<void> {
    await this.frame.locator('#message').filter({ hasText: text }).waitFor({ state: 'visible' })
  }

  /** Lines of the example's list of events, the newest first or last as the page shows them. */
  events(): Promise<string[]> {
    return this.frame.locator('#events .event, #events wx-view').allTextContents()
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
    const until = Date.now() + PATIENCE
    for (;;) {
      const stats = await this.stats()
      if (wanted(stats)) return stats
      if (Date.now() > until) throw new Error(`${this.name}: ${what} did not come about: ${JSON.stringify(stats)}`)
      await this.frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
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

  /** Closes what the component says about the end of a call, if that stays until it is closed. */
  async dismissEnd(): Promise<void> {
    const close = this.control('Close')
    if (await close.isVisible()) await close.click()
  }

  /** No tags, no tracks, no connections, nobody's picture. */
  async isMediaFree(): Promise<void> {
    const nothing = (stats: LiveStats) =>
      stats.pushers + stats.players + stats.tracks + stats.peerConnections + stats.audioContexts === 0
    await this.media(nothing, 'being idle')
  }

  /** Nothing of a call is left, and the page below is usable again. */
  async isIdle(): Promise<void> {
    await this.isMediaFree()
    await this.sees('Online, ready for calls')
  }
}
