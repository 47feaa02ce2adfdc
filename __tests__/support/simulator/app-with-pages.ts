/** A mini program as apps are: two tabs, a page with the component, a page without one, a subpackage, the call page. */
import { cpSync } from 'node:fs'
import path from 'node:path'
import { writeMiniProgram } from './mini-program'

const APP = `
  const { startCalling } = require('trtc-calling-miniprogram')
  App({
    events: [],
    start(userID) {
      wx.request({
        url: 'http://127.0.0.1:8080/usersig',
        method: 'POST',
        data: { userID },
        success: ({ data }) => {
          const { sdkAppID, userSig } = data
          this.calling = startCalling({ sdkAppID, userID, userSig, type: 2, callPage: CALL_PAGE, backgroundMute: true })
          for (const name of ['INVITED', 'CALL_END', 'SDK_READY', 'ERROR']) {
            this.calling.on(name, ({ data }) => this.events.push(data.reason ? name + ' ' + data.reason : name))
          }
        },
      })
    },
    call: (userID, type) => getApp().calling.call({ userID, type }),
  })
`

const PAGE = "Page({ onLoad({ n }) { this.setData({ n: n || '' }) }, data: { n: '' } })"
const COMPONENT = { usingComponents: { TRTCCalling: 'trtc-calling-miniprogram/TRTCCalling' } }

/** @param callPage what `startCalling` gets, and whether app.json lists the page */
export function writeAppWithPages({ callPage = true, listed = true } = {}): string {
  const pages = ['pages/people/people', 'pages/recents/recents', 'pages/chat/chat', 'pages/plain/plain']
  const page = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'
  const root = writeMiniProgram({
    'app.json': JSON.stringify({
      pages: listed ? [...pages, page] : pages,
      subpackages: [{ root: 'far', pages: ['away/away'] }],
      tabBar: {
        list: [
          { pagePath: 'pages/people/people', text: 'People' },
          { pagePath: 'pages/recents/recents', text: 'Recents' },
        ],
      },
    }),
    'app.js': APP.replace('CALL_PAGE', String(callPage)),
    'pages/people/people.js': PAGE,
    'pages/people/people.json': JSON.stringify(COMPONENT),
    'pages/people/people.wxml': '<view>people</view><TRTCCalling />',
    'pages/recents/recents.js': PAGE,
    'pages/recents/recents.json': JSON.stringify(COMPONENT),
    'pages/recents/recents.wxml': '<view>recents</view><TRTCCalling />',
    'pages/chat/chat.js': PAGE,
    'pages/chat/chat.json': JSON.stringify(COMPONENT),
    'pages/chat/chat.wxml': '<view>chat {{n}}</view><TRTCCalling />',
    'pages/plain/plain.js': PAGE,
    'pages/plain/plain.wxml': '<view>plain {{n}}</view>',
    'far/away/away.js': PAGE,
    'far/away/away.json': JSON.stringify(COMPONENT),
    'far/away/away.wxml': '<view>away</view><TRTCCalling />',
  })
  cpSync(path.resolve('dist'), path.join(root, 'miniprogram_npm/trtc-calling-miniprogram'), { recursive: true })
  return root
}
