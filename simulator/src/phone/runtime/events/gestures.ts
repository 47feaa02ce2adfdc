import * as glassEasel from 'glass-easel'
import type { TouchFields, TouchPoint } from './events'

/** A finger that moved further is no tap. CSS pixels. */
const TAP_RADIUS = 10
const LONG_PRESS_MS = 350
/** How long an element keeps its `hover-class` after the finger is gone. */
const HOVER_STAY_MS = 70
/** DOM events that mini programs know by the same name. */
const SHARED_EVENTS = ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const

interface Press {
  target: Element
  start: TouchPoint
  last: TouchPoint
  moved: boolean
  longPress: number
  endHover: () => void
}

/** Elements that listen to `longpress`; a long press of them is no tap. */
export type LongPressListeners = WeakSet<glassEasel.Element>

/**
 * Turns the mouse, pens and fingers into the events of a touch screen: touchstart, touchmove, touchend, touchcancel,
 * tap, longpress.
 */
export class Gestures {
  private readonly presses = new Map<number, Press>()

  constructor(private readonly longPressListeners: LongPressListeners) {
    const on = <K extends keyof DocumentEventMap>(type: K, handler: (event: DocumentEventMap[K]) => void): void =>
      document.addEventListener(type, handler, { capture: true })
    on('pointerdown', (event) => this.press(event))
    on('pointermove', (event) => this.move(event))
    on('pointerup', (event) => this.release(event))
    on('pointercancel', (event) => this.cancel(event))
    on('keydown', (event) => pressByKeyboard(event))
    // clicks without a finger: the keyboard's and those that scripts make
    on('click', (event) => {
      if (event.detail === 0 && event.target instanceof Element) tap(event.target, pointOf(event))
    })
    for (const type of SHARED_EVENTS) on(type, (event) => dispatch(event.target, type, {}))
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || !(event.target instanceof Element)) return
    const start = pointOf(event)
    const press: Press = {
      target: event.target,
      start,
      last: start,
      moved: false,
      longPress: window.setTimeout(() => this.holdLong(press), LONG_PRESS_MS),
      endHover: startHover(event.target),
    }
    this.presses.set(event.pointerId, press)
    this.send('touchstart', press)
  }

  private move(event: PointerEvent): void {
    const press = this.presses.get(event.pointerId)
    if (!press) return
    press.last = pointOf(event)
    if (!press.moved && distance(press.start, press.last) > TAP_RADIUS) this.startMoving(press, event.pointerId)
    this.send('touchmove', press)
  }

  private startMoving(press: Press, pointerId: number): void {
    press.moved = true
    clearTimeout(press.longPress)
    press.endHover()
    // a finger stays with the element it came down on, also outside the screen; text stays selectable
    const { target } = press
    if (target.isConnected && !target.matches('input, textarea')) target.setPointerCapture(pointerId)
  }

  private release(event: PointerEvent): void {
    const press = this.end(event.pointerId)
    if (!press) return
    press.last = pointOf(event)
    this.send('touchend', press)
    if (!press.moved && press.longPress !== HELD) tap(press.target, press.last)
  }

  private cancel(event: PointerEvent): void {
    const press = this.end(event.pointerId)
    if (press) this.send('touchcancel', press)
  }

  private end(pointerId: number): Press | undefined {
    const press = this.presses.get(pointerId)
    if (!press) return undefined
    this.presses.delete(pointerId)
    clearTimeout(press.longPress)
    press.endHover()
    return press
  }

  private holdLong(press: Press): void {
    if (this.isListenedTo(press.target)) press.longPress = HELD
    const detail = { x: press.last.pageX, y: press.last.pageY }
    dispatch(press.target, 'longpress', detail, this.touchFields(press))
    dispatch(press.target, 'longtap', detail, this.touchFields(press))
  }

  private isListenedTo(target: Element): boolean {
    for (let node: Node | null = target; node; node = node.parentNode) {
      const element = frameworkElement(node)
      if (element && this.longPressListeners.has(element)) return true
    }
    return false
  }

  private send(type: string, press: Press): void {
    dispatch(press.target, type, { x: press.last.pageX, y: press.last.pageY }, this.touchFields(press))
  }

  private touchFields(press: Press): TouchFields {
    return { touches: [...this.presses.values()].map(({ last }) => last), changedTouches: [press.last] }
  }
}

/** Instead of a timer: the long press has happened and was somebody's. */
const HELD = -1

function tap(target: Element, point: TouchPoint): void {
  if (target.closest('wx-button[disabled]')) return
  dispatch(target, 'tap', { x: point.pageX, y: point.pageY }, { touches: [point], changedTouches: [point] })
}

function pressByKeyboard(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement) || !event.target.matches('wx-button, [role="button"]')) return
  if (event.key !== 'Enter' && event.key !== ' ') return
  event.preventDefault()
  event.target.click()
}

function dispatch(target: EventTarget | null, type: string, detail: object, fields?: TouchFields): void {
  const element = target instanceof Node ? nearestElement(target) : null
  if (!element) return
  const extraFields = fields ? { extraFields: { ...fields } } : {}
  glassEasel.Event.triggerEvent(element, type, detail, {
    bubbles: true,
    composed: true,
    capturePhase: true,
    ...extraFields,
  })
}

/** Gives every element around the finger its `hover-class`; the result takes it away again. */
function startHover(target: Element): () => void {
  const ends: (() => void)[] = []
  for (let node = target.closest('[hover-class]'); node; node = node.parentElement?.closest('[hover-class]') ?? null) {
    const element = frameworkElement(node)
    const name = node.getAttribute('hover-class') ?? 'none'
    if (element && name !== 'none' && !node.hasAttribute('disabled')) ends.push(holdHover(element, name))
  }
  return () => ends.splice(0).forEach((end) => end())
}

/** How often an element is held: the end of one press must not end the next one. */
const holds = new WeakMap<glassEasel.Element, number>()

function holdHover(element: glassEasel.Element, name: string): () => void {
  const count = (change: number): number => {
    const held = (holds.get(element) ?? 0) + change
    holds.set(element, held)
    return held
  }
  if (count(1) === 1) element.toggleNodeClass(name, true, HOVER_SEGMENT)
  const release = () => {
    if (count(-1) === 0) element.toggleNodeClass(name, false, HOVER_SEGMENT)
  }
  return () => void setTimeout(release, HOVER_STAY_MS)
}

/** glass-easel's TEMP_EXTRA: apart from the classes that the template writes. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- a const enum in a declaration file has no value to import
const HOVER_SEGMENT: glassEasel.StyleSegmentIndex = 3

function nearestElement(node: Node): glassEasel.Element | null {
  for (let current: Node | null = node; current; current = current.parentNode) {
    const element = frameworkElement(current)
    if (element) return element
  }
  return null
}

function frameworkElement(node: Node): glassEasel.Element | null {
  return (node as { __wxElement?: glassEasel.Element }).__wxElement ?? null
}

function pointOf(event: MouseEvent): TouchPoint {
  const { clientX, clientY } = event
  const identifier = event instanceof PointerEvent ? event.pointerId : 0
  const page = event.target instanceof Element ? event.target.closest('.sim-page') : null
  return { identifier, clientX, clientY, pageX: clientX, pageY: clientY + (page?.scrollTop ?? 0) }
}

function distance(a: TouchPoint, b: TouchPoint): number {
  return Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY)
}
