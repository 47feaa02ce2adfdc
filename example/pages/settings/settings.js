const { describeError } = require('trtc-calling-miniprogram')
const { localize } = require('../../utils/strings')
const { RINGTONES, saveSettings, toLook } = require('../../utils/settings')

const app = getApp()

// pictures of this mini program, so that every phone has them; an app with users of its own has https addresses
const AVATARS = ['', '/assets/avatar-1.png', '/assets/avatar-2.png', '/assets/avatar-3.png']

// No <TRTCCalling /> here: a call that comes meanwhile shows on the call page of the package.
Page({
  data: {
    t: null,
    title: '',
    settings: app.globalData.settings,
    languages: [
      { value: 'en', name: 'English' },
      { value: 'zh-CN', name: '中文' },
    ],
    ringtones: Object.keys(RINGTONES),
    resolutions: ['360p', '540p', '720p'],
    avatars: AVATARS,
    nick: '',
    avatar: '',
    userID: '',
    message: '',
  },

  onLoad() {
    // Only what the user touches is saved: until the profile has come from Chat, this page shows no name and no picture.
    this.changes = {}
    if (!app.ensureSignedIn()) return
    const { calling, settings } = app.globalData
    const { userID, nick, avatar } = calling.state.self
    // without a name of one's own, `nick` is the userID
    this.setData({ settings, userID, avatar, nick: nick === userID ? '' : nick })
  },

  onShow() {
    localize(this, 'settings')
  },

  // holds at once, on all pages, and in a call that is going on
  change(changes) {
    const { calling } = app.globalData
    const settings = Object.assign({}, app.globalData.settings, changes)
    app.globalData.settings = settings
    saveSettings(settings)
    Object.assign(calling.view.look, toLook(settings))
    calling.setVideoQuality({ resolution: settings.resolution })
    this.setData({ settings })
    localize(this, 'settings')
  },

  onLanguageTap(event) {
    this.change({ language: event.currentTarget.dataset.value })
  },

  onRingtoneTap(event) {
    this.change({ ringtone: event.currentTarget.dataset.value })
  },

  onResolutionTap(event) {
    this.change({ resolution: event.currentTarget.dataset.value })
  },

  // data-setting of the switch says which
  onSwitch(event) {
    this.change({ [event.currentTarget.dataset.setting]: event.detail.value })
  },

  onNickInput(event) {
    this.changes.nickName = event.detail.value.trim()
    this.setData({ nick: event.detail.value })
  },

  onAvatarTap(event) {
    const { avatar } = event.currentTarget.dataset
    this.changes.avatar = avatar
    this.setData({ avatar })
  },

  onSaveTap() {
    const { t, settings } = this.data
    this.setData({ message: '' })
    const { calling } = app.globalData
    const saved = Object.keys(this.changes).length ? calling.setSelfInfo(this.changes) : Promise.resolve()
    saved.then(
      () => wx.showToast({ title: t.saved }),
      (error) => this.setData({ message: describeError(error, settings.language) }),
    )
  },
})
