import type { ComponentSpace } from 'glass-easel'
import type { PhoneServices } from '../services'
import { button, navigator } from './forms/button'
import { checkbox, checkboxGroup, radio, radioGroup, switchElement } from './forms/choices'
import { registerElement } from './base/define'
import { form, label } from './forms/forms'
import { coverImage, image } from './image'
import { input, textarea } from './forms/input'
import { livePlayer, livePusher } from './live'
import { movableArea, movableView } from './movable'
import { picker } from './forms/picker'
import { richText } from './rich-text'
import { scrollView } from './scroll-view'
import { icon, progress, slider } from './forms/slider'
import { swiper, swiperItem } from './swiper'

/** These need nothing but a DOM node and their style. */
const PLAIN_TAGS = [
  'view',
  'text',
  'cover-view',
  'page-meta',
  'navigation-bar',
  'match-media',
  'root-portal',
  'page-container',
]

export function registerElements(space: ComponentSpace, services: PhoneServices): void {
  for (const tag of PLAIN_TAGS) space.setGlobalUsingComponent(tag, tag)
  registerElement(button, space, services)
  registerElement(checkbox, space, services)
  registerElement(checkboxGroup, space, services)
  registerElement(coverImage, space, services)
  registerElement(form, space, services)
  registerElement(icon, space, services)
  registerElement(image, space, services)
  registerElement(input, space, services)
  registerElement(label, space, services)
  registerElement(livePlayer, space, services)
  registerElement(livePusher, space, services)
  registerElement(movableArea, space, services)
  registerElement(movableView, space, services)
  registerElement(navigator, space, services)
  registerElement(picker, space, services)
  registerElement(progress, space, services)
  registerElement(radio, space, services)
  registerElement(radioGroup, space, services)
  registerElement(richText, space, services)
  registerElement(scrollView, space, services)
  registerElement(slider, space, services)
  registerElement(swiper, space, services)
  registerElement(swiperItem, space, services)
  registerElement(switchElement, space, services)
  registerElement(textarea, space, services)
}
