import { computed, defineComponent } from '../../lib/index'
import { ringingControls, NO_ACTION } from '../controls'
import { DEFAULT_LANGUAGE } from '../locales/index'

/** Somebody calls: who, what kind of call, accept or decline. */
defineComponent({
  properties: {
    lang: { type: String, value: DEFAULT_LANGUAGE },
    name: String,
    avatar: String,
    initials: String,
    tint: Number,
    line: String,
    video: Boolean,
    busy: { type: String, value: NO_ACTION },
  },

  // for the first frame
  data: { rows: [] },

  setup(props) {
    return { pulsing: true, rows: computed(() => ringingControls(props.busy, props.video, props.lang)) }
  },
})
