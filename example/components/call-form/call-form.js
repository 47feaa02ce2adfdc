// Asks whom to call, and leaves the calling to the page.
Component({
  // the fields and buttons look as on the pages (app.wxss)
  options: { styleIsolation: 'apply-shared' },

  properties: {
    t: Object,
    busy: Boolean,
    // a group call is going on: `several` invites into it
    inGroup: Boolean,
  },

  data: {
    // one person, several, or nobody because the call is there already
    modes: ['one', 'several', 'join'],
    mode: 'one',
    callee: '',
    callees: '',
    roomID: '',
    groupID: '',
  },

  methods: {
    onModeTap(event) {
      this.setData({ mode: event.currentTarget.dataset.mode })
      this.triggerEvent('edit')
    },

    // one handler for all fields: data-field says which
    onInput(event) {
      this.setData({ [event.currentTarget.dataset.field]: event.detail.value.trim() })
      this.triggerEvent('edit')
    },

    onCallTap(event) {
      const { mode, callee, callees, roomID, groupID, t, busy } = this.data
      if (busy) return
      const userIDList = callees.split(/[\s,，、;]+/).filter(Boolean)
      const missing = {
        one: callee === '' && t.enterCallee,
        several: !userIDList.length && t.enterCallees,
        join: roomID === '' && t.enterRoom,
      }
      this.triggerEvent('begin', {
        mode,
        type: event.currentTarget.dataset.type,
        userID: callee,
        userIDList,
        roomID: Number(roomID),
        groupID,
        missing: missing[mode] || '',
      })
    },
  },
})
