/** Every state of a call in every size of window: what is wrong with the layout, in words, and contact sheets to look at. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import type { DeviceName } from '../../simulator/src/devices'
import { isDrawn, layoutProblems } from './layout-rules'
import { FOLDER, LANGUAGES, type Language, type Studio } from './studio'

export interface Size {
  name: string
  device: DeviceName
  turned: boolean
}

export const SIZES: Size[] = [
  { name: '320x568', device: 'small', turned: false },
  { name: '390x844', device: 'iphone', turned: false },
  { name: '430x932', device: 'large', turned: false },
  { name: '844x390', device: 'iphone', turned: true },
  { name: '820x1180', device: 'tablet', turned: false },
  { name: '1180x820', device: 'tablet', turned: true },
  { name: '1024x640', device: 'pc', turned: false },
  { name: '360x640', device: 'pc-narrow', turned: false },
]

/** A computer's windows and a phone's screens: WeChat says once which of them it is. @param only those whose name begins so */
export function sizesOf(kind: 'pc' | 'phone', only: string): Size[] {
  return SIZES.filter(({ name, device }) => device.startsWith('pc') === (kind === 'pc') && name.startsWith(only))
}

interface Picture {
  size: string
  name: string
  png: Buffer
}

/** So many pixels of a sheet has a picture, so that several lie on one and can be read. */
const AREA = 140_000
const SHEET_WIDTH = 1720
const PER_SHEET = 12

export class Album {
  private readonly pictures: Picture[] = []
  /** a line for each rule that is broken somewhere */
  readonly problems: string[] = []

  /** @param sizes see `sizesOf` */
  constructor(
    private readonly prefix: string,
    private readonly sizes: Size[],
  ) {}

  /**
   * Takes the phone of each user in all sizes, and looks at the layout in all languages.
   * @param held the phones' time stands still
   */
  async take(studio: Studio, name: string, users: string[], { held = false }: { held?: boolean } = {}): Promise<void> {
    const others = (Object.keys(LANGUAGES) as Language[]).filter((lang) => lang !== studio.lang)
    for (const size of this.sizes) {
      await studio.setScreen(size.device, size.turned)
      for (const user of users) {
        await isDrawn(studio.frame(user), held)
        this.pictures.push({ size: size.name, name: `${name}, ${user}`, png: await studio.picture(user) })
        await this.look(studio, user, `${name}, ${user}, ${size.name}, ${studio.lang}`)
        for (const lang of others) {
          await studio.setLanguage(user, lang)
          await isDrawn(studio.frame(user), held)
          await this.look(studio, user, `${name}, ${user}, ${size.name}, ${lang}`)
        }
        await studio.setLanguage(user, studio.lang)
      }
    }
    console.log(name)
  }

  async print(browser: Browser): Promise<void> {
    mkdirSync(FOLDER, { recursive: true })
    const page = await browser.newPage({ viewport: { width: SHEET_WIDTH, height: 400 } })
    for (const { name: size } of this.sizes) {
      const pictures = this.pictures.filter((one) => one.size === size)
      const width = Number(size.split('x')[0])
      const height = Number(size.split('x')[1])
      // what lies on a tablet is no larger than on a phone, and its picture has to be
      const area = Math.min(width, height) < 600 ? AREA : 2 * AREA
      const scale = Math.min(1, Math.sqrt(area / (width * height)))
      for (let first = 0; first < pictures.length; first += PER_SHEET) {
        const figures = pictures.slice(first, first + PER_SHEET).map(
          ({ name, png }) =>
            `<figure><figcaption>${name}</figcaption>
              <img width="${Math.round(width * scale)}" src="data:image/png;base64,${png.toString('base64')}" /></figure>`,
        )
        await page.setContent(`<style>
          body { display: flex; flex-wrap: wrap; gap: 10px; margin: 10px; font: 13px sans-serif; background: #dde2ea }
          figure, img { display: block; margin: 0 }
        </style>${figures.join('')}`)
        const file = `${this.prefix}-${size}-${String(first / PER_SHEET + 1)}.png`
        await page.screenshot({ path: path.join(FOLDER, file), fullPage: true })
        console.log(`screenshots/${file}`)
      }
    }
    await page.close()
  }

  private async look(studio: Studio, user: string, where: string): Promise<void> {
    for (const problem of await studio.frame(user).evaluate(layoutProblems)) this.problems.push(`${where}: ${problem}`)
  }
}
