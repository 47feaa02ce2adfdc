const { describeError, watch } = require('trtc-calling-miniprogram')
const { openPage } = require('../../utils/open-page')
const { objectionTo } = require('../../utils/sign-in')
const { localizeTab } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: null, title: '', self: null, people: [], other: '', online: false, busy: false, message: '' },

  onLoad() {
    if (!app.ensureSignedIn()) return
    const { account, calling, people } = app.globalData
    this.setData({ people: people.filter((one) => one.userID !== account.userID) })
    const { state } = calling
    this.stopWatching = watch(
      () => ({
        // false as well when another device signed in with this account
        online: state.session === 'ready',
        // as others see the user
        self: { userID: state.self.userID, nick: state.self.nick, avatar: state.self.avatar },
      }),
      ({ online, self }) => {
        if (online && !this.data.online) this.loadPeople()
        this.setData({ online, self })
      },
      { immediate: true },
    )
  },

  onShow() {
    localizeTab(this, 'people')
    if (this.data.online) this.loadPeople()
  },

  onUnload() {
    if (this.stopWatching) this.stopWatching()
  },

  loadPeople() {
    const { userID } = app.globalData.account
    app.loadPeople().then((people) => this.setData({ people: people.filter((one) => one.userID !== userID) }))
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
