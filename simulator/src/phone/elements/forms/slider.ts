import { element } from '../../../dom'
import { defineElement } from '../base/define'
import { reflect } from '../base/dom-helpers'

export const slider = defineElement({
  tag: 'slider',
  properties: {
    name: '',
    value: 0,
    min: 0,
    max: 100,
    step: 1,
    disabled: false,
    showValue: false,
    activeColor: '#1aad19',
    backgroundColor: '#e9e9e9',
    blockSize: 28,
    blockColor: '#ffffff',
  },
  create(node) {
    const { host } = node
    const range = element('input', { type: 'range' })
    const number = element('output')
    host.append(range, number)
    const report = (type: 'changing' | 'change') => (event: Event) => {
      event.stopPropagation()
      const value = Number(range.value)
      node.set({ value })
      node.emit(type, { value })
    }
    range.addEventListener('input', report('changing'))
    range.addEventListener('change', report('change'))
    return {
      labelled: range,
      update() {
        const { value, min, max, step, disabled, showValue, activeColor, name } = node.properties
        Object.assign(range, { min, max, step, disabled })
        range.value = String(value)
        range.style.accentColor = activeColor
        number.textContent = String(value)
        number.hidden = !showValue
        reflect(host, 'name', name)
      },
      control: {
        value: () => node.properties.value,
        reset: () => node.set({ value: node.properties.min }),
        activate: () => range.focus(),
      },
    }
  },
})

export const progress = defineElement({
  tag: 'progress',
  properties: {
    percent: 0,
    showInfo: false,
    strokeWidth: 6,
    activeColor: '#09bb07',
    backgroundColor: '#ebebeb',
    active: false,
    borderRadius: 0,
  },
  create(node) {
    const bar = element('i')
    const track = element('div', { role: 'progressbar', 'aria-valuemin': 0, 'aria-valuemax': 100 }, bar)
    const number = element('output')
    node.host.append(track, number)
    return {
      update() {
        const { percent, showInfo, strokeWidth, activeColor, backgroundColor, borderRadius } = node.properties
        const width = Math.min(100, Math.max(0, percent))
        track.setAttribute('aria-valuenow', String(width))
        Object.assign(track.style, {
          height: `${strokeWidth}px`,
          background: backgroundColor,
          borderRadius: `${borderRadius}px`,
        })
        Object.assign(bar.style, { width: `${width}%`, background: activeColor })
        number.textContent = `${width}%`
        number.hidden = !showInfo
      },
    }
  },
})

const ICONS: Readonly<Record<string, [glyph: string, colour: string]>> = {
  success: ['✓', '#09bb07'],
  success_no_circle: ['✓', '#09bb07'],
  info: ['i', '#10aeff'],
  warn: ['!', '#f76260'],
  waiting: ['…', '#10aeff'],
  cancel: ['×', '#f43530'],
  download: ['↓', '#09bb07'],
  search: ['⌕', '#b2b2b2'],
  clear: ['×', '#b2b2b2'],
}

export const icon = defineElement({
  tag: 'icon',
  properties: { type: '', size: 23, color: '' },
  create(node) {
    return {
      update() {
        const { type, size, color } = node.properties
        const [glyph, colour] = ICONS[type] ?? ['', 'transparent']
        const circled = type !== 'success_no_circle' && type !== 'search'
        const paint = color || colour
        node.host.textContent = glyph
        Object.assign(node.host.style, {
          width: `${size}px`,
          height: `${size}px`,
          lineHeight: `${size}px`,
          fontSize: `${size * (circled ? 0.7 : 1)}px`,
          background: circled ? paint : 'none',
          color: circled ? '#fff' : paint,
        })
      },
    }
  },
})
