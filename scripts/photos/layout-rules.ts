/// <reference lib="dom" />
/** What nobody may find on a call's screen, in whatever window: measured where it is drawn. */

import type { Frame } from 'playwright-core'

/** In each phone's frame. */
declare const phone: { evaluate(code: string): unknown }

/** The component has been told of its window, and has measured what it measures after that: what is asked is answered in order. */
const MEASURED = `new Promise((done) => {
  const ask = () => wx.createSelectorQuery().selectViewport().boundingClientRect().exec(() => wx.nextTick(done));
  wx.nextTick(() => wx.nextTick(ask));
})`

/**
 * Resolves when what a new window, or another language, brings about has been drawn.
 * @param held the phone's time stands still, and nothing can be measured
 */
export async function isDrawn(frame: Frame, held = false): Promise<void> {
  await frame.evaluate(
    async ([code, asks]) => {
      if (asks) await phone.evaluate(code)
      for (let left = 2; left > 0; left -= 1) await new Promise((done) => requestAnimationFrame(done))
    },
    [MEASURED, !held] as const,
  )
}

/**
 * Runs in a phone, which knows nothing of this module but this function.
 * @returns what is wrong with where things are, a line each
 */
export function layoutProblems(): string[] {
  interface Thing {
    name: string
    element: Element
    box: DOMRect
  }
  const problems: string[] = []
  const complain = (line: string): void => {
    if (!problems.includes(line)) problems.push(line)
  }
  const SCREEN = '[class*="call--full"], [class*="call--floating"], [class*="sheet__card"]'
  const BUTTON = '[role="button"], [aria-role="button"]'

  /* ---------------------------------------------------------------- what there is */

  /** What what scrolls, or cuts off what is too long, leaves of it; the window's edge is a matter of its own. */
  const visiblePart = (element: Element, box: DOMRect): DOMRect => {
    let { left, top, right, bottom } = box
    for (let parent: Element | null = element; parent && !parent.matches(SCREEN); parent = parent.parentElement) {
      if (getComputedStyle(parent).overflow === 'visible') continue
      const edge = parent.getBoundingClientRect()
      left = Math.max(left, edge.left)
      top = Math.max(top, edge.top)
      right = Math.min(right, edge.right)
      bottom = Math.min(bottom, edge.bottom)
    }
    return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
  }
  const all = (selector: string, root: ParentNode = document): Thing[] =>
    [...root.querySelectorAll(selector)]
      .map((element) => ({
        name: element.getAttribute('aria-label') || element.textContent.trim() || element.className,
        element,
        box: visiblePart(element, element.getBoundingClientRect()),
      }))
      .filter(
        ({ box, element }) => box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== 'hidden',
      )
  /** The letters themselves, not the boxes that they are in. */
  const textsIn = (root: Element): Thing[] => {
    const things: Thing[] = []
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement
      const name = node.textContent?.trim() ?? ''
      if (!element || name === '' || element.closest('wx-live-pusher, wx-live-player, .sim-note, style')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = visiblePart(element, range.getBoundingClientRect())
      if (box.width > 1 && box.height > 1) things.push({ name: `"${name}"`, element, box })
    }
    return things
  }
  const overlap = (a: DOMRect, b: DOMRect): boolean =>
    a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
  const isOneInTheOther = (a: Thing, b: Thing): boolean =>
    a.element.contains(b.element) || b.element.contains(a.element)

  /* ---------------------------------------------------------------- what the phone says */

  const info = phone.evaluate('wx.getWindowInfo()') as {
    screenTop: number
    safeArea: { left: number; right: number; bottom: number }
  }
  const capsule = phone.evaluate('wx.getMenuButtonBoundingClientRect()') as DOMRect
  const top = info.screenTop
  const safe = { left: info.safeArea.left, right: info.safeArea.right, bottom: info.safeArea.bottom - top }
  const menu = new DOMRect(capsule.left, capsule.top - top, capsule.width, capsule.height)

  /* ---------------------------------------------------------------- the rules */

  /** Nothing is outside, or where the phone has its own things. */
  const isInside = ({ name, box, element }: Thing): void => {
    const place = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')
    const isScrolledTo = element.closest('wx-scroll-view') !== null
    if (box.left < -0.5 || box.right > innerWidth + 0.5) complain(`${name} is outside: ${place}`)
    if (!isScrolledTo && (box.top < -0.5 || box.bottom > innerHeight + 0.5)) complain(`${name} is outside: ${place}`)
    if (box.left < safe.left - 0.5 || box.right > safe.right + 0.5)
      complain(`${name} is beside the safe area: ${place}`)
    if (!isScrolledTo && box.bottom > safe.bottom + 0.5) complain(`${name} is below the safe area: ${place}`)
    if (overlap(box, menu)) complain(`${name} is below WeChat's own buttons: ${place}`)
  }
  const isWhole = ({ name, element }: Thing): void => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element as HTMLElement
    const mayBeCut = /__name/.test(element.className)
    // a line is as high as it is set, whatever the letters need
    if (!mayBeCut && scrollWidth > clientWidth + 1 && clientWidth > 0) complain(`${name} is cut off`)
    const style = getComputedStyle(element)
    if (style.overflow !== 'visible' && scrollHeight > clientHeight + 6) complain(`${name} is cut off below`)
    if (/control__label/.test(element.className)) {
      const lines = Math.round(element.getBoundingClientRect().height / parseFloat(style.lineHeight))
      if (lines > 2) complain(`${name} takes ${lines} lines`)
    }
  }
  const areApart = (some: Thing[], others: Thing[], word: string): void => {
    for (const one of some) {
      for (const other of others) {
        if (one === other || isOneInTheOther(one, other) || !overlap(one.box, other.box)) continue
        complain(`${one.name} ${word} ${other.name}`)
      }
    }
  }

  const [card] = all('[class*="sheet__card"]')
  if (card) {
    isInside(card)
    const buttons = all(BUTTON, card.element)
    const texts = textsIn(card.element)
    for (const thing of [...buttons, ...texts]) {
      isWhole(thing)
      const isScrolledTo = thing.element.closest('wx-scroll-view') !== null
      const { box } = thing
      if (box.left < card.box.left - 0.5 || box.right > card.box.right + 0.5)
        complain(`${thing.name} is outside of its card`)
      if (!isScrolledTo && box.bottom > card.box.bottom + 0.5) complain(`${thing.name} is outside of its card`)
    }
    for (const button of buttons) if (button.box.height < 44) complain(`${button.name} is too small for a finger`)
    areApart(texts, texts, 'lies on')
    return problems
  }

  const [call] = all('[class*="call--full"], [class*="call--floating"]')
  if (!call) return ['there is no call']
  const buttons = all(BUTTON, call.element)
  const cells = all('[class*="cell--grid"]', call.element)
  const small = all('[class*="cell--pip"]', call.element)
  // with what says that it waits
  const faces = all('[class*="avatar__disc"], [class*="tile__waiting"]', call.element)
  const banners = all('[class*="banner"]', call.element).filter(({ element }) => /banner(?!__)/.test(element.className))
  const texts = textsIn(call.element)

  for (const button of buttons) {
    isInside(button)
    if (button.box.width < 44 || button.box.height < 44) complain(`${button.name} is too small for a finger`)
  }
  for (const text of texts) {
    isInside(text)
    isWhole(text)
  }
  for (const banner of banners) isInside(banner)
  for (const { element, name } of cells) {
    const box = element.getBoundingClientRect()
    if (box.left < -0.5 || box.right > innerWidth + 0.5) complain(`${name} is outside`)
    const shape = box.width / box.height
    if (shape < 0.5 || shape > 1.25) complain(`a picture of ${Math.round(box.width)} x ${Math.round(box.height)}`)
  }
  // the tile as a whole is a button
  if (/call--floating/.test(call.element.className)) return problems
  areApart(buttons, [...buttons, ...cells, ...small, ...faces], 'lies on')
  areApart(banners, [...buttons, ...small, ...faces], 'lies on')
  // what is written on a picture belongs to it, and a banner may lie on the names in a grid
  const inCells = texts.filter(({ element }) => element.closest('[class*="cell--grid"]'))
  const inBanners = texts.filter(({ element }) => element.closest('[class*="banner"]'))
  const elsewhere = texts.filter((text) => !inCells.includes(text) && !inBanners.includes(text))
  areApart(texts, [...buttons, ...small, ...faces], 'lies on')
  areApart(elsewhere, [...texts, ...banners, ...cells], 'lies on')
  areApart(inCells, inCells, 'lies on')
  areApart(faces, small, 'lies on')
  return problems
}
