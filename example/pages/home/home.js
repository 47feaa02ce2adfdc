const { watch } = require('trtc-calling-miniprogram')
const { contacts, roomKeys } = require('../../config')
const { getRoomKey, signIn } = require('../../utils/sign-in')
const { describeError, getStrings } = require('../../utils/strings')
const { describeCall, describeEvent } = require('../../utils/describe-call')
const { applySettings } = require('../../utils/settings')

const app = getApp()

// the first two come several times per second, the third is for chat lists
const NOT_LISTED = ['USER_VOICE_VOLUME', 'NETWORK_QUALITY', 'CALL_MESSAGE']

Page({
  data: {
    t: getStrings(app.globalData.settings.language),
    userID: '',
    config: null,
    contacts,
    keepInBackground: true,
    online: false,
    // what is under way: '', 'login', 'call' or 'leave'
    busy: '',
    message: '',
    // the running call in a line, and the number with which others join it
    badge: '',
    room: 0,
    events: [],
  },

  onLoad() {
    const { account, settings } = app.globalData
    if (!account) {
      // nobody has signed in: this page was opened directly
      wx.redirectTo({ url: '/pages/index/index' })
      return
    }
    // `type` is the kind of call when call() names none: 1 voice, 2 video
    this.setData({ userID: account.userID, config: Object.assign({ type: 2 }, account) })
    this.calling = this.selectComponent('#TRTCCalling-room')
    app.globalData.calling = this.calling
    // how to get the next UserSig before this one expires; a call goes on meanwhile
    const credentials = { renewUserSig: () => signIn(account.userID, this.data.t) }
    if (roomKeys) credentials.getPrivateMapKey = (room) => getRoomKey(account.userID, room, this.data.t)
    this.calling.setCredentials(credentials)
    applySettings(this.calling, settings)
    this.bindEvents()
    this.followState()
    this.login()
  },

  onShow() {
    // they may have been changed on the settings page
    const { settings } = app.globalData
    this.setData({ t: getStrings(settings.language), keepInBackground: settings.keepInBackground })
  },

  onUnload() {
    if (!this.calling) return
    this.stopFollowing.forEach((stop) => stop())
    this.unbindEvents()
    app.globalData.calling = null
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
    if (event.eventCode === 'INVITED') this.comeToFront()
  },

  // the call screen is part of this page, so nobody sees it while another page lies above
  comeToFront() {
    const pages = getCurrentPages()
    const above = pages.length - 1 - pages.indexOf(this)
    if (above > 0) wx.navigateBack({ delta: above })
  },

  // `state` is reactive: each value is worked out anew when what it reads has changed, and handed over when it differs
  followState() {
    const { calling } = this
    this.stopFollowing = [
      watch(
        () => describeCall(calling.state, getStrings(app.globalData.settings.language)),
        (badge) => this.setData({ badge }),
      ),
      // false as well when another device signed in with this account
      watch(
        () => calling.state.session === 'ready',
        (online) => this.setData({ online }),
      ),
      // 0 without a call
      watch(
        () => (calling.state.isGroup ? calling.state.roomID : 0),
        (room) => this.setData({ room }),
      ),
    ]
  },

  // brings a call back that was shrunk to a tile
  onBadgeTap() {
    this.calling.setMinimized(false)
  },

  onCopyTap() {
    wx.setClipboardData({ data: String(this.data.room) })
  },

  login() {
    this.setData({ busy: 'login', message: '' })
    this.calling.login().then(
      () => this.setData({ busy: '' }),
      (error) => this.showError(error),
    )
  },

  // after a failed login, or when another device signed in with this account
  onSignInAgainTap() {
    this.setData({ busy: 'login', message: '' })
    signIn(this.data.userID, this.data.t).then(
      (account) => {
        app.globalData.account = account
        this.setData({ config: Object.assign({ type: 2 }, account) })
        this.login()
      },
      (error) => this.showError(error),
    )
  },

  onEdit() {
    if (this.data.message) this.setData({ message: '' })
  },

  // the form says what is wanted: call one person, call several, or join a call
  onBegin({ detail }) {
    this.setData({ message: detail.missing, busy: detail.missing ? '' : 'call' })
    if (detail.missing) return
    // resolves when the call is on its way; how it goes on comes as events
    this.begin(detail).then(
      () => this.setData({ busy: '' }),
      (error) => this.showError(error),
    )
  },

  begin({ mode, type, userID, userIDList, roomID, groupID }) {
    if (mode === 'one') return this.calling.call({ userID, type })
    if (mode === 'join') return this.calling.joinInGroupCall({ groupID, roomID, type })
    // During a group call these people are invited into it. Otherwise the library draws a room that nobody can guess, as
    // a short number of your own could be. With a `groupID` the invitation goes through that Chat group instead of to each person.
    return this.calling.groupCall({ userIDList, type })
  },

  // One account, one instance: that page signs in with an instance of its own, so this one signs out first.
  onOwnUITap() {
    // two quick taps would open it twice
    if (this.data.busy === 'leave') return
    this.setData({ busy: 'leave' })
    this.calling.logout().then(() => wx.redirectTo({ url: '/pages/own-ui/own-ui' }))
  },

  onSignOutTap() {
    app.globalData.account = null
    wx.redirectTo({ url: '/pages/index/index' })
  },

  showError(error) {
    this.setData({ busy: '', message: describeError(this.data.t, error) })
  },
})
