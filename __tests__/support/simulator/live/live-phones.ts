/** Phones that have nothing but the native tags, in frames of one page in Chromium, over a real relay. */
import path from 'node:path'
import { build } from 'esbuild'
import { chromium, type Browser, type Frame, type Page } from 'playwright-core'
import { findOrInstallChromium, launchOptions } from '../../../../scripts/runs/chromium'
import type { LivePage, TagEvent } from './live-page'
import { SDK_APP_ID, startRelay, type TestRelay } from '../relay'

declare const page: LivePage

/** The phones' users. */
export const NAMES = ['alice', 'bob', 'carol', 'dave'] as const
export type Name = (typeof NAMES)[number]

/** ms, on a busy machine. WebRTC gives dead connections up by itself later than this. */
const SOON = 8000

export const NOTHING = {
  pushers: 0,
  players: 0,
  tracks: 0,
  peerConnections: 0,
  audioContexts: 0,
  framesEncoded: 0,
  framesDecoded: 0,
  totalAudioEnergy: 0,
  seen: 0,
  heard: 0,
}

export class LivePhones {
  /** what the page's console and its scripts complained about */
  readonly problems: string[] = []

  private constructor(
    readonly net: TestRelay,
    private readonly browser: Browser,
    private readonly desk: Page,
  ) {
    desk.on('pageerror', (error) => this.problems.push(error.message))
    desk.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(message.text())
    })
  }

  /** `without`: an argument of Chromium's to leave out. */
  static async start({ without = '' } = {}): Promise<LivePhones> {
    const bundle = await build({
      entryPoints: [path.join(__dirname, 'live-page.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
    })
    const net = await startRelay()
    net.server.on('request', ({ url = '' }, response) => {
      const [type, body] = url.startsWith('/live-page.js')
        ? ['text/javascript', bundle.outputFiles[0]?.text]
        : ['text/html', '<!doctype html><link rel="icon" href="data:,"><body><script src="/live-page.js"></script>']
      response.setHeader('content-type', `${type}; charset=utf-8`)
      response.end(body)
    })
    const options = launchOptions(await findOrInstallChromium())
    const args = options.args?.filter((argument) => argument !== without) ?? []
    const browser = await chromium.launch({ ...options, args })
    return new LivePhones(net, browser, await browser.newPage())
  }

  async close(): Promise<void> {
    await this.browser.close()
    await this.net.close()
  }

  /** One frame per phone: `phone-1` for alice, and so on. `query` is for live-page.ts. */
  async open(count: number, query = ''): Promise<Frame[]> {
    const names = NAMES.slice(0, count).map((_, index) => `phone-${index + 1}`)
    const frames = names.map((name) => {
      const src = `http://${this.net.host}/?phone=${name}${query}`
      return `<iframe name="${name}" allow="camera; microphone; autoplay" src="${src}"></iframe>`
    })
    await this.desk.goto(`http://${this.net.host}/?phone=desk`)
    await this.desk.setContent(frames.join(''))
    return Promise.all(
      names.map(async (name) => {
        const frame = this.desk.frame(name)
        if (!frame) throw new Error(`there is no frame ${name}`)
        await frame.waitForFunction(() => 'page' in window)
        return frame
      }),
    )
  }

  /** alice and bob in one room, each seeing and hearing the other. */
  async call(query = ''): Promise<{ alice: Frame; bob: Frame }> {
    const [alice, bob] = (await this.open(2, query)) as [Frame, Frame]
    await this.push(alice, 'alice')
    await event(alice, 'pusher', 'statechange', 1018)
    await this.push(bob, 'bob')
    await event(alice, 'pusher', 'statechange', 1033, 'bob')
    await event(bob, 'pusher', 'statechange', 1033, 'alice')
    await alice.evaluate(() => page.play('bob'))
    await bob.evaluate(() => page.play('alice'))
    await Promise.all([event(alice, 'bob', 'statechange', 2003), event(bob, 'alice', 'statechange', 2003)])
    return { alice, bob }
  }

  push(frame: Frame, userID: Name): Promise<void> {
    return setPusher(frame, { url: this.roomURL(userID), mode: 'RTC', autopush: true })
  }

  roomURL(userID: Name, { userSig = this.net.sign(userID), room = '77' } = {}): string {
    const query = `sdkappid=${SDK_APP_ID}&roomid=${room}&userid=${userID}&usersig=${userSig}&appscene=videocall`
    return `room://cloud.tencent.com/rtc?${query}`
  }
}

export function setPusher(frame: Frame, attributes: Parameters<LivePage['push']>[0]): Promise<void> {
  return frame.evaluate((all) => page.push(all), attributes)
}

/** Waits for an event of a tag: 'pusher', or the userID of a player. `part` is in its message or info. */
export async function event(frame: Frame, tag: string, type: string, code?: number, part = ''): Promise<TagEvent> {
  const found = await frame.waitForFunction(
    (wanted) =>
      page.events.find(
        ({ tag, type, detail }) =>
          tag === wanted.tag &&
          type === wanted.type &&
          (wanted.code === undefined || detail.code === wanted.code) &&
          (String(detail.message) + JSON.stringify(detail.info)).includes(wanted.part),
      ),
    { tag, type, code, part },
  )
  return (await found.jsonValue()) as TagEvent
}

/** The `statechange` codes so far. */
export function codes(frame: Frame, tag: string): Promise<unknown[]> {
  return frame.evaluate(
    (wanted) =>
      page.events.filter(({ tag, type }) => tag === wanted && type === 'statechange').map(({ detail }) => detail.code),
    tag,
  )
}

export async function clearEvents(...frames: Frame[]): Promise<void> {
  await Promise.all(
    frames.map((frame) =>
      frame.evaluate(() => {
        page.events.length = 0
      }),
    ),
  )
}

/** Resolves when more pictures and more sound have arrived than before. */
export async function playing(...frames: Frame[]): Promise<void> {
  await Promise.all(
    frames.map(async (frame) => {
      const before = await frame.evaluate(() => page.live.stats())
      await frame.waitForFunction(
        async ({ framesDecoded, totalAudioEnergy }) => {
          const now = await page.live.stats()
          return now.framesDecoded > framesDecoded && now.totalAudioEnergy > totalAudioEnergy
        },
        before,
        { polling: 100, timeout: SOON },
      )
    }),
  )
}

export function hangUp(frame: Frame): Promise<void> {
  return frame.evaluate((names) => {
    for (const userID of names) page.unmountPlayer(userID)
    page.unmountPusher()
  }, NAMES)
}

/** Resolves with the phone's statistics once the browser has nothing open for it. */
export async function nothingOpen(frame: Frame): Promise<unknown> {
  await frame.waitForFunction(
    () => {
      const { connections, contexts, tracks } = page.open()
      return connections + contexts + tracks === 0
    },
    undefined,
    { timeout: SOON },
  )
  return frame.evaluate(() => page.live.stats())
}
