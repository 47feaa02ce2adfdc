const { startCalling } = require('trtc-calling-miniprogram')
const { contacts, roomKeys } = require('./config')
const { createChat } = require('./utils/chat')
const { EventLog } = require('./utils/event-log')
const { loadPeople } = require('./utils/people')
const { loadSettings, toLook } = require('./utils/settings')
const { getRoomKey, signIn } = require('./utils/sign-in')
const { getStrings } = require('./utils/strings')

App({
  globalData: {
    // what the signing service answered: { sdkAppID, userID, userSig, expiresAt }
    account: null,
    // the app's calls; each page shows them with <TRTCCalling />, or the package opens its call page
    calling: null,
    // the app's Chat instance
    tim: null,
    // the contacts of config.js, with name and picture from their Chat profiles
    people: contacts,
    suggestedUserID: '',
    settings: loadSettings(),
    log: new EventLog(),
  },

  onLaunch({ query }) {
    // a link or QR code may say who signs in: ?user=alice
    this.globalData.suggestedUserID = (query && query.user) || ''
  },

  /** The user has said who they are. Resolves when calls can come and go. */
  signIn(userID) {
    const { globalData } = this
    const strings = () => getStrings(globalData.settings.language)
    return signIn(userID, strings()).then((account) => {
      const tim = createChat(account.sdkAppID)
      const options = {
        tim,
        contacts,
        // the kind of call when call() names none: 1 voice, 2 video
        type: 2,
        // on pages without <TRTCCalling />, the page of the package in app.json shows the call
        callPage: true,
        // while a video call rings, who is called sees the own picture, if the camera was allowed before
        ringingPreview: true,
        // how to get the next UserSig before this one expires; a call goes on meanwhile
        renewUserSig: () => signIn(userID, strings()),
      }
      if (roomKeys) options.getPrivateMapKey = (room) => getRoomKey(userID, room, strings())
      const calling = startCalling(Object.assign(options, account, toLook(globalData.settings)))
      calling.setVideoQuality({ resolution: globalData.settings.resolution })
      globalData.log.follow(calling)
      Object.assign(globalData, { account, calling, tim })
      // startCalling has begun to sign in; this waits for the end of it
      return calling.login()
    })
  },

  /** The same user once more: another device has signed in meanwhile, or the UserSig has expired. */
  signInAgain() {
    const { account, calling, settings } = this.globalData
    return signIn(account.userID, getStrings(settings.language)).then(({ userSig, expiresAt }) =>
      calling.login(userSig, expiresAt),
    )
  },

  /** Resolves with the people as they call themselves now; a running group call offers them by the same names. */
  loadPeople() {
    const { globalData } = this
    const { calling, tim } = globalData
    return loadPeople(tim, contacts).then((people) => {
      globalData.people = people
      calling.view.look.contacts = people
      return people
    })
  },

  /** For every page; a call that is going on ends. */
  signOut() {
    const { calling } = this.globalData
    Object.assign(this.globalData, { account: null, calling: null, tim: null })
    const toSignIn = () => wx.reLaunch({ url: '/pages/sign-in/sign-in' })
    calling.logout().then(toSignIn, toSignIn)
  },

  /** @returns whether somebody has signed in; if not, as on a page that was opened directly, they are asked to */
  ensureSignedIn() {
    const { calling } = this.globalData
    if (!calling) wx.reLaunch({ url: '/pages/sign-in/sign-in' })
    return calling !== null
  },
})
