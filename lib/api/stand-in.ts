/** Instances that reach over to another copy of the package, which owns the Chat instance (copies.ts). */
import { NO_CALL } from '../engine/public-state'
import type { CallingOptions } from '../engine/engine'
import { CallingError } from '../foundation/errors'
import { EVENT } from '../foundation/types'
import type { CallingErrorShape } from '../foundation/errors'
import { reactive, readonly } from '../reactive/reactive'
import { attempt } from '../reactive/scheduler'
import { snapshotSince } from '../reactive/snapshot'
import type { Shown } from '../reactive/snapshot'
import { batch, follow } from '../reactive/tracking'
import type { CallingView } from './claim'
import { differs } from './copies'
import type { Copy, Made, Seen } from './copies'
import { DEFAULT_LOOK } from './look'

type Method = (...args: unknown[]) => unknown

/** What a copy shows of a view to the others: all but its methods, and the stack, which tells nobody of its changes. */
type ShownName = {
  [K in keyof CallingView]: CallingView[K] extends (...args: never[]) => void ? never : Exclude<K, 'isOnStack'>
}[keyof CallingView]

const SHOWN: Record<ShownName, true> = {
  isFront: true,
  holdsTags: true,
  isAlone: true,
  minimized: true,
  inSmallWindow: true,
  look: true,
}

interface Instance {
  readonly state: object
  readonly view: CallingView
}

/** The owner's side: tells what is to be seen of `calling`, at once and after each change. */
export function show(calling: Instance, tell: (seen: Seen) => void): Made {
  const shown: Shown = {}
  const forget = follow(() => {
    const view: Record<string, unknown> = {}
    for (const name of Object.keys(SHOWN) as ShownName[]) view[name] = calling.view[name]
    const seen = (shown['seen'] = snapshotSince(shown, 'seen', { state: calling.state, view }))
    // made of the two above
    return () => attempt(() => tell(seen as unknown as Seen))
  })
  return { calling, forget }
}

/**
 * The other side: an instance of the class of `prototype` whose methods are those of an instance of `owner`. Its state is
 * a reactive one of this copy: what is reactive is so within the modules of one copy alone.
 */
export function standIn<T extends object>(prototype: T, owner: Copy, options: CallingOptions): T {
  const state = reactive({ ...NO_CALL })
  const view = reactive<CallingView>({
    isFront: false,
    holdsTags: false,
    isAlone: false,
    minimized: false,
    inSmallWindow: false,
    look: { ...DEFAULT_LOOK },
    get isOnStack() {
      return there.view.isOnStack
    },
    setLook: (look) => there.view.setLook(look),
    pageChanged: (visible) => there.view.pageChanged(visible),
    setSmallWindow: (on) => there.view.setSmallWindow(on),
    setPageOrientation: (orientation) => there.view.setPageOrientation(orientation),
    grow: () => there.view.grow(),
    shrink: () => there.view.shrink(),
  })
  const tell = (seen: Seen): void =>
    batch(() => {
      adopt(state, seen.state)
      adopt(view, seen.view)
    })
  const made = guarded(() => owner.create({ ...options, tim: owner.chat }, tell))
  const there = made.calling as Instance & Record<string, Method | undefined>
  const self = Object.create(prototype) as Record<string, Method>
  const define = (name: string, value: unknown): object => Object.defineProperty(self, name, { value, writable: true })
  for (const name of Object.getOwnPropertyNames(prototype)) {
    // what is no method is defined below
    if (name === 'constructor') continue
    define(name, (...args: unknown[]) =>
      guarded(() => {
        const method = there[name]
        if (!method) throw differs(owner.version)
        const result = method.apply(there, args)
        if (name === 'destroy') {
          made.forget()
          tell({ state: NO_CALL, view: { isFront: false, holdsTags: false } })
        }
        return result
      }),
    )
  }
  define('EVENT', EVENT)
  define('state', readonly(state))
  define('view', readonly(view))
  // each method and field of the class is there
  return self as unknown as T
}

/** Takes over what this copy knows of; what an older one does not tell stays as it is. */
function adopt(target: object, told: object): void {
  const source = told as Record<string, unknown>
  for (const name of Object.keys(target)) if (name in source) Object.assign(target, { [name]: source[name] })
}

/** Errors are those of this copy's class. */
function guarded<T>(run: () => T): T {
  let result: T
  try {
    result = run()
  } catch (error) {
    throw ownError(error)
  }
  if (!(result instanceof Promise)) return result
  const promise = result.catch((error: unknown) => {
    throw ownError(error)
  })
  // without a handler a rejection is silent, as those of the class are
  promise.catch(() => undefined)
  return promise as unknown as T
}

function ownError(error: unknown): unknown {
  const { reason, message = '', sdkCode } = Object(error) as Partial<CallingErrorShape> & { sdkCode?: number }
  return reason ? new CallingError(reason, message, sdkCode) : error
}
