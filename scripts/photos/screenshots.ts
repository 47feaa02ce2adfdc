/**
 * npm run screenshots [-- [--lang en] [--only 30] [--renderer skyline]]
 *
 * Plays every state of a call on the simulator's phones, in English and Chinese (or in `tw`, `ja`), and leaves a picture of each in
 * screenshots/ (ignored by git), to be looked at. `--only`: the scenes whose name begins like that.
 *
 * npm run screenshots -- --sizes [--lang ja] [--only group] [--renderer skyline] [--window 844]
 *
 * Plays them in every size of window, in both renderers, leaves contact sheets, and lists what breaks a rule of the layout in any of
 * the languages. The sheets are Chinese unless `--lang` says otherwise; `--window`: the sizes whose name begins like that.
 */
import { parseArgs } from 'node:util'
import { chromium, type Browser } from 'playwright-core'
import { RENDERERS } from '../../simulator/src/mini-program'
import { startSimulator } from '../../simulator/src/simulator'
import { findOrInstallChromium, launchOptions } from '../runs/chromium'
import { SCENES } from './scenes'
import { playSizes, SIZE_SCENES } from './size-scenes'
import { Album, sizesOf } from './sizes'
import { LANGUAGES, type Language } from './studio'

interface Wishes {
  langs: Language[]
  only: string
  renderers: string[]
  window: string
}

/** In a town of its own, so that nobody is remembered from the scene before; one that fails is reported, and the rest goes on. */
async function play(name: string, scene: (url: string) => Promise<void>): Promise<void> {
  const simulator = await startSimulator({ quiet: true })
  try {
    await scene(simulator.url)
  } catch (error) {
    process.exitCode = 1
    console.error(`${name}:`, error)
  } finally {
    await simulator.close()
  }
}

async function takeStates(browser: Browser, { langs, only, renderers }: Wishes): Promise<void> {
  for (const lang of langs.length > 0 ? langs : (['en', 'zh'] as const)) {
    for (const scene of SCENES.filter(({ name }) => name.startsWith(only))) {
      const query = renderers[0] === undefined ? {} : { renderer: renderers[0] }
      await play(`${scene.name}, ${lang}`, (url) => scene.play(browser, url, lang, query))
    }
  }
}

async function takeSizes(browser: Browser, { langs, only, renderers, window }: Wishes): Promise<void> {
  for (const lang of langs.length > 0 ? langs : (['zh'] as const)) {
    for (const renderer of renderers.length > 0 ? renderers : RENDERERS) {
      for (const kind of ['phone', 'pc'] as const) {
        const sizes = sizesOf(kind, window)
        if (sizes.length === 0 || (kind === 'pc' && renderer === 'skyline')) continue
        for (const scene of SIZE_SCENES.filter(({ name }) => name.startsWith(only))) {
          const album = new Album(`sizes-${scene.name}-${renderer}-${lang}`, sizes)
          await play(`${scene.name}, ${renderer}, ${lang}`, (url) =>
            playSizes(scene, browser, url, lang, { renderer, device: kind === 'pc' ? 'pc' : 'iphone' }, album),
          )
          await album.print(browser)
          if (album.problems.length > 0) process.exitCode = 1
          for (const problem of album.problems) console.error(`${renderer}: ${problem}`)
        }
      }
    }
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      lang: { type: 'string', default: '' },
      only: { type: 'string', default: '' },
      renderer: { type: 'string', default: '' },
      sizes: { type: 'boolean', default: false },
      window: { type: 'string', default: '' },
    },
  })
  const { lang, only, renderer, window } = values
  const wishes: Wishes = {
    langs: (Object.keys(LANGUAGES) as Language[]).filter((one) => one === lang),
    only,
    renderers: renderer === '' ? [] : [renderer],
    window,
  }
  const browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
  try {
    if (values.sizes) await takeSizes(browser, wishes)
    else await takeStates(browser, wishes)
  } finally {
    await browser.close()
  }
}

void main()
