/** A page that fills the screen, with the component as its last element: what both renderers draw alike. */
import { cpSync } from 'node:fs'
import path from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { writeMiniProgram } from './mini-program'

declare const phone: { evaluate(code: string): unknown }

const PAGE = `
  Page({
    data: { config: null, status: '' },
    onReady() {
      const { user } = this.options
      wx.request({
        url: 'http://127.0.0.1:8080/usersig',
        method: 'POST',
        data: { userID: user },
        success: ({ data: { sdkAppID, userID, userSig } }) =>
          this.setData({ config: { sdkAppID, userID, userSig, type: 2 } }, () => {
            this.calling = this.selectComponent('#calling')
            this.calling.login().then(() => this.setData({ status: 'online' }))
          }),
      })
    },
  })
`

export function writeFullScreenApp(): string {
  const root = writeMiniProgram({
    'app.json': JSON.stringify({
      pages: ['pages/a/a'],
      window: { navigationStyle: 'custom', pageOrientation: 'auto' },
      componentFramework: 'glass-easel',
      lazyCodeLoading: 'requiredComponents',
    }),
    'pages/a/a.json': JSON.stringify({
      disableScroll: true,
      usingComponents: { TRTCCalling: 'trtc-calling-miniprogram/TRTCCalling' },
    }),
    'pages/a/a.js': PAGE,
    'pages/a/a.wxss': '.status { padding: 100px 20px; }',
    'pages/a/a.wxml':
      '<view class="status"><text id="status">{{status}}</text></view><TRTCCalling id="calling" />'.replace(
        'id="calling"',
        'id="calling" config="{{config}}" backgroundMute="{{true}}"',
      ),
  })
  cpSync(path.resolve('dist'), path.join(root, 'miniprogram_npm/trtc-calling-miniprogram'), { recursive: true })
  return root
}

/** Signed in. */
export async function isOnline(frame: Frame): Promise<void> {
  await frame.locator('#status').getByText('online').waitFor({ state: 'attached' })
}

/** @param code what to call on the component's instance */
export async function tell(frame: Frame, code: string): Promise<void> {
  await frame.evaluate((line) => phone.evaluate(`getCurrentPages()[0].calling.${line}`), code)
}

/** What moves by itself: cameras, the running time, the mark of who speaks, and how the simulator shows a sound. */
const STILL = `
  wx-live-pusher, wx-live-pusher *, wx-live-player, wx-live-player *, .sim-note, .sim-buzz { visibility: hidden !important }
  [class*='header__line'], [class*='float__line'], [class*='person__line'] { color: transparent !important }
  [class*='tile--speaking'] { box-shadow: none !important }
  * { animation: none !important; transition: none !important; caret-color: transparent !important }
`

/** A phone's screen as a PNG, without what moves. */
export async function stillOf(desk: Page, frame: Frame, name: string): Promise<string> {
  await frame.evaluate((css) => {
    if (document.getElementById('still')) return
    const style = document.createElement('style')
    style.id = 'still'
    style.textContent = css
    document.head.append(style)
  }, STILL)
  const png = await desk.locator(`iframe[name="${name}"]`).screenshot()
  return png.toString('base64')
}

/** The part of the pixels that differ, 0 to 1, by more than `step` of 255 in a colour. */
export async function difference(desk: Page, one: string, other: string, step: number): Promise<number> {
  return await desk.evaluate(
    async ({ pictures, least }) => {
      const [first, second] = await Promise.all(
        pictures.map(async (png) => {
          const image = new Image()
          image.src = `data:image/png;base64,${png}`
          await image.decode()
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
          context?.drawImage(image, 0, 0)
          return context?.getImageData(0, 0, image.width, image.height)
        }),
      )
      if (!first || !second || first.width !== second.width || first.height !== second.height) return 1
      let count = 0
      for (let at = 0; at < first.data.length; at += 4) {
        const differs = [0, 1, 2].some((color) => {
          const a = first.data[at + color] ?? 0
          const b = second.data[at + color] ?? 0
          return Math.abs(a - b) > least
        })
        if (differs) count += 1
      }
      return count / (first.data.length / 4)
    },
    { pictures: [one, other], least: step },
  )
}
