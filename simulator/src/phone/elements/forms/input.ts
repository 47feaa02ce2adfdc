import { defineElement, type ElementNode } from '../base/define'
import { changeDetector, reflect } from '../base/dom-helpers'

const SHARED_PROPERTIES = {
  value: '',
  name: '',
  placeholder: '',
  placeholderStyle: '',
  placeholderClass: '',
  disabled: false,
  maxlength: 140,
  focus: false,
  autoFocus: false,
  cursor: -1,
  cursorSpacing: 0,
  adjustPosition: true,
  confirmType: '',
  confirmHold: false,
  holdKeyboard: false,
  selectionStart: -1,
  selectionEnd: -1,
  alwaysEmbed: false,
}

type TextField = HTMLInputElement | HTMLTextAreaElement

/** What `<input>` and `<textarea>` have in common. */
function createTextField(node: ElementNode<typeof SHARED_PROPERTIES>, field: TextField) {
  const { host } = node
  const initial = { value: '' }
  const needsFocus = changeDetector()
  host.append(field)
  const detail = () => ({ value: field.value, cursor: field.selectionStart ?? field.value.length })

  const stopAndRun = (type: string, run: () => void) =>
    field.addEventListener(type, (event) => {
      // the DOM's own event must not reach the page beside ours
      event.stopPropagation()
      run()
    })
  stopAndRun('input', () => {
    node.set({ value: field.value })
    node.emit('input', detail())
  })
  stopAndRun('change', () => {})
  stopAndRun('focus', () => node.emit('focus', { value: field.value, height: 0 }))
  stopAndRun('blur', () => node.emit('blur', detail()))

  return {
    labelled: field,
    update() {
      const { value, placeholder, placeholderStyle, disabled, maxlength, focus, autoFocus, name } = node.properties
      if (field.value !== value) field.value = value
      field.placeholder = placeholder
      field.disabled = disabled
      if (maxlength >= 0) field.maxLength = maxlength
      else field.removeAttribute('maxlength')
      const colour = /(?:^|;)\s*color\s*:\s*([^;]+)/.exec(placeholderStyle)?.[1]
      field.style.setProperty('--placeholder', colour ?? null)
      reflect(host, 'name', name)
      const wantsFocus = focus || autoFocus
      // not yet in the document when a page is being built
      if (needsFocus(wantsFocus) && wantsFocus) setTimeout(() => field.focus())
    },
    attached() {
      initial.value = node.properties.value
    },
    control: {
      value: () => field.value,
      reset: () => node.set({ value: initial.value }),
      activate: () => field.focus(),
    },
  }
}

export const input = defineElement({
  tag: 'input',
  properties: { ...SHARED_PROPERTIES, type: 'text', password: false },
  create(node) {
    const field = document.createElement('input')
    const behaviour = createTextField(node, field)
    field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.isComposing) node.emit('confirm', { value: field.value })
    })
    return {
      ...behaviour,
      update() {
        const { type, password } = node.properties
        field.type = password || type === 'safe-password' ? 'password' : 'text'
        field.inputMode = type === 'number' || type === 'idcard' ? 'numeric' : type === 'digit' ? 'decimal' : 'text'
        behaviour.update()
      },
    }
  },
})

export const textarea = defineElement({
  tag: 'textarea',
  properties: {
    ...SHARED_PROPERTIES,
    autoHeight: false,
    fixed: false,
    showConfirmBar: true,
    disableDefaultPadding: false,
  },
  create(node) {
    const field = document.createElement('textarea')
    const behaviour = createTextField(node, field)
    return {
      ...behaviour,
      update() {
        behaviour.update()
        reflect(node.host, 'auto-height', node.properties.autoHeight)
        if (!node.properties.autoHeight) return
        field.style.height = 'auto'
        field.style.height = `${field.scrollHeight}px`
      },
    }
  },
})
