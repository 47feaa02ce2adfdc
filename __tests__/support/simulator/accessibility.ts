/**
 * Measures what is on a phone's screen: how large the targets of a finger are, whether a screen reader finds a name, and
 * whether texts and icons stand out.
 *
 * Contrast is taken from the screen as it is drawn: texts and icons are made invisible, and the colours that are left in
 * their place are read from a screenshot; the worst place counts. Pictures (cameras, avatars) are white meanwhile, the
 * worst wall to read white text on, so a text over a picture passes only by the shade that the component lays there;
 * text shadows don't count.
 */
import type { Page } from 'playwright-core'
import type { DeskPhone } from './desk/phone'

/** CSS pixels of the phone, in each direction. */
const LEAST_TARGET = 44

/** Something readable, and where it is in the phone. */
interface Ink {
  what: string
  /** least contrast: 4.5, or 3 for large text and icons */
  least: number
  /** red, green, blue 0-255, alpha 0-1 */
  color: number[]
  points: { x: number; y: number }[]
}

interface Sight {
  problems: string[]
  inks: Ink[]
  /** of the phone's window */
  width: number
  targets: number
}

export interface Audit {
  /** one line each; none: all is well */
  problems: string[]
  /** how much was measured, so that an empty screen is noticed */
  targets: number
  inks: number
}

/** Everything that is visible without scrolling. */
export async function audit(desk: Page, phone: DeskPhone): Promise<Audit> {
  await phone.frame.locator('[class*="--pressed"]').first().waitFor({ state: 'detached' })
  let { sight, faint } = await readContrasts(desk, phone)
  // a photograph may come before Chromium has drawn what scrolls: what is faint is so in two of them, one after the other
  for (let before = ''; faint.length > 0 && faint.join() !== before;) {
    before = faint.join()
    ;({ sight, faint } = await readContrasts(desk, phone))
  }
  return { problems: sight.problems.concat(faint), targets: sight.targets, inks: sight.inks.length }
}

/** What stands out too little, one line each. */
async function readContrasts(desk: Page, phone: DeskPhone): Promise<{ sight: Sight; faint: string[] }> {
  const { sight, screen } = await photograph(desk, phone)
  const backgrounds = await desk.evaluate(readColors, {
    png: screen.toString('base64'),
    width: sight.width,
    points: sight.inks.map((ink) => ink.points),
  })
  const faint = sight.inks.flatMap((ink, index) => {
    const contrasts = (backgrounds[index] ?? []).map((background) => contrast(blend(ink.color, background), background))
    const worst = Math.min(...contrasts)
    return worst >= ink.least ? [] : [`contrast ${worst.toFixed(2)} below ${ink.least}: ${ink.what}`]
  })
  return { sight, faint }
}

/** More photographs than this, and the screen never comes to rest. */
const MOST_PHOTOGRAPHS = 20

/** A photograph, and what was measured both before and after it: a screen that changed meanwhile is looked at again. */
async function photograph(desk: Page, phone: DeskPhone): Promise<{ sight: Sight; screen: Buffer }> {
  const measure = () => phone.frame.evaluate(look, LEAST_TARGET)
  const restore = () => phone.frame.evaluate(() => document.querySelector('#audit')?.remove())
  for (let count = 0; count < MOST_PHOTOGRAPHS; count += 1) {
    const sight = await measure()
    const screen = await desk.locator(`iframe[name="${phone.name}"]`).screenshot()
    await restore()
    const after = await measure()
    await restore()
    if (isSameSight(sight, after)) return { sight, screen }
  }
  throw new Error(`the screen of ${phone.name} does not come to rest`)
}

/** The same texts and icons in the same places. The timer runs on: digits may differ, and are not equally wide. */
function isSameSight(one: Sight, other: Sight): boolean {
  const nameOf = ({ what }: Ink): string => what.replace(/\d+/g, '0')
  return (
    one.inks.length === other.inks.length &&
    one.inks.every((ink, index) => {
      const twin = other.inks[index]
      return (
        twin !== undefined &&
        nameOf(ink) === nameOf(twin) &&
        ink.points.length === twin.points.length &&
        ink.points.every(({ x, y }, at) => {
          const point = twin.points[at]
          return point !== undefined && Math.abs(x - point.x) < 4 && Math.abs(y - point.y) < 1
        })
      )
    })
  )
}

/** Red, green and blue (0-255) of one place on a phone's screen, CSS pixels. */
export async function colorAt(desk: Page, phone: string, point: { x: number; y: number }): Promise<number[]> {
  const frame = desk.locator(`iframe[name="${phone}"]`)
  const screen = await frame.screenshot()
  const width = await frame.evaluate((node: HTMLIFrameElement) => node.contentWindow?.innerWidth ?? 0)
  const [colors] = await desk.evaluate(readColors, { png: screen.toString('base64'), width, points: [[point]] })
  return colors?.[0]?.slice(0, 3) ?? []
}

