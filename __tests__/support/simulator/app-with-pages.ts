/**
 * A mini program as apps are: two tabs, a page with the component, a page without one, a subpackage, the call page, and a
 * subpackage that brings a copy of the package of its own.
 */
import { cpSync } from 'node:fs'
import path from 'node:path'
import { writeMiniProgram } from './mini-program'

const APP = `
  // how many listeners the package has at the app
  const listeners = { AppShow: 0, AppHide: 0 }
  for (const name of Object.keys(listeners)) {
    const { ['on' + name]: on, ['off' + name]: off } = wx
    wx['on' + name] = (listener) => (listeners[name]++, on(listener))
    wx['off' + name] = (listener) => (listeners[name]--, off(listener))
  }
  const { startCalling } = require('trtc-calling-miniprogram')
  App({
    events: [],
    /** what the subpackage's own copy has heard */
    heardElsewhere: [],
    listeners,
    start(userID, more) {
      wx.request({
        url: 'http://127.0.0.1:8080/usersig',
        method: 'POST',
        data: { userID },
        success: ({ data }) => {
          const { sdkAppID, userSig } = data
          this.account = { sdkAppID, userID, userSig, type: 2 }
          this.calling = startCalling({ ...this.account, callPage: CALL_PAGE, OPTIONS, ...more })
          for (const name of ['INVITED', 'CALL_END', 'SDK_READY', 'ERROR']) {
            this.calling.on(name, ({ data }) => this.events.push(data.reason ? name + ' ' + data.reason : name))
          }
        },
      })
    },
    call: (userID, type) => getApp().calling.call({ userID, type }),
  })
`

const PAGE = `
  Page({
    data: { n: '' },
    onLoad({ n }) {
      this.setData({ n: n || '' })
    },
    open: ({ currentTarget }) => wx.navigateTo({ url: currentTarget.dataset.url }),
  })
`
/** Its component belongs to another copy of the package, which signs in by itself. */
const OWN_COPY = `
  Page({
    data: { config: getApp().account },
    onLoad() {
      const calling = this.selectComponent('#call')
      for (const name of ['INVITED', 'CALL_END', 'ERROR']) {
        calling.on(name, () => getApp().heardElsewhere.push(name))
      }
      calling.login().catch((error) => getApp().heardElsewhere.push(String(error)))
    },
  })
`
const LINKS = ['/pages/chat/chat?n=next', '/pages/plain/plain?n=next', '/own/shop/shop']
  .map((url) => `<view bindtap="open" data-url="${url}">open ${/(\w+)(\?|$)/.exec(url)?.[1] ?? ''}</view>`)
  .join('')
const COMPONENT = { usingComponents: { TRTCCalling: 'trtc-calling-miniprogram/TRTCCalling' } }

/** A tab bar of the app's own, in the spelling that both renderers take. */
const TAB_BAR = {
  'custom-tab-bar/index.json': JSON.stringify({ component: true }),
  'custom-tab-bar/index.js': `Component({
    methods: { go: ({ currentTarget }) => wx.switchTab({ url: currentTarget.dataset.url }) },
  })`,
  'custom-tab-bar/index.wxml': `<view class="bar">
    <view class="tab" bindtap="go" data-url="/pages/people/people">People</view>
    <view class="tab" bindtap="go" data-url="/pages/recents/recents">Recents</view>
  </view>`,
  'custom-tab-bar/index.wxss': `
    .bar { display: flex; flex-direction: row; position: fixed; left: 0; right: 0; bottom: 0; pointer-events: auto }
    .tab { flex: 1; padding: 16px; text-align: center; color: #fff; background: #07c160 }
  `,
}

/** @param callPage what `startCalling` gets, with more of its options, and whether app.json lists the page; `ownTabBar`: the app draws its tab bar */
export function writeAppWithPages({
  callPage = true,
  listed = true,
  options = 'backgroundMute: true',
  ownTabBar = false,
} = {}): string {
  const pages = ['pages/people/people', 'pages/recents/recents', 'pages/chat/chat', 'pages/plain/plain']
  const page = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'
  const root = writeMiniProgram({
    'app.json': JSON.stringify({
      pages: listed ? [...pages, page] : pages,
      subpackages: [
        { root: 'far', pages: ['away/away'] },
        { root: 'own', pages: ['shop/shop'] },
      ],
      tabBar: {
        ...(ownTabBar && { custom: true }),
        list: [
          { pagePath: 'pages/people/people', text: 'People' },
          { pagePath: 'pages/recents/recents', text: 'Recents' },
        ],
      },
    }),
    'app.js': APP.replace('CALL_PAGE', String(callPage)).replace('OPTIONS', options),
    ...(ownTabBar && TAB_BAR),
    'pages/people/people.js': PAGE,
    'pages/people/people.json': JSON.stringify(COMPONENT),
    'pages/people/people.wxml': `<view>people</view>${LINKS}<TRTCCalling />`,
    'pages/recents/recents.js': PAGE,
    'pages/recents/recents.json': JSON.stringify(COMPONENT),
    'pages/recents/recents.wxml': `<view>recents</view>${LINKS}<TRTCCalling />`,
    'pages/chat/chat.js': PAGE,
    'pages/chat/chat.json': JSON.stringify(COMPONENT),
    'pages/chat/chat.wxml': `<view>chat {{n}}</view>${LINKS}<TRTCCalling />`,
    'pages/plain/plain.js': PAGE,
    'pages/plain/plain.wxml': `<view>plain {{n}}</view>${LINKS}`,
    'far/away/away.js': PAGE,
    'far/away/away.json': JSON.stringify(COMPONENT),
    'far/away/away.wxml': '<view>away</view><TRTCCalling />',
    'own/shop/shop.js': OWN_COPY,
    'own/shop/shop.json': JSON.stringify(COMPONENT),
    'own/shop/shop.wxml': '<view>shop</view><TRTCCalling id="call" config="{{config}}" backgroundMute="{{true}}" />',
  })
  for (const place of ['', 'own']) {
    cpSync(path.resolve('dist'), path.join(root, place, 'miniprogram_npm/trtc-calling-miniprogram'), {
      recursive: true,
    })
  }
  return root
}
