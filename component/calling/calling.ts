import { computed, defineComponent } from '../../lib/index'
import { callControls, NO_ACTION } from '../controls'
import { DEFAULT_LANGUAGE } from '../locales/index'

/** We call: whom, and the way back. Over the own camera's picture (`preview`) everything moves to the edges. */
defineComponent({
  properties: {
    lang: { type: String, value: DEFAULT_LANGUAGE },
    name: String,
    avatar: String,
    initials: String,
    tint: Number,
    line: String,
    video: Boolean,
    preview: Boolean,
    mic: Boolean,
    camera: Boolean,
    handsFree: Boolean,
    busy: { type: String, value: NO_ACTION },
  },

  // for the first frame
  data: { rows: [] },

  setup(props) {
    return { pulsing: true, rows: computed(() => callControls(props.busy, props.video, props, 'cancel', props.lang)) }
  },
})
