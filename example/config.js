module.exports = {
  // Signs users in: POST { userID } -> { sdkAppID, userID, userSig }. `npm start` runs one here; for a phone, deploy
  // server/ and put its https address here. The secret key stays on that server, never in a mini program.
  signingService: 'http://127.0.0.1:8080/usersig',
}
