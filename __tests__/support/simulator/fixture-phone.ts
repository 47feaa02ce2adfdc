import { chromium, type Browser, type Frame, type Page } from 'playwright-core'
import { findOrInstallChromium, launchOptions } from '../../../scripts/runs/chromium'
import type { Phone } from '../../../simulator/src/phone/phone'
import { startSimulator, type Simulator } from '../../../simulator/src/start'
import { FIXTURE } from './mini-program'

declare const phone: Phone

/** The fixture mini program on one phone in Chromium. */
export class FixturePhone {
  // all three are there from start() on
  simulator!: Simulator
  desk!: Page
  private browser!: Browser

  /** @param exampleDir another mini program than the fixture */
  async start(exampleDir = FIXTURE): Promise<void> {
    this.simulator = await startSimulator({ exampleDir, quiet: true })
    this.browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
    this.desk = await this.browser.newPage()
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

  /** In another window of the same browser, without a desk yet. */
  newWindow(): Promise<Page> {
    return this.browser.newPage()
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

/**
 * Starts a phone for the tests of the file. After each of them nothing may have been reported; a test in which something
 * has to be takes its reports away. @param write another mini program than the fixture: writes it, and returns where
 */
export function setFixturePhone(write = () => FIXTURE): FixturePhone {
  const phone = new FixturePhone()
  beforeAll(() => phone.start(write()))
  afterEach(() => expect(phone.simulator.reports).toEqual([]))
  afterAll(() => phone.close())
  return phone
}
