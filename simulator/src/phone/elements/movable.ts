import { defineElement } from './base/define'
import { changeDetector, reflect } from './base/dom-helpers'

export const movableArea = defineElement({ tag: 'movable-area', properties: { scaleArea: false }, create: () => ({}) })

/** Dragged within its `<movable-area>`. */
export const movableView = defineElement({
  tag: 'movable-view',
  properties: {
    direction: 'none',
    x: 0,
    y: 0,
    disabled: false,
    inertia: false,
    outOfBounds: false,
    damping: 20,
    friction: 2,
    animation: true,
    scale: false,
    scaleValue: 1,
  },
  create(node) {
    const { host } = node
    const position = { x: 0, y: 0 }
    const isNew = { x: changeDetector(), y: changeDetector() }
    let grip: { pointer: number; x: number; y: number } | null = null

    const moveTo = (x: number, y: number, source: 'touch' | '') => {
      const limited = limit(host, x, y, node.properties.outOfBounds)
      if (limited.x === position.x && limited.y === position.y) return
      Object.assign(position, limited)
      host.style.transform = `translate(${position.x}px, ${position.y}px)`
      node.emit('change', { ...position, source })
    }

    host.addEventListener('pointerdown', (event) => {
      if (node.properties.disabled || event.button !== 0) return
      grip = { pointer: event.pointerId, x: event.clientX - position.x, y: event.clientY - position.y }
    })
    host.addEventListener('pointermove', (event) => {
      if (grip?.pointer !== event.pointerId) return
      const { direction } = node.properties
      const x = direction === 'all' || direction === 'horizontal' ? event.clientX - grip.x : position.x
      const y = direction === 'all' || direction === 'vertical' ? event.clientY - grip.y : position.y
      moveTo(x, y, 'touch')
    })
    const letGo = () => {
      grip = null
    }
    host.addEventListener('pointerup', letGo)
    host.addEventListener('pointercancel', letGo)

    return {
      update() {
        const { x, y, animation, disabled } = node.properties
        reflect(host, 'animated', animation)
        reflect(host, 'disabled', disabled)
        const moved = [isNew.x(x), isNew.y(y)].includes(true)
        // the area has its size only once the page is laid out
        if (moved) setTimeout(() => moveTo(x, y, ''))
      },
    }
  },
})

function limit(host: HTMLElement, x: number, y: number, outOfBounds: boolean): { x: number; y: number } {
  const area = host.closest('wx-movable-area')
  if (!area || outOfBounds) return { x, y }
  const between = (value: number, end: number) => Math.min(Math.max(value, Math.min(0, end)), Math.max(0, end))
  return {
    x: between(x, area.clientWidth - host.offsetWidth),
    y: between(y, area.clientHeight - host.offsetHeight),
  }
}
