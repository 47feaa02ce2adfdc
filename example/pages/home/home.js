const { signIn } = require('../../utils/sign-in')
const { describeError } = require('../../utils/strings')
const { describeEvent } = require('../../utils/describe-event')

const app = getApp()

// the first two come several times per second, the third is for chat lists
const NOT_LISTED = ['USER_VOICE_VOLUME', 'NETWORK_QUALITY', 'CALL_MESSAGE']

Page({
  data: {
    t: app.globalData.strings,
    userID: '',
    callee: '',
    config: null,
    online: false,
    // what is under way: '', 'login' or 'call'
    busy: '',
    message: '',
    events: [],
  },

  onLoad() {
    const { account } = app.globalData
    if (!account) {
      // nobody has signed in: this page was opened directly
      wx.redirectTo({ url: '/pages/index/index' })
      return
    }
    // `type` is the kind of call when call() names none: 1 voice, 2 video
    this.setData({ userID: account.userID, config: { ...account, type: 2 } })
    this.calling = this.selectComponent('#TRTCCalling-room')
    this.bindEvents()
    this.login()
  },

  onUnload() {
    if (!this.calling) return
    this.unbindEvents()
    // ends a call that is still going on, too
    this.calling.logout()
  },

  bindEvents() {
    const { EVENT } = this.calling
    this.eventNames = Object.keys(EVENT).filter((name) => NOT_LISTED.indexOf(name) < 0)
    // the third argument becomes `this` of the handler
    this.eventNames.forEach((name) => this.calling.on(name, this.onCallingEvent, this))
  },

  unbindEvents() {
    this.eventNames.forEach((name) => this.calling.off(name, this.onCallingEvent))
  },

  onCallingEvent(event) {
    const number = this.data.events.length ? this.data.events[0].number + 1 : 1
    const events = [{ number, text: describeEvent(event) }].concat(this.data.events)
    this.setData({ events: events.slice(0, 30) })
    // somebody else signed in with this account, or the UserSig ran out
    if (event.eventCode === 'KICKED_OUT') this.setData({ online: false })
  },

  login() {
    this.setData({ busy: 'login', message: '' })
    this.calling.login().then(
      () => this.setData({ busy: '', online: true }),
      (error) => this.showError(error),
    )
  },

  // after a failed login, or when this account was signed out by another device: with a fresh UserSig
  onSignInAgainTap() {
    this.setData({ busy: 'login', message: '' })
    signIn(this.data.userID, this.data.t).then(
      (account) => {
        this.setData({ config: { ...account, type: 2 } })
        this.login()
      },
      (error) => this.showError(error),
    )
  },

  onInput(event) {
    this.setData({ callee: event.detail.value.trim(), message: '' })
  },

  onCallTap(event) {
    const { busy, callee, t } = this.data
    if (busy === 'call') return
    if (callee === '') {
      this.setData({ message: t.enterCallee })
      return
    }
    this.setData({ busy: 'call', message: '' })
    // resolves when the invitation is on its way; how the call goes on comes as events
    this.calling.call({ userID: callee, type: event.currentTarget.dataset.type }).then(
      () => this.setData({ busy: '' }),
      (error) => this.showError(error),
    )
  },

  onSignOutTap() {
    app.globalData.account = null
    wx.redirectTo({ url: '/pages/index/index' })
  },

  showError(error) {
    this.setData({ busy: '', message: describeError(this.data.t, error) })
  },
})
