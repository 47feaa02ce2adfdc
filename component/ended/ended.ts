import { defineComponent } from '../../lib/index'

/** Why it is over; leaves by itself. */
defineComponent({
  properties: { name: String, avatar: String, initials: String, tint: Number, line: String },

  setup() {
    return { pulsing: false }
  },
})
