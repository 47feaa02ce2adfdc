const { signIn } = require('../../utils/sign-in')
const { getStrings } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: getStrings(app.globalData.settings.language), userID: '', busy: false, message: '' },

  onLoad() {
    const { settings, suggestedUserID } = app.globalData
    this.setData({ t: getStrings(settings.language), userID: suggestedUserID })
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