/** Runs in the phone; leaves the screen without texts and icons, and pictures white. */
function look(leastTarget: number): Sight {
  const problems: string[] = []
  const inks: Ink[] = []
  const window_ = { width: innerWidth, height: innerHeight }
  const nameOf = (element: Element): string =>
    (element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim()
  const describe = (element: Element): string =>
    `${element.id ? `#${element.id} ` : ''}.${element.className} "${nameOf(element).slice(0, 30)}"`
  const alphaOf = (color: string): number => {
    const parts = color.match(/[\d.]+/g) ?? []
    return parts.length > 3 ? Number(parts[3]) : 1
  }

  const style = document.createElement('style')
  style.id = 'audit'
  style.textContent = '* { pointer-events: auto !important; transition: none !important; animation: none !important }'
  document.head.append(style)

  /** Nothing opaque lies above it there. */
  const isOnTop = (element: Element, x: number, y: number): boolean => {
    for (const other of document.elementsFromPoint(x, y)) {
      if (other === element || element.contains(other) || other.contains(element)) return true
      if (alphaOf(getComputedStyle(other).backgroundColor) >= 0.5) return false
    }
    return false
  }
  const isSeen = (element: Element, box: DOMRect): boolean => {
    const x = box.left + box.width / 2
    const y = box.top + box.height / 2
    if (box.width < 2 || box.height < 2 || x < 0 || box.top < 0 || x > window_.width) return false
    if (box.bottom > window_.height) return false
    for (let one: Element | null = element; one; one = one.parentElement) {
      const { opacity, visibility } = getComputedStyle(one)
      if (opacity === '0' || visibility === 'hidden') return false
    }
    return isOnTop(element, x, y)
  }
  const isDisabled = (element: Element): boolean =>
    element.closest('[aria-disabled="true"], [disabled], [class*="--disabled"]') !== null

  /* what a finger aims at */
  const roles = ['button', 'checkbox', 'radio', 'switch', 'tab', 'link'].map((role) => `[role="${role}"]`)
  const tags = ['wx-button', 'wx-input', 'wx-navigator', 'wx-switch']
  const targets = Array.from(document.querySelectorAll(roles.concat(tags).join(',')))
    .map((element) => element.closest('wx-label') ?? element.closest(tags.join(',')) ?? element)
    .filter((element, index, all) => all.indexOf(element) === index)
    .filter((element) => isSeen(element, element.getBoundingClientRect()))
  for (const target of targets) {
    const { width, height } = target.getBoundingClientRect()
    if (width < leastTarget - 0.5 || height < leastTarget - 0.5) {
      problems.push(`target ${Math.round(width)} x ${Math.round(height)}: ${describe(target)}`)
    }
    const inner = target.querySelector('[aria-label]') ?? target
    if (nameOf(target) === '' && nameOf(inner) === '') problems.push(`no name: ${describe(target)}`)
  }

  /* what an eye reads */
  const add = (element: Element, box: DOMRect, what: string, isLarge: boolean, part?: string): void => {
    if (!isSeen(element, box) || isDisabled(element)) return
    const style = getComputedStyle(element, part)
    const color = (style.color.match(/[\d.]+/g) ?? []).map(Number)
    let alpha = color[3] ?? 1
    for (let one: Element | null = element; one; one = one.parentElement) alpha *= Number(getComputedStyle(one).opacity)
    const points: Ink['points'] = []
    for (const right of [0.1, 0.5, 0.9]) {
      for (const down of [0.25, 0.5, 0.75]) {
        const x = box.left + right * box.width
        const y = box.top + down * box.height
        if (x > 0 && y > 0 && x < window_.width && y < window_.height) points.push({ x, y })
      }
    }
    inks.push({ what, least: isLarge ? 3 : 4.5, color: [color[0] ?? 0, color[1] ?? 0, color[2] ?? 0, alpha], points })
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement
    if (!element || (node.textContent ?? '').trim() === '' || element.closest('style, script')) continue
    const { fontSize, fontWeight } = getComputedStyle(element)
    const size = parseFloat(fontSize)
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) {
      add(
        element,
        box,
        `"${(node.textContent ?? '').trim()}" in .${element.className}`,
        size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700),
      )
    }
  }
  for (const field of document.querySelectorAll<HTMLInputElement>('wx-input > input')) {
    const [text, part] = field.value === '' ? [field.placeholder, '::placeholder'] : [field.value]
    if (text !== '') add(field, field.getBoundingClientRect(), `"${text}" in a field`, false, part)
  }
  for (const icon of document.querySelectorAll('[class*="icon--"]')) {
    add(icon, icon.getBoundingClientRect(), `.${icon.className}`, true)
  }

  style.textContent +=
    '* { -webkit-text-fill-color: transparent !important; text-shadow: none !important }' +
    '[class*="icon--"] { visibility: hidden !important }' +
    'wx-live-player *, wx-live-pusher *, wx-image * { visibility: hidden !important }' +
    'wx-live-player, wx-live-pusher, wx-image { background: #fff !important }'
  return { problems, inks, width: window_.width, targets: targets.length }
}

/** Runs in the desk, whose page can decode pictures. */
async function readColors({ png, width, points }: { png: string; width: number; points: Ink['points'][] }) {
  const bytes = Uint8Array.from(atob(png), (character) => character.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  context.drawImage(picture, 0, 0)
  const scale = picture.width / width
  return points.map((list) => list.map(({ x, y }) => Array.from(context.getImageData(x * scale, y * scale, 1, 1).data)))
}

function blend([red = 0, green = 0, blue = 0, alpha = 1]: number[], background: number[]): number[] {
  return [red, green, blue].map((value, index) => value * alpha + (background[index] ?? 0) * (1 - alpha))
}

/** WCAG 2.2, 1.4.3. */
function contrast(one: number[], other: number[]): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
