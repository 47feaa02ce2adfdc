const { loadRecents, onMessage } = require('../../utils/chat')
const { openPage } = require('../../utils/open-page')
const { localizeTab } = require('../../utils/strings')

const app = getApp()

Page({
  data: { t: null, title: '', loaded: false, recents: [] },

  onLoad() {
    if (app.ensureSignedIn()) this.stopListening = onMessage(app.globalData, () => this.load())
  },

  onShow() {
    localizeTab(this, 'recents')
    if (app.globalData.calling) this.load()
  },

  onUnload() {
    if (this.stopListening) this.stopListening()
  },

  onRowTap: openPage,

  load() {
    const { tim, account, settings } = app.globalData
    loadRecents(tim, account.userID, settings.language).then(
      (recents) => this.setData({ recents, loaded: true }),
      // without a network: what was there stays
      () => this.setData({ loaded: true }),
    )
  },
})
