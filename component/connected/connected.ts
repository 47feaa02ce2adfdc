import { computed, defineComponent } from '../../lib/index'
import { callControls, NO_ACTION } from '../controls'
import { DEFAULT_LANGUAGE } from '../locales/index'

/** The call itself. `pictures`: there is a stage below to look at; otherwise the person fills the screen. */
defineComponent({
  properties: {
    lang: { type: String, value: DEFAULT_LANGUAGE },
    name: String,
    avatar: String,
    initials: String,
    tint: Number,
    line: String,
    video: Boolean,
    pictures: Boolean,
    group: Boolean,
    mic: Boolean,
    camera: Boolean,
    handsFree: Boolean,
    busy: { type: String, value: NO_ACTION },
  },

  // for the first frame
  data: { rows: [] },

  setup(props) {
    return { pulsing: false, rows: computed(() => callControls(props.busy, props.video, props, 'hangup', props.lang)) }
  },
})
