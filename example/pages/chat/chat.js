const { describeError } = require('trtc-calling-miniprogram')
const { loadCalls, onMessage } = require('../../utils/chat')
const { loadPeople } = require('../../utils/people')
const { localize } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: null, title: '', peer: null, self: null, loaded: false, calls: [], latest: '', busy: false, message: '' },

  onLoad({ user }) {
    if (!app.ensureSignedIn()) return
    const { calling, tim } = app.globalData
    const { userID, nick, avatar } = calling.state.self
    this.setData({ peer: { userID: user, nick: '', avatar: '' }, self: { userID, nick, avatar } })
    loadPeople(tim, [this.data.peer]).then(([peer]) => {
      this.setData({ peer })
      localize(this, peer.nick || user)
    })
    this.stopListening = onMessage(app.globalData, () => this.load())
    this.load()
  },

  onShow() {
    const { peer } = this.data
    localize(this, peer ? peer.nick || peer.userID : '')
  },

  onUnload() {
    if (this.stopListening) this.stopListening()
  },

  load() {
    const { tim, settings } = app.globalData
    loadCalls(tim, this.data.peer.userID, settings.language).then(
      (calls) => this.setData({ calls, latest: calls.length ? `record-${calls.length - 1}` : '', loaded: true }),
      // without a network: what was there stays
      () => this.setData({ loaded: true }),
    )
  },

  onCallTap(event) {
    this.setData({ busy: true, message: '' })
    const { type } = event.currentTarget.dataset
    // resolves when the call is on its way; <TRTCCalling /> shows how it goes on
    app.globalData.calling.call({ userID: this.data.peer.userID, type }).then(
      () => this.setData({ busy: false }),
      (error) => this.setData({ busy: false, message: describeError(error, app.globalData.settings.language) }),
    )
  },

  onCallBarTap() {
    this.selectComponent('#TRTCCalling-room').setMinimized(false)
  },
})
