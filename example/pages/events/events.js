const { computed, definePage } = require('trtc-calling-miniprogram')
const { localize } = require('../../utils/strings')

const app = getApp()

definePage({
  data: { t: null, title: '' },

  setup(query, { view, onShow }) {
    app.ensureSignedIn()
    onShow(() => localize(view, 'events'))
    // the list follows the log by itself
    return { lines: computed(() => app.globalData.log.state.lines) }
  },
})
