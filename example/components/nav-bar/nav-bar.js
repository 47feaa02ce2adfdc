// The bar above a page, because Skyline has none of its own: the title, and on a page that was opened from another the
// way back, which `back` names for screen readers.
Component({
  properties: { title: String, back: String },

  // pixels: the status bar, the row below it, and what WeChat's own buttons take of the row
  data: { top: 0, row: 44, side: 0 },

  lifetimes: {
    attached() {
      // base library 2.20.1; before it there is nothing but the old name
      const { statusBarHeight, windowWidth } = wx.getWindowInfo ? wx.getWindowInfo() : wx.getSystemInfoSync()
      const buttons = wx.getMenuButtonBoundingClientRect()
      // the buttons are in the middle of the row
      const row = 2 * (buttons.top - statusBarHeight) + buttons.height
      this.setData({ top: statusBarHeight, row, side: windowWidth - buttons.left })
    },
  },

  methods: {
    onBackTap() {
      wx.navigateBack()
    },
  },
})
