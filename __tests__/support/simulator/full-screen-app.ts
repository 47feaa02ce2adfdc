/** A page that fills the screen, with the component as its last element: what both renderers draw alike. */
import { cpSync } from 'node:fs'
import path from 'node:path'
import type { Frame } from 'playwright-core'
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
