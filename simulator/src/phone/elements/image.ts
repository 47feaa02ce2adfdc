import { defineElement, type ElementNode } from './base/define'
import { changeDetector, reflect } from './base/dom-helpers'
import type { PhoneServices } from '../services'

const FIT: Readonly<Record<string, [fit: string, position?: string]>> = {
  scaleToFill: ['fill'],
  aspectFit: ['contain'],
  aspectFill: ['cover'],
  widthFix: ['fill'],
  heightFix: ['fill'],
  center: ['none', 'center'],
  top: ['none', 'top'],
  bottom: ['none', 'bottom'],
  left: ['none', 'left'],
  right: ['none', 'right'],
  'top left': ['none', 'top left'],
  'top right': ['none', 'top right'],
  'bottom left': ['none', 'bottom left'],
  'bottom right': ['none', 'bottom right'],
}

interface PictureProperties {
  src: string
  mode: string
}

function createPicture(
  node: Pick<ElementNode<PictureProperties>, 'host' | 'properties' | 'owner' | 'emit'>,
  { assetURL }: PhoneServices,
) {
  const picture = document.createElement('img')
  picture.draggable = false
  picture.alt = ''
  picture.onload = () => node.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight })
  picture.onerror = () => node.emit('error', { errMsg: `GET ${node.properties.src} failed` })
  node.host.append(picture)
  const isNewSource = changeDetector()
  return {
    update() {
      const { src, mode } = node.properties
      const [fit, position] = FIT[mode] ?? ['fill']
      picture.style.objectFit = fit
      picture.style.objectPosition = position ?? ''
      reflect(node.host, 'mode', mode)
      if (!isNewSource(src)) return
      if (src === '') picture.removeAttribute('src')
      else picture.src = assetURL(src, node.owner())
    },
  }
}

export const image = defineElement({
  tag: 'image',
  properties: { src: '', mode: 'scaleToFill', lazyLoad: false, webp: false, showMenuByLongpress: false, fadeIn: false },
  create: (node, services) => createPicture(node, services),
})

export const coverImage = defineElement({
  tag: 'cover-image',
  properties: { src: '', mode: 'scaleToFill', referrerPolicy: '' },
  create: (node, services) => createPicture(node, services),
})
