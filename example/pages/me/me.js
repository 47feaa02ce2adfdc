const { watch } = require('trtc-calling-miniprogram')
const { localizeTab } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: null, title: '', self: null },

  onLoad() {
    if (!app.ensureSignedIn()) return
    const { state } = app.globalData.calling
    // as others see the user in a call; the settings page changes it
    this.stopWatching = watch(
      () => ({ userID: state.self.userID, nick: state.self.nick, avatar: state.self.avatar }),
      (self) => this.setData({ self }),
      { immediate: true },
    )
  },

  onShow() {
    localizeTab(this, 'me')
  },

  onUnload() {
    if (this.stopWatching) this.stopWatching()
  },

  onRowTap(event) {
    wx.navigateTo({ url: event.currentTarget.dataset.url })
  },

  onSignOutTap() {
    app.signOut()
  },
})
