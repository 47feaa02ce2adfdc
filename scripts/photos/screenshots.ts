/**
 * npm run screenshots [-- [--lang en] [--only 30] [--renderer skyline]]
 *
 * Plays every state of a call on the simulator's phones, in English and Chinese (or in `tw`, `ja`), and leaves a picture of each in
 * screenshots/ (ignored by git), to be looked at. `--only`: the scenes whose name begins like that.
 */
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { startSimulator } from '../../simulator/src/simulator'
import { findOrInstallChromium, launchOptions } from '../runs/chromium'
import { SCENES } from './scenes'
import { LANGUAGES, type Language } from './studio'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      lang: { type: 'string', default: '' },
      only: { type: 'string', default: '' },
      renderer: { type: 'string', default: '' },
    },
  })
  const languages = (Object.keys(LANGUAGES) as Language[]).filter((lang) =>
    values.lang === '' ? ['en', 'zh'].includes(lang) : lang === values.lang,
  )
  const scenes = SCENES.filter(({ name }) => name.startsWith(values.only))
  const browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
  try {
    for (const lang of languages) {
      for (const scene of scenes) {
        // a town of its own, so that nobody is remembered from the scene before
        const simulator = await startSimulator({ quiet: true })
        try {
          await scene.play(browser, simulator.url, lang, values.renderer === '' ? {} : { renderer: values.renderer })
        } catch (error) {
          process.exitCode = 1
          console.error(`${scene.name}, ${lang}:`, error)
        } finally {
          await simulator.close()
        }
      }
    }
  } finally {
    await browser.close()
  }
}

void main()
