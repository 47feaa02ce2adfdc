// The running call in a line, and the number with which others join it; nothing without a call. Seen while the call is a
// tile in the corner: at other times the call screen lies above the page.
const { NO_CALL, computed, defineComponent } = require('trtc-calling-miniprogram')
const { describeCall } = require('../../utils/describe-events')
const { getStrings } = require('../../utils/strings')

const app = getApp()

defineComponent({
  methods: ['onCopyTap'],

  setup() {
    const { calling, settings } = app.globalData
    // `state` is reactive: what is computed from it is worked out anew when it changes, and only then sent to the view
    const state = calling ? calling.state : NO_CALL
    const t = computed(() => getStrings(calling ? calling.view.look.language : settings.language))
    // 0: nobody can join
    const room = computed(() => (state.isGroup ? state.roomID : 0))
    return {
      t,
      room,
      line: computed(() => describeCall(state, t.value)),
      onCopyTap: () => wx.setClipboardData({ data: String(room.value) }),
    }
  },
})
