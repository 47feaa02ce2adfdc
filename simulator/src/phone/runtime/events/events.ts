import type * as glassEasel from 'glass-easel'
import { descriptorOf } from './wxs-events'

/** The event object that a mini program's handlers get. */
export interface PlainEvent {
  type: string
  timeStamp: number
  detail: unknown
  mark: Record<string, unknown>
  target: EventNode
  currentTarget: EventNode
  touches?: TouchPoint[]
  changedTouches?: TouchPoint[]
}

interface EventNode {
  id: string
  dataset: Record<string, unknown>
  offsetLeft: number
  offsetTop: number
}

export interface TouchPoint {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
}

/** What gestures add to an event. */
export interface TouchFields {
  touches: TouchPoint[]
  changedTouches: TouchPoint[]
}

type FrameworkEvent = glassEasel.ShadowedEvent<unknown>

/** A handler's `this` and targets are either elements or what stands for a component towards its owner. */
interface Target {
  _$?: glassEasel.Element
  id?: string
  dataset?: Record<string, unknown> | null
  getBackendElement?: () => unknown
}

/** glass-easel says so of a value that comes out of a WXS file, or out of WXS inside of WXML. */
const FROM_SCRIPT: readonly unknown[] = [1, 2]

/**
 * Hands a framework event to a mini program's handler as plain data: to a method of the page or component, or to a
 * function of a WXS module. What the handler returns means nothing.
 *
 * @param origin how the template got at the handler, when it is not a name
 */
export function callHandler(
  caller: unknown,
  event: FrameworkEvent,
  handler: (event: never) => unknown,
  origin?: readonly unknown[] | null,
): void {
  if (origin && FROM_SCRIPT.includes(origin[0])) {
    callScript(event, handler as unknown as (event: object, owner: object) => unknown)
  } else {
    ;(handler as (this: unknown, event: PlainEvent) => unknown).call(caller, toPlainEvent(event))
  }
}

function callScript(event: FrameworkEvent, handler: (event: object, owner: object) => unknown): void {
  const target = event.currentTarget as unknown as Target & glassEasel.Element
  const element = target._$ ?? target
  const owner = element.ownerShadowRoot?.getHostNode()
  if (owner) handler({ ...toPlainEvent(event), instance: descriptorOf(element) }, descriptorOf(owner))
}

function toPlainEvent(event: FrameworkEvent): PlainEvent {
  const { touches, changedTouches } = (event.extraFields ?? {}) as Partial<TouchFields>
  return {
    type: event.type,
    timeStamp: event.timeStamp,
    detail: event.detail,
    mark: event.mark ?? {},
    target: toEventNode(event.target),
    currentTarget: toEventNode(event.currentTarget),
    ...(touches && { touches }),
    ...(changedTouches && { changedTouches }),
  }
}

function toEventNode(target: Target): EventNode {
  const node = target._$ ?? target
  const element = node.getBackendElement?.() as Partial<HTMLElement> | null | undefined
  return {
    id: target.id ?? '',
    dataset: copy(target.dataset ?? {}),
    offsetLeft: element?.offsetLeft ?? 0,
    offsetTop: element?.offsetTop ?? 0,
  }
}

/** Handlers may keep and change what they get. */
function copy(dataset: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(dataset)) as Record<string, unknown>
}
