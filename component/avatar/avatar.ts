import { computed, defineComponent, reactive } from '../../lib/index'

/** A round picture of a user; initials on a tint while there is none, or when it can't be loaded. */
defineComponent({
  properties: { src: String, initials: String, tint: Number, size: String, pulsing: Boolean },
  methods: ['onPictureError'],

  setup(props) {
    const broken = reactive({ src: '' })
    return {
      picture: computed(() => (props.src === broken.src ? '' : props.src)),
      onPictureError() {
        broken.src = props.src
      },
    }
  },
})
