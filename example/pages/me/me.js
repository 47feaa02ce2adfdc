const { watch } = require('trtc-calling-miniprogram')
const { openPage } = require('../../utils/open-page')
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

  onRowTap: openPage,

  onSignOutTap() {
    app.signOut()
  },
})
