import { defineComponent } from '../../lib/index'

/** A round button with its name below. A tap travels up to the entry as the event `intent` `{ action }`. */
defineComponent({
  properties: { action: String, icon: String, label: String, aria: String, tone: String, disabled: Boolean },
  methods: ['onTap'],

  setup(props, ctx) {
    return {
      onTap() {
        if (!props.disabled) ctx.triggerEvent('intent', { action: props.action }, { bubbles: true, composed: true })
      },
    }
  },
})
