import { element } from '../../../dom'
import { behaviourOf, defineElement, type ElementBehaviour, type ElementNode } from '../base/define'
import { reflect } from '../base/dom-helpers'

/** Told by its members when one of them changed; radio groups take the others' mark away. */
interface Group {
  changed(member: Element): void
}

const groups = new WeakMap<Element, Group>()

interface ChoiceProperties {
  value: string
  checked: boolean
  disabled: boolean
  color: string
}

const CHOICE_PROPERTIES: ChoiceProperties = { value: '', checked: false, disabled: false, color: '#09bb07' }

function createChoice(node: ElementNode<ChoiceProperties>, kind: 'checkbox' | 'radio'): ElementBehaviour {
  const { host } = node
  const box = element('input', { type: kind })
  host.append(box)
  const choose = (checked: boolean) => {
    node.set({ checked })
    const group = host.closest(`wx-${kind}-group`)
    if (group) groups.get(group)?.changed(host)
  }
  box.addEventListener('change', (event) => {
    event.stopPropagation()
    choose(box.checked)
  })
  return {
    labelled: box,
    update() {
      const { checked, disabled, color, value } = node.properties
      box.checked = checked
      box.disabled = disabled
      box.style.accentColor = color
      reflect(host, 'value', value)
      reflect(host, 'checked', checked)
    },
    // the group is the control; a choice of its own is only a label's target
    control: {
      value: () => undefined,
      reset: () => node.set({ checked: false }),
      activate: () => {
        if (!node.properties.disabled && !(kind === 'radio' && box.checked)) choose(!box.checked)
      },
    },
  }
}

export const checkbox = defineElement({
  tag: 'checkbox',
  properties: CHOICE_PROPERTIES,
  create: (node) => createChoice(node, 'checkbox'),
})

export const radio = defineElement({
  tag: 'radio',
  properties: CHOICE_PROPERTIES,
  create: (node) => createChoice(node, 'radio'),
})

function chosenIn(host: Element, tag: string): string[] {
  return Array.from(host.querySelectorAll(`${tag}[checked]`)).map((member) => member.getAttribute('value') ?? '')
}

export const checkboxGroup = defineElement({
  tag: 'checkbox-group',
  properties: { name: '' },
  create(node) {
    const value = () => chosenIn(node.host, 'wx-checkbox')
    groups.set(node.host, { changed: () => node.emit('change', { value: value() }) })
    return {
      update: () => reflect(node.host, 'name', node.properties.name),
      control: { value },
    }
  },
})

export const radioGroup = defineElement({
  tag: 'radio-group',
  properties: { name: '' },
  create(node) {
    const value = () => chosenIn(node.host, 'wx-radio')[0] ?? ''
    groups.set(node.host, {
      changed(member) {
        for (const other of node.host.querySelectorAll('wx-radio[checked]')) {
          if (other !== member) behaviourOf(other)?.control?.reset?.()
        }
        node.emit('change', { value: value() })
      },
    })
    return {
      update: () => reflect(node.host, 'name', node.properties.name),
      control: { value },
    }
  },
})

export const switchElement = defineElement({
  tag: 'switch',
  properties: { name: '', checked: false, disabled: false, type: 'switch', color: '#04be02' },
  create(node) {
    const { host } = node
    const box = element('input', { type: 'checkbox', role: 'switch' })
    host.append(box)
    const choose = (checked: boolean) => {
      node.set({ checked })
      node.emit('change', { value: checked })
    }
    box.addEventListener('change', (event) => {
      event.stopPropagation()
      choose(box.checked)
    })
    return {
      labelled: box,
      update() {
        const { checked, disabled, color, type, name } = node.properties
        box.checked = checked
        box.disabled = disabled
        box.style.setProperty('--switch', color)
        reflect(host, 'type', type)
        reflect(host, 'name', name)
      },
      control: {
        value: () => node.properties.checked,
        reset: () => node.set({ checked: false }),
        activate: () => {
          if (!node.properties.disabled) choose(!node.properties.checked)
        },
      },
    }
  },
})
