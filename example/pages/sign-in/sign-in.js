const { describeError } = require('trtc-calling-miniprogram')
const { localize } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: null, title: '', userID: '', busy: false, message: '' },

  onLoad() {
    this.setData({ userID: app.globalData.suggestedUserID })
  },

  onShow() {
    localize(this, 'TRTCCalling')
  },

  onInput(event) {
    this.setData({ userID: event.detail.value.trim(), message: '' })
  },

  onSignInTap() {
    if (this.data.busy) return
    this.setData({ busy: true, message: '' })
    app.signIn(this.data.userID).then(
      () => wx.switchTab({ url: '/pages/people/people' }),
      (error) => this.setData({ busy: false, message: describeError(error, app.globalData.settings.language) }),
    )
  },
})
