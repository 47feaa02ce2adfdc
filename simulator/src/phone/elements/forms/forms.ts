import { behaviourOf, defineElement, type FormControl } from '../base/define'

export interface FormBehaviour {
  submit(): void
  reset(): void
}

const forms = new WeakMap<Element, FormBehaviour>()

/** The form around an element. */
export function formOf(element: Element): FormBehaviour | undefined {
  const form = element.closest('wx-form')
  return form ? forms.get(form) : undefined
}

/** The form controls inside an element, by `name`; those without a name have ''. */
function controlsIn(root: Element): { name: string; control: FormControl }[] {
  return Array.from(root.querySelectorAll('*')).flatMap((host) => {
    const control = behaviourOf(host)?.control
    return control ? [{ name: host.getAttribute('name') ?? '', control }] : []
  })
}

export const form = defineElement({
  tag: 'form',
  properties: { reportSubmit: false },
  create(node) {
    forms.set(node.host, {
      submit() {
        const named = controlsIn(node.host).filter(({ name }) => name !== '')
        node.emit('submit', { value: Object.fromEntries(named.map(({ name, control }) => [name, control.value()])) })
      },
      reset() {
        for (const { control } of controlsIn(node.host)) control.reset?.()
        node.emit('reset')
      },
    })
    return {}
  },
})

export const label = defineElement({
  tag: 'label',
  properties: { for: '' },
  create(node) {
    const target = () => {
      const id = node.properties.for
      if (id === '') return controlsIn(node.host).find(({ control }) => control.activate)?.control
      // the pages below are in the same document
      const host = node.host.closest('.sim-page')?.querySelector(`#${CSS.escape(id)}`)
      return host ? behaviourOf(host)?.control : undefined
    }
    node.host.addEventListener('click', (event) => {
      // a control that was tapped itself has already reacted
      const tappedControl = event.target instanceof Element && event.target.closest(CONTROLS) !== null
      if (!tappedControl) target()?.activate?.()
    })
    return {}
  },
})

const CONTROLS = 'wx-input, wx-textarea, wx-switch, wx-checkbox, wx-radio, wx-slider, wx-button, wx-picker'
