import { defineElement } from './base/define'
import { changeDetector, reflect } from './base/dom-helpers'

export const scrollView = defineElement({
  tag: 'scroll-view',
  properties: {
    scrollX: false,
    scrollY: false,
    scrollTop: 0,
    scrollLeft: 0,
    scrollIntoView: '',
    scrollWithAnimation: false,
    upperThreshold: 50,
    lowerThreshold: 50,
    enableFlex: false,
    enhanced: false,
    showScrollbar: true,
    bounces: true,
  },
  create(node) {
    const { host } = node
    const isNew = { top: changeDetector(), left: changeDetector(), target: changeDetector() }
    const previous = { top: 0, left: 0 }
    const edge = { upper: true, lower: false }

    const reportEdges = () => {
      const { upperThreshold, lowerThreshold, scrollX } = node.properties
      const start = scrollX ? host.scrollLeft : host.scrollTop
      const end = scrollX
        ? host.scrollWidth - host.clientWidth - host.scrollLeft
        : host.scrollHeight - host.clientHeight - host.scrollTop
      const upper = start <= upperThreshold
      const lower = end <= lowerThreshold
      if (upper && !edge.upper) node.emit('scrolltoupper', { direction: scrollX ? 'left' : 'top' })
      if (lower && !edge.lower) node.emit('scrolltolower', { direction: scrollX ? 'right' : 'bottom' })
      Object.assign(edge, { upper, lower })
    }

    host.addEventListener('scroll', (event) => {
      event.stopPropagation()
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = host
      const moved = { deltaX: previous.left - scrollLeft, deltaY: previous.top - scrollTop }
      Object.assign(previous, { top: scrollTop, left: scrollLeft })
      node.emit('scroll', { scrollTop, scrollLeft, scrollHeight, scrollWidth, ...moved })
      reportEdges()
    })

    const scrollTo = (target: ScrollToOptions) => {
      const behavior = node.properties.scrollWithAnimation ? 'smooth' : 'instant'
      // after the children of the same update are there
      setTimeout(() => host.scrollTo({ ...target, behavior }))
    }

    return {
      update() {
        const { scrollX, scrollY, scrollTop, scrollLeft, scrollIntoView, enableFlex, showScrollbar } = node.properties
        reflect(host, 'scroll-x', scrollX)
        reflect(host, 'scroll-y', scrollY)
        reflect(host, 'enable-flex', enableFlex)
        reflect(host, 'no-scrollbar', !showScrollbar)
        if (isNew.top(scrollTop)) scrollTo({ top: scrollTop })
        if (isNew.left(scrollLeft)) scrollTo({ left: scrollLeft })
        if (isNew.target(scrollIntoView) && scrollIntoView !== '') {
          setTimeout(() => host.querySelector(`#${CSS.escape(scrollIntoView)}`)?.scrollIntoView({ block: 'nearest' }))
        }
      },
    }
  },
})
