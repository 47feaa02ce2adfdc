const { signingService } = require('../config')

// what TRTC accepts safely
const USER_ID = /^[A-Za-z0-9_-]{1,32}$/

/**
 * Asks the signing service for an account, `{ sdkAppID, userID, userSig, expiresAt }`; rejects with an Error to show.
 *
 * Here, people choose who they are. Your users do not: with wx.login, or with the session of your own system,
 * the service knows who they are; server/README.md has these lines.
 */
function signIn(userID, strings) {
  if (userID === '') return Promise.reject(new Error(strings.enterUserID))
  if (!USER_ID.test(userID)) return Promise.reject(new Error(strings.wrongUserID))
  return new Promise((resolve, reject) => {
    wx.request({
      url: signingService,
      method: 'POST',
      data: { userID },
      success({ statusCode, data }) {
        if (statusCode === 200 && data && data.userSig) resolve(data)
        else reject(new Error(strings.serviceRefused + ((data && data.error) || statusCode)))
      },
      fail: () => reject(new Error(strings.serviceUnreachable + signingService)),
    })
  })
}

module.exports = { signIn }
