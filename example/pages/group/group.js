const { describeError } = require('trtc-calling-miniprogram')
const { objectionTo } = require('../../utils/sign-in')
const { localize } = require('../../utils/strings')

const app = getApp()

Page({
  data: {
    t: null,
    title: '',
    // several people are called, or a call is joined that is there already
    modes: ['several', 'join'],
    mode: 'several',
    // [{ userID, nick, avatar, chosen }]
    people: [],
    others: '',
    roomID: '',
    groupID: '',
    busy: false,
    message: '',
  },

  onLoad() {
    if (!app.ensureSignedIn()) return
    const { account, people } = app.globalData
    const others = people.filter((one) => one.userID !== account.userID)
    this.setData({ people: others.map((one) => Object.assign({ chosen: false }, one)) })
  },

  onShow() {
    localize(this, 'groupCall')
  },

  onModeTap(event) {
    this.setData({ mode: event.currentTarget.dataset.mode, message: '' })
  },

  onPersonTap(event) {
    const { index } = event.currentTarget.dataset
    this.setData({ [`people[${index}].chosen`]: !this.data.people[index].chosen, message: '' })
  },

  // one handler for all fields: data-field says which
  onInput(event) {
    this.setData({ [event.currentTarget.dataset.field]: event.detail.value.trim(), message: '' })
  },

  onCallTap(event) {
    const { mode, t, people, others, roomID, groupID } = this.data
    const { calling, settings } = app.globalData
    const { type } = event.currentTarget.dataset
    const chosen = people.filter((one) => one.chosen).map((one) => one.userID)
    const userIDList = chosen.concat(others.split(/[\s,，、;]+/).filter(Boolean))
    const missing = mode === 'join' ? !roomID && t.enterRoom : !userIDList.length && t.enterCallees
    const wrong = mode === 'several' && userIDList.some((one) => objectionTo(one, t)) && t.wrongUserID
    if (missing || wrong) return this.setData({ message: missing || wrong })

    this.setData({ busy: true, message: '' })
    // During a group call these people are invited into it. Otherwise the library draws a room that nobody can guess, as
    // a short number of your own could be. With a `groupID` the invitation goes through that Chat group instead of to each.
    const begun =
      mode === 'several'
        ? calling.groupCall({ userIDList, type })
        : calling.joinInGroupCall({ groupID, roomID: Number(roomID), type })
    begun.then(
      () => this.setData({ busy: false }),
      (error) => this.setData({ busy: false, message: describeError(error, settings.language) }),
    )
  },

  onCallBarTap() {
    this.selectComponent('#TRTCCalling-room').setMinimized(false)
  },
})
