const { getStrings } = require('./utils/strings')

App({
  // `account` is what the signing service answered: { sdkAppID, userID, userSig }
  globalData: { account: null, suggestedUserID: '', strings: getStrings() },

  onLaunch({ query }) {
    // a link or QR code may say who signs in: ?user=alice
    this.globalData.suggestedUserID = (query && query.user) || ''
  },
})
