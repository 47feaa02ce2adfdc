const { describeError, watch } = require('trtc-calling-miniprogram')
const { contacts } = require('../../config')
const { openPage } = require('../../utils/open-page')
const { objectionTo } = require('../../utils/sign-in')
const { localizeTab } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: null, title: '', userID: '', people: [], other: '', online: false, busy: false, message: '' },

  onLoad() {
    if (!app.ensureSignedIn()) return
    const { account, calling } = app.globalData
    const { userID } = account
    this.setData({ userID, people: contacts.filter((one) => one.userID !== userID) })
    // false as well when another device signed in with this account
    this.stopWatching = watch(
      () => calling.state.session === 'ready',
      (online) => this.setData({ online }),
      { immediate: true },
    )
  },

  onShow() {
    localizeTab(this, 'people')
  },

  onUnload() {
    if (this.stopWatching) this.stopWatching()
  },

  onRowTap: openPage,

  onSignInAgainTap() {
    this.setData({ busy: true, message: '' })
    app.signInAgain().then(
      () => this.setData({ busy: false }),
      (error) => this.setData({ busy: false, message: describeError(error, app.globalData.settings.language) }),
    )
  },

  onInput(event) {
    this.setData({ other: event.detail.value.trim(), message: '' })
  },

  onOtherTap() {
    const { other, t } = this.data
    const message = objectionTo(other, t)
    if (message) this.setData({ message })
    else wx.navigateTo({ url: `/pages/chat/chat?user=${other}` })
  },

  // brings a call back that was shrunk to a tile
  onCallBarTap() {
    this.selectComponent('#TRTCCalling-room').setMinimized(false)
  },
})
