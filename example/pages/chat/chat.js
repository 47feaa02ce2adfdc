const { describeError } = require('trtc-calling-miniprogram')
const { loadCalls, onMessage } = require('../../utils/chat')
const { localize } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: null, title: '', peer: '', self: '', loaded: false, calls: [], latest: '', busy: false, message: '' },

  onLoad({ user }) {
    if (!app.ensureSignedIn()) return
    this.setData({ peer: user, self: app.globalData.account.userID })
    this.stopListening = onMessage(app.globalData, () => this.load())
    this.load()
  },

  onShow() {
    localize(this, this.data.peer)
  },

  onUnload() {
    if (this.stopListening) this.stopListening()
  },

  load() {
    const { tim, settings } = app.globalData
    loadCalls(tim, this.data.peer, settings.language).then(
      (calls) => this.setData({ calls, latest: calls.length ? `record-${calls.length - 1}` : '', loaded: true }),
      // without a network: what was there stays
      () => this.setData({ loaded: true }),
    )
  },

  onCallTap(event) {
    this.setData({ busy: true, message: '' })
    const { type } = event.currentTarget.dataset
    // resolves when the call is on its way; <TRTCCalling /> shows how it goes on
    app.globalData.calling.call({ userID: this.data.peer, type }).then(
      () => this.setData({ busy: false }),
      (error) => this.setData({ busy: false, message: describeError(error, app.globalData.settings.language) }),
    )
  },

  onCallBarTap() {
    this.selectComponent('#TRTCCalling-room').setMinimized(false)
  },
})
