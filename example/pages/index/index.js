const { signIn } = require('../../utils/sign-in')

const app = getApp()

Page({
  data: { t: app.globalData.strings, userID: '', busy: false, message: '' },

  onLoad() {
    this.setData({ userID: app.globalData.suggestedUserID })
  },

  onInput(event) {
    this.setData({ userID: event.detail.value.trim(), message: '' })
  },

  onSignInTap() {
    if (this.data.busy) return
    this.setData({ busy: true, message: '' })
    signIn(this.data.userID, this.data.t)
      .then((account) => {
        app.globalData.account = account
        wx.redirectTo({ url: '/pages/home/home' })
      })
      .catch((error) => this.setData({ busy: false, message: error.message }))
  },
})
