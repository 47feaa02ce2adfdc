// A call UI of its own, on the library without the component: this file and own-ui.wxml are all of it.
const {
  CALL_STATUS,
  CALL_TYPE,
  NO_CALL,
  TRTCCalling,
  computed,
  definePage,
  describeError,
  reactive,
} = require('trtc-calling-miniprogram')
const { describeCall } = require('../../utils/describe-events')
const { localize } = require('../../utils/strings')

const app = getApp()

definePage({
  // WXML finds its handlers by these names
  methods: [
    'onPusherEvent',
    'onPlayerEvent',
    'onInput',
    'onCallTap',
    'onAcceptTap',
    'onHangUpTap',
    'onMicTap',
    'onCameraTap',
    'onBackTap',
  ],

  // the live tags hear of every change, even while nobody sees the page; the other data wait until it is back
  always: ['pusher', 'players'],

  setup(query, { view, onShow, onHide, onUnload }) {
    const { account, settings } = app.globalData
    const t = localize(view, 'ownUITitle')
    const page = reactive({ callee: '', message: '' })

    // The account that app.js has signed in, so these are its calls. `context`: who holds <live-pusher>; `onPage`: this UI
    // lies on a page, so calls show here instead of on the call page while that is on top, and move on when it goes.
    const options = Object.assign({ type: CALL_TYPE.VIDEO, context: view, onPage: true }, account)
    const calling = app.ensureSignedIn() && new TRTCCalling(options)
    const state = calling ? calling.state : NO_CALL

    const showError = (error) => {
      page.message = describeError(error, settings.language)
    }
    // what a tap asks for may be refused, or come too late: some methods throw then, the others reject
    const run = (operation) => () => {
      page.message = ''
      return Promise.resolve().then(operation).catch(showError)
    }

    const onAppHide = () => {
      if (!settings.keepInBackground) calling.leaveForBackground()
    }

    if (calling) {
      calling.login().catch(showError)
      onShow(() => calling.view.pageChanged(true))
      onHide(() => calling.view.pageChanged(false))
      wx.onAppHide(onAppHide)
      onUnload(() => {
        wx.offAppHide(onAppHide)
        // a call that is still going on goes to the page below
        calling.destroy()
      })
    }

    return {
      t,
      callee: computed(() => page.callee),
      message: computed(() => page.message),

      // the page's data follows the state by itself, and only what has changed is sent to the view
      online: computed(() => state.session === 'ready'),
      session: computed(() => ({ ready: t.online, 'signing-in': t.signingIn, 'signed-out': t.offline })[state.session]),
      status: computed(() => state.status),
      line: computed(() => describeCall(state, t)),
      end: computed(() => (state.lastEnd ? t.ends[state.lastEnd.reason] || t.ended : '')),
      mic: computed(() => state.self.mic),
      camera: computed(() => state.self.camera),
      video: computed(() => state.type === CALL_TYPE.VIDEO),
      ringing: computed(() => state.status === CALL_STATUS.RINGING),
      // the call began on another page, which has its pictures
      elsewhere: computed(() => state.status === CALL_STATUS.CONNECTED && !calling.view.holdsTags),
      // the attributes of the two live tags: <live-pusher> is there in a call only, <live-player> once per stream
      pusher: computed(() => state.pusher),
      players: computed(() => state.players),

      onPusherEvent: (event) => calling.onPusherEvent(event),
      onPlayerEvent: (event) => calling.onPlayerEvent(event),

      onInput(event) {
        page.callee = event.detail.value.trim()
      },
      onCallTap: run(() => calling.call({ userID: page.callee })),
      onAcceptTap: run(() => calling.accept()),
      // cancels before the answer, declines while it rings
      onHangUpTap: run(() => calling.hangup()),
      onMicTap: run(() => calling.setMicMute(state.self.mic)),
      onBackTap: () => calling.view.grow(),
      onCameraTap: run(() => (state.self.camera ? calling.closeCamera() : calling.openCamera())),
    }
  },
})
