const { loadSettings } = require('./utils/settings')

App({
  globalData: {
    // what the signing service answered: { sdkAppID, userID, userSig, expiresAt }
    account: null,
    suggestedUserID: '',
    settings: loadSettings(),
    // the component of the home page, while that is open: the settings page works on it
    calling: null,
  },

  onLaunch({ query }) {
    // a link or QR code may say who signs in: ?user=alice
    this.globalData.suggestedUserID = (query && query.user) || ''
  },
})
