module.exports = {
  // Signs users in: POST { userID } -> { sdkAppID, userID, userSig, expiresAt }. `npm start` runs one here that lets anybody
  // be anybody. For a phone, deploy server/, where users prove who they are (utils/sign-in.js), and put its https address
  // here. The secret key stays on that server, never in a mini program.
  signingService: 'http://127.0.0.1:8080/usersig',

  // true once "advanced permission control" is on in the TRTC console: then the same service opens each room, by a
  // privateMapKey for those who are in the call. In the simulator: npm start -- --room-keys
  roomKeys: false,

  // The people of your app, offered for a running group call; nick and avatar may be left out.
  contacts: [{ userID: 'alice' }, { userID: 'bob' }, { userID: 'carol' }, { userID: 'dave' }],
}
