/** Phones on a desk, and somebody who photographs them. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Frame, Locator, Page } from 'playwright-core'
import { en } from '../../component/locales/en'
import { ja } from '../../component/locales/ja'
import { zhCN } from '../../component/locales/zh-CN'
import { zhTW } from '../../component/locales/zh-TW'
import { DEVICE_NAMES, deviceOf, type DeviceName } from '../../simulator/src/devices'

/** What the desk's page offers, as far as it is used here. */
interface Desk {
  phone(name: string): {
    setInterrupted(active: boolean): void
    setNetwork(type: string): unknown
    setScreenShare(on: boolean): void
    setMessageFaults(faults: { delay: number }): unknown
    setPermission(scope: 'camera' | 'record', permission: 'granted' | 'denied'): void
  }
  setScreen(screen: { device: string; turned: boolean }): void
}

/** In each phone's frame. */
declare const phone: { evaluate(code: string): unknown; host: { timers: { freeze(): void; thaw(): void } } }

/** The desk and the example speak the first two; the component speaks all of them. */
export const LANGUAGES = { en, zh: zhCN, tw: zhTW, ja }
export type Language = keyof typeof LANGUAGES

const DESK: Record<Language, 'en' | 'zh'> = { en: 'en', zh: 'zh', tw: 'zh', ja: 'en' }
export const COMPONENT: Record<Language, string> = { en: 'en', zh: 'zh-CN', tw: 'zh-TW', ja: 'ja' }

export const FOLDER = path.resolve('screenshots')

/** Of a phone that rings: it would move, and its sounds are written on the screen. */
const QUIET = '#screen.sim-vibrating { animation: none } .sim-note, .sim-buzz { display: none }'

/** Names that people have, and that two languages write differently. */
const NICKS: Record<Language, Record<string, string>> = {
  en: { alice: 'Alice Smith', bob: 'Bob Miller', carol: 'Carol', dave: 'Dave Okonkwo-Featherstonehaugh' },
  zh: { alice: '林晓雯', bob: '王建国', carol: '欧阳娜娜', dave: '名字特别特别特别长的一位朋友' },
  tw: { alice: '林曉雯', bob: '王建國', carol: '歐陽娜娜', dave: '名字特別特別特別長的一位朋友' },
  ja: { alice: '佐藤 美咲', bob: '鈴木 健太', carol: 'キャロル', dave: 'とてもとてもとても長い名前の友だち' },
}

export class Studio {
  private constructor(
    private readonly page: Page,
    readonly lang: Language,
    private readonly users: string[],
    private readonly renderer: string,
  ) {}

  /** A desk with a phone for each user, all of them signed in. */
  static async open(
    browser: Browser,
    url: string,
    lang: Language,
    users: string[],
    query: Record<string, string> = {},
  ): Promise<Studio> {
    const device = DEVICE_NAMES.find((name) => name === query['device']) ?? 'android'
    const page = await browser.newPage({ viewport: viewportFor(device, query['turned'] === 'yes', users.length) })
    // what esbuild writes around functions, and what is sent to the browser lacks
    await page.addInitScript('globalThis.__name = (it) => it')
    page.setDefaultTimeout(30_000)
    const search = { phones: String(users.length), users: users.join(','), lang: DESK[lang], panel: 'none', ...query }
    await page.goto(`${url}?${new URLSearchParams(search).toString()}`)
    const studio = new Studio(page, lang, users, query['renderer'] ?? '')
    await Promise.all(users.map((user) => studio.signIn(user)))
    return studio
  }

  get words(): (typeof LANGUAGES)[Language] {
    return LANGUAGES[this.lang]
  }

  frame(user: string): Frame {
    const frame = this.page.frame({ name: this.phoneOf(user) })
    if (!frame) throw new Error(`${user} has no phone`)
    return frame
  }

