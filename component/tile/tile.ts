import { defineComponent } from '../../lib/index'

/** What lies over one picture: the avatar while the camera is off, marks for mute, network and speaking, the name. */
defineComponent({
  properties: {
    place: String,
    name: String,
    avatar: String,
    initials: String,
    tint: Number,
    video: Boolean,
    muted: Boolean,
    weak: Boolean,
    speaking: Boolean,
    /** instead of marks: "Ringing…" */
    hint: String,
  },

  setup() {
    return {}
  },
})
