/** The example, or another mini program, on several phones in Chromium. */
import { chromium, type Browser, type Page } from 'playwright-core'
import { findOrInstallChromium, launchOptions } from '../../../../scripts/runs/chromium'
import type { Desk as SimulatorDesk } from '../../../../simulator/src/desk/desk'
import type { NetworkType } from '../../../../simulator/src/phone/host'
import { startSimulator, type Simulator } from '../../../../simulator/src/start'
import { DeskPhone, PATIENCE, type Language, untilNextUserSig } from './phone'

declare global {
  interface Window {
    desk: SimulatorDesk
  }
}

/** How often the cameras give a picture, per second: to draw and to compress them is the most that a video call costs. */
const FEW_PICTURES = { 'frame-rate': '5' }

export interface LabOptions {
  /** another mini program than the example: writes it, and returns where */
  writeApp?: () => string
  /** rooms want a privateMapKey */
  roomKeys?: boolean
  /** pictures of the screen are taken, pixel by pixel; else it is drawn with a quarter of the pixels, for less work */
  photographed?: boolean
}

/** A simulator and a browser, shared by the tests of a file. */
export class PhoneLab {
  // both are there from start() on
  simulator!: Simulator
  private browser!: Browser
  private readonly desks: Desk[] = []
  /** empty ones, of desks that were closed: the scripts of the next desk are compiled there already */
  private readonly windows: Page[] = []

  constructor(private readonly options: LabOptions) {}

  async start(): Promise<void> {
    const { writeApp, roomKeys = false } = this.options
    this.simulator = await startSimulator({ quiet: true, roomKeys, ...(writeApp && { exampleDir: writeApp() }) })
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
    const page = await this.browser.newPage({
      viewport: { width: 1640, height: 900 },
      reducedMotion: 'reduce',
      deviceScaleFactor: this.options.photographed ? 1 : 0.5,
    })
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

/** Starts a lab for the tests of the file; the desks that a test opens are closed after it. */
export function setLab(options: LabOptions = {}): PhoneLab {
  const lab = new PhoneLab(options)
  beforeAll(() => lab.start())
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
