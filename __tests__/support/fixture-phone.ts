import { chromium, type Browser, type Frame, type Page } from 'playwright-core'
import { findOrInstallChromium, launchOptions } from '../../scripts/chromium'
import type { Phone } from '../../simulator/src/phone/phone'
import { startSimulator, type Simulator } from '../../simulator/src/start'
import { FIXTURE } from './mini-program'

declare const phone: Phone

/** The fixture mini program on one phone in Chromium. */
export class FixturePhone {
  private constructor(
    readonly simulator: Simulator,
    private readonly browser: Browser,
    readonly desk: Page,
  ) {}

  static async start(exampleDir = FIXTURE): Promise<FixturePhone> {
    const simulator = await startSimulator({ exampleDir, quiet: true })
    const browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
    return new FixturePhone(simulator, browser, await browser.newPage())
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.simulator.close()
  }

  /** Opens the desk with one phone on the given page; `query` is more of the desk's address. */
  async open(launch = '', query: Record<string, string> = {}): Promise<Frame> {
    this.simulator.reports.length = 0
    const search = new URLSearchParams({ phones: '1', lang: 'en', launch, ...query })
    await this.desk.goto(`${this.simulator.url}?${search.toString()}`)
    await this.desk.frameLocator('iframe[name="phone-1"]').locator('html[data-started]').waitFor({ state: 'attached' })
    return this.frame
  }

  get frame(): Frame {
    const frame = this.desk.frame({ name: 'phone-1' })
    if (!frame) throw new Error('phone-1 has no frame')
    return frame
  }

  /** The phone's bars, which the desk draws. */
  get bars() {
    return this.desk.locator('[data-phone="phone-1"]')
  }

  /** Runs an expression among the mini program's scripts; what comes back is JSON. */
  evaluate(code: string): Promise<unknown> {
    return this.frame.evaluate((text) => phone.evaluate(text), code)
  }

  /** An expression about the page on top, called `page`. */
  page(code: string): Promise<unknown> {
    return this.evaluate(`((page) => ${code})(getCurrentPages().pop())`)
  }

  /** The lines that the fixture's pages and components have written since the start. */
  journal(): Promise<unknown> {
    return this.evaluate('getApp().globalData.log')
  }

  clearJournal(): Promise<unknown> {
    return this.evaluate('getApp().globalData.log.length = 0')
  }

  /** Waits until an expression among the mini program's scripts is true. */
  async until(code: string): Promise<void> {
    await this.frame.waitForFunction((text) => phone.evaluate(text), code)
  }

  /** Lines of the phone's log, `kind: text`. */
  log(): Promise<string[]> {
    return this.frame.evaluate(() => {
      const lines: string[] = []
      phone.host.log.follow((entry) => lines.push(`${entry.kind}: ${entry.kind === 'setData' ? '' : entry.text}`))()
      return lines
    })
  }
}
