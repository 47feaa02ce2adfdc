/**
 * npm run screenshots [-- --lang en]
 *
 * Drives the example through its states in both languages and leaves a picture of each in screenshots/ (ignored by git),
 * to be looked at.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Browser, type FrameLocator, type Page } from 'playwright-core'
import { en } from '../component/locales/en'
import { zhCN } from '../component/locales/zh-CN'
import { startSimulator } from '../simulator/src/simulator'
import { findOrInstallChromium, launchOptions } from './chromium'

const FOLDER = path.resolve('screenshots')
const LANGUAGES = { en, zh: zhCN }
type Language = keyof typeof LANGUAGES

/** Two phones, and somebody who photographs the desk. */
class Studio {
  private constructor(
    private readonly page: Page,
    private readonly lang: Language,
  ) {}

  static async open(
    browser: Browser,
    url: string,
    lang: Language,
    query: Record<string, string> = {},
  ): Promise<Studio> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
    page.setDefaultTimeout(30_000)
    await page.goto(`${url}?${new URLSearchParams({ phones: '2', users: 'alice,bob', lang, ...query }).toString()}`)
    const studio = new Studio(page, lang)
    await Promise.all([studio.phone(1), studio.phone(2)].map((phone) => phone.locator('#sign-in').waitFor()))
    return studio
  }

  phone(number: 1 | 2): FrameLocator {
    return this.page.frameLocator(`iframe[name="phone-${number}"]`)
  }

  /** @param name a control's label, or its beginning */
  async tap(number: 1 | 2, name: string): Promise<void> {
    await this.phone(number)
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .click()
  }

  async sees(number: 1 | 2, text: string | RegExp): Promise<void> {
    await this.phone(number).getByText(text).first().waitFor({ state: 'visible' })
  }

  async signIn(): Promise<void> {
    for (const number of [1, 2] as const) {
      await this.phone(number).locator('#sign-in').click()
      await this.phone(number).locator('#sign-out').waitFor()
    }
  }

  async call(media: 'voice' | 'video'): Promise<void> {
    await this.phone(1).locator('#callee input').fill('bob')
    await this.phone(1).locator(`#${media}-call`).click()
  }

  async shoot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(FOLDER, `${name}.${this.lang}.png`) })
    console.log(`screenshots/${name}.${this.lang}.png`)
  }

  /** What the component says about the end goes by itself, or is closed. */
  async endIsOver(closeLabel: string): Promise<void> {
    const close = this.phone(1).getByRole('button', { name: closeLabel })
    if (await close.isVisible()) await close.click()
    await this.phone(1).locator('#callee').click({ trial: true })
  }

  close(): Promise<void> {
    return this.page.close()
  }
}

async function everyState(browser: Browser, url: string, lang: Language): Promise<void> {
  const words = LANGUAGES[lang]
  const studio = await Studio.open(browser, url, lang)
  await studio.shoot('01-sign-in')
  await studio.signIn()
  await studio.shoot('02-home')

  await studio.call('video')
  await studio.sees(2, words.incomingVideo)
  await studio.shoot('03-video-ringing')
  await studio.tap(2, words.accept)
  await studio.sees(1, /^00:0[1-9]$/)
  await studio.shoot('04-video-connected')
  await studio.tap(1, words.swapAction)
  await studio.tap(2, words.cameraOn)
  await studio.tap(2, words.micOn)
  await studio.sees(1, /^00:0[3-9]$/)
  await studio.shoot('05-video-swapped-camera-off')
  await studio.tap(1, words.hangup)
  await studio.sees(2, words.ended.completed)
  await studio.shoot('06-ended')
  await studio.endIsOver(words.close)

  await studio.call('voice')
  await studio.sees(2, words.incomingVoice)
  await studio.shoot('07-voice-ringing')
  await studio.tap(2, words.accept)
  await studio.sees(1, /^00:0[1-9]$/)
  await studio.shoot('08-voice-connected')
  await studio.tap(2, words.hangup)
  await studio.endIsOver(words.close)

  await studio.call('video')
  await studio.tap(2, words.reject)
  await studio.sees(1, words.ended.declinedByPeer)
  await studio.shoot('09-declined')
  await studio.endIsOver(words.close)

  await studio.call('voice')
  await studio.sees(2, words.incomingVoice)
  await studio.tap(1, words.cancel)
  await studio.sees(2, words.ended.cancelledByCaller)
  await studio.shoot('10-cancelled')
  await studio.close()

  const denied = await Studio.open(browser, url, lang, { faults: 'phone-1:deny-mic', panel: 'faults' })
  await denied.signIn()
  await denied.call('video')
  await denied.sees(1, words.openSettings)
  await denied.shoot('11-microphone-refused')
  await denied.close()

  const noCamera = await Studio.open(browser, url, lang, { faults: 'phone-2:deny-camera', panel: 'data' })
  await noCamera.signIn()
  await noCamera.call('video')
  await noCamera.tap(2, words.accept)
  await noCamera.sees(1, /^00:0[1-9]$/)
  await noCamera.shoot('12-camera-refused')
  await noCamera.close()
}

async function main(): Promise<void> {
  const only = process.argv[process.argv.indexOf('--lang') + 1]
  const languages = (Object.keys(LANGUAGES) as Language[]).filter(
    (lang) => !process.argv.includes('--lang') || lang === only,
  )
  mkdirSync(FOLDER, { recursive: true })
  const simulator = await startSimulator({ quiet: true })
  const browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
  try {
    for (const lang of languages) await everyState(browser, simulator.url, lang)
  } finally {
    await browser.close()
    await simulator.close()
  }
}

void main()
