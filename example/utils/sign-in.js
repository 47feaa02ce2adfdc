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
  return post(signingService, { userID }, strings).then((data) => {
    if (data && data.userSig) return data
    throw new Error(strings.serviceRefused)
  })
}

/** Asks the same service for the key of a room, `{ privateMapKey }`; `room` is what the library asks with. */
function getRoomKey(userID, room, strings) {
  return post(signingService.replace(/usersig$/, 'private-map-key'), Object.assign({ userID }, room), strings)
}

function post(url, data, strings) {
  return new Promise((resolve, reject) => {
    wx.request({
      url,
      method: 'POST',
      data,
      success(answer) {
        if (answer.statusCode === 200) resolve(answer.data)
        else reject(new Error(strings.serviceRefused + ((answer.data && answer.data.error) || answer.statusCode)))
      },
      fail: () => reject(new Error(strings.serviceUnreachable + url)),
    })
  })
}

module.exports = { signIn, getRoomKey }
