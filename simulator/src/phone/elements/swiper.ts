import { element } from '../../dom'
import { defineElement } from './base/define'
import { changeDetector, reflect } from './base/dom-helpers'

/** Without a scroll event for so long, the movement is over. */
const SETTLE_MS = 100

/** Pages are the host's items side by side; the browser's scroll snapping does the movement. */
export const swiper = defineElement({
  tag: 'swiper',
  properties: {
    current: 0,
    autoplay: false,
    interval: 5000,
    duration: 500,
    circular: false,
    vertical: false,
    indicatorDots: false,
    indicatorColor: 'rgba(0, 0, 0, .3)',
    indicatorActiveColor: '#000000',
  },
  create(node) {
    const { host } = node
    const dots = element('div', { class: 'sim-swiper-dots', 'aria-hidden': 'true' })
    host.append(dots)
    const isNewCurrent = changeDetector()
    let timer = 0
    let shown = 0

    const items = () => host.querySelectorAll(':scope > wx-swiper-item')
    const size = () => (node.properties.vertical ? host.clientHeight : host.clientWidth)
    const offset = () => (node.properties.vertical ? host.scrollTop : host.scrollLeft)

    const moveTo = (index: number) => {
      const distance = index * size()
      host.scrollTo({ [node.properties.vertical ? 'top' : 'left']: distance, behavior: 'smooth' })
    }
    const drawDots = () => {
      const { indicatorDots, indicatorColor, indicatorActiveColor } = node.properties
      dots.hidden = !indicatorDots
      dots.replaceChildren(
        ...Array.from(items(), (_item, index) =>
          element('i', { style: `background:${index === shown ? indicatorActiveColor : indicatorColor}` }),
        ),
      )
    }
    const settle = (source: string) => {
      const index = size() > 0 ? Math.round(offset() / size()) : 0
      if (index === shown) return
      shown = index
      node.set({ current: index })
      drawDots()
      node.emit('change', { current: index, source })
      node.emit('animationfinish', { current: index, source })
    }
    const schedule = () => {
      clearInterval(timer)
      if (!node.properties.autoplay) return
      timer = window.setInterval(() => {
        const count = items().length
        if (count > 0) moveTo((shown + 1) % count)
      }, node.properties.interval)
    }
    let settling = 0
    host.addEventListener('scroll', (event) => {
      event.stopPropagation()
      // not every browser tells the end of scrolling
      clearTimeout(settling)
      settling = window.setTimeout(() => settle('touch'), SETTLE_MS)
    })

    return {
      update() {
        reflect(host, 'vertical', node.properties.vertical)
        schedule()
        // items of the same update are not there yet
        setTimeout(() => {
          drawDots()
          if (isNewCurrent(node.properties.current) && node.properties.current !== shown)
            moveTo(node.properties.current)
        })
      },
      detached: () => clearInterval(timer),
    }
  },
})

export const swiperItem = defineElement({ tag: 'swiper-item', properties: { itemId: '' }, create: () => ({}) })
