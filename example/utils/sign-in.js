const { signingService } = require('../config')

// what TRTC accepts safely
const USER_ID = /^[A-Za-z0-9_-]{1,32}$/

/** What is wrong with a user ID that somebody typed, in words; '' if nothing is. */
function objectionTo(userID, strings) {
  if (userID === '') return strings.enterUserID
  return USER_ID.test(userID) ? '' : strings.wrongUserID
}

/**
 * Asks the signing service for an account, `{ sdkAppID, userID, userSig, expiresAt }`; rejects with an Error to show.
 *
 * Here, people choose who they are. Your users do not: with wx.login, or with the session of your own system,
 * the service knows who they are; server/README.md has these lines.
 */
function signIn(userID, strings) {
  const objection = objectionTo(userID, strings)
  if (objection) return Promise.reject(new Error(objection))
  return post(signingService, { userID }, 'userSig', strings)
}

/** Asks the same service for the key of a room, `{ privateMapKey }`; `room` is what the library asks with. */
function getRoomKey(userID, room, strings) {
  const url = signingService.replace(/usersig$/, 'private-map-key')
  return post(url, Object.assign({ userID }, room), 'privateMapKey', strings)
}

/** An answer counts if it has the field `wanted`. */
function post(url, data, wanted, strings) {
  return new Promise((resolve, reject) => {
    wx.request({
      url,
      method: 'POST',
      data,
      success(answer) {
        const content = answer.data || {}
        if (answer.statusCode === 200 && content[wanted]) resolve(content)
        else reject(new Error(strings.serviceRefused + (content.error || answer.statusCode)))
      },
      fail: () => reject(new Error(strings.serviceUnreachable + url)),
    })
  })
}

module.exports = { objectionTo, signIn, getRoomKey }