  /** @param code what to call on the component's instance */
  async tell(user: string, code: string): Promise<void> {
    const done = this.frame(user).evaluate(
      (line) => phone.evaluate(`getCurrentPages().slice(-1)[0].selectComponent('#TRTCCalling-room').${line}`),
      code,
    )
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error(`${user}: ${code} takes long`)), 20_000).unref(),
    )
    await Promise.race([done, late])
  }

  /** @param code what to call on the phone's controls, as the fault panel does */
  async control(user: string, code: (name: string, desk: Desk) => unknown): Promise<void> {
    await this.page.evaluate(`(${String(code)})(${JSON.stringify(this.phoneOf(user))}, window.desk)`)
  }

  /** @param name a button's label, or its beginning */
  async tap(user: string, name: string): Promise<void> {
    await this.frame(user)
      .getByRole('button', { name: new RegExp(`^\\s*${name}`) })
      .click()
  }

  async sees(user: string, text: string | RegExp): Promise<void> {
    await this.frame(user).getByText(text).first().waitFor({ state: 'visible' })
  }

  /** Of the page that is seen: those below have their own. */
  byID(user: string, id: string): Locator {
    return this.frame(user).locator(`[id="${id}"]`).filter({ visible: true }).first()
  }

  /** @param index of the example's tabs, from the left */
  async openTab(user: string, index: number): Promise<void> {
    const back = this.byID(user, 'back')
    while (await back.isVisible()) {
      await back.click()
      await this.frame(user).waitForTimeout(300)
    }
    await this.page
      .locator(`[data-phone="${this.phoneOf(user)}"] .tab-bar button`)
      .nth(index)
      .click()
  }

  async seesNo(user: string, text: string | RegExp): Promise<void> {
    await this.frame(user).getByText(text).first().waitFor({ state: 'hidden' })
  }

  /** The call is connected, and pictures had the time to come. */
  async talks(...users: string[]): Promise<void> {
    for (const user of users) await this.sees(user, /^0\d:\d[2-9]$/)
  }

  /** Nothing of a call is on the screen. */
  async isOver(...users: string[]): Promise<void> {
    for (const user of users)
      await this.frame(user).locator('.call, [class*="--call--"]').first().waitFor({ state: 'detached' })
  }

  async call(from: string, to: string, type: 1 | 2): Promise<void> {
    await this.tell(from, `call({ userID: '${to}', type: ${String(type)} })`)
  }

  async drag(user: string, x: number, y: number): Promise<void> {
    const tile = await this.frame(user).getByRole('button', { name: this.words.growAction, exact: true }).boundingBox()
    if (!tile) throw new Error('no tile to drag')
    const from = { x: tile.x + tile.width / 2, y: tile.y + tile.height / 2 }
    await this.page.mouse.move(from.x, from.y)
    await this.page.mouse.down()
    await this.page.mouse.move(from.x + x, from.y + y, { steps: 12 })
    await this.page.mouse.up()
  }

  /** All phones become such ones; the call goes on. */
  async setScreen(device: DeviceName, turned: boolean): Promise<void> {
    await this.page.setViewportSize(viewportFor(device, turned, this.users.length))
    await this.page.evaluate(`desk.setScreen(${JSON.stringify({ device, turned })})`)
  }

  /** What has just happened stays on the screen. */
  async hold(user: string, on: boolean): Promise<void> {
    await this.frame(user).evaluate((held) => (held ? phone.host.timers.freeze() : phone.host.timers.thaw()), on)
  }

  async setLanguage(user: string, lang: Language): Promise<void> {
    await this.tell(user, `setLanguage(${JSON.stringify(COMPONENT[lang])})`)
  }

  /** A phone's screen, with its bars. */
  async picture(user: string): Promise<Buffer> {
    return await this.page.locator(`[data-phone="${this.phoneOf(user)}"] .display`).screenshot()
  }

  async shoot(name: string): Promise<void> {
    mkdirSync(FOLDER, { recursive: true })
    const file = [name, this.renderer, this.lang, 'png'].filter(Boolean).join('.')
    await this.page.screenshot({ path: path.join(FOLDER, file) })
    console.log(`screenshots/${file}`)
  }

  close(): Promise<void> {
    return this.page.close()
  }

  private phoneOf(user: string): string {
    return `phone-${String(this.users.indexOf(user) + 1)}`
  }

  private async signIn(user: string): Promise<void> {
    const screen = this.page.frameLocator(`iframe[name="${this.phoneOf(user)}"]`)
    await screen.locator('#sign-in').click()
    await screen.locator('#person-carol').waitFor()
    const nick = NICKS[this.lang][user]
    await this.frame(user).addStyleTag({ content: QUIET })
    await this.tell(user, 'login()')
    await this.tell(user, `setLanguage(${JSON.stringify(COMPONENT[this.lang])})`)
    if (nick !== undefined) await this.tell(user, `setSelfInfo({ nickName: ${JSON.stringify(nick)} })`)
  }
}

/** Phones as large as life. */
function viewportFor(device: DeviceName, turned: boolean, phones: number): { width: number; height: number } {
  const { width, height } = deviceOf(device, turned)
  return { width: 60 + (width + 48) * phones, height: Math.max(860, height + 250) }
}
