import { defineComponent } from '../../lib/index'

/** What lies over one picture: the avatar while the camera is off, marks for mute, network and speaking, the name. */
defineComponent({
  properties: {
    place: String,
    /** of the avatar */
    size: String,
    name: String,
    avatar: String,
    initials: String,
    tint: Number,
    video: Boolean,
    /** for the picture, or the user */
    waiting: Boolean,
    muted: Boolean,
    weak: Boolean,
    speaking: Boolean,
    /** instead of marks: "Ringing…" */
    hint: String,
    /** what a screen reader says of the marks */
    mutedMark: String,
    weakMark: String,
    waitingMark: String,
  },

  setup() {
    return {}
  },
})
