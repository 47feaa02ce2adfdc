import * as glassEasel from 'glass-easel'
import type { CodeSpace } from 'glass-easel-miniprogram-adapter'
import type { PhoneLog } from '../values/log'
import { inspectSetData, SET_DATA_LIMIT } from './set-data'

/** `this` in a page's or component's methods. */
interface Caller {
  _$: glassEasel.GeneralComponent
}

/** @param found Skyline gives it later */
type TabBarFor = (component: glassEasel.GeneralComponent, found?: (bar: object) => void) => object | undefined

/**
 * Adds to every page and component what glass-easel leaves to its host: `ready`, a setData that is watched, and the way
 * to the tab bar that the mini program draws.
 */
export function adaptInstances(codeSpace: CodeSpace, log: PhoneLog, tabBarFor: TabBarFor): void {
  const whenReady = new ReadyQueue()
  const behaviour = codeSpace.getComponentSpace().defineBehavior({
    lifetimes: {
      created(this: Caller) {
        const host = this._$.getBackendElement() as unknown as HTMLElement | null
        host?.setAttribute('is', this._$.is)
      },
      attached(this: Caller) {
        whenReady.add(this._$)
      },
    },
    methods: {
      getTabBar(this: Caller, found?: (bar: object) => void) {
        return tabBarFor(this._$, found)
      },
      setData(this: Caller, patch: Record<string, unknown>, callback?: () => void) {
        const accepted = watchSetData(this._$.is, patch, log)
        if (accepted) this._$.setData(accepted)
        if (callback)
          glassEasel.triggerRender(this._$, () =>
            glassEasel.safeCallback('setData callback', callback, this, [], this._$),
          )
      },
    },
  })
  codeSpace.setOverallBehavior(behaviour)
}

/** Logs the patch and returns what a phone would take of it, null when it would refuse. */
function watchSetData(component: string, patch: unknown, log: PhoneLog): Record<string, unknown> | null {
  if (typeof patch !== 'object' || patch === null) {
    log.error(`${component}: setData needs an object, got ${String(patch)}`)
    return null
  }
  const { bytes, losses } = inspectSetData(patch)
  log.setData(component, bytes, Object.keys(patch))
  for (const loss of losses) log.warn(`${component}: setData ${loss}`)
  if (bytes > SET_DATA_LIMIT) {
    log.error(`${component}: setData of ${bytes} bytes refused, the limit is ${SET_DATA_LIMIT}`)
    return null
  }
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
}

/** Fires `ready` once the code that attached the components is done, in the order in which they were attached. */
class ReadyQueue {
  private waiting: glassEasel.GeneralComponent[] = []

  add(component: glassEasel.GeneralComponent): void {
    if (this.waiting.length === 0) setTimeout(() => this.flush())
    this.waiting.push(component)
  }

  private flush(): void {
    const components = this.waiting
    this.waiting = []
    for (const component of components) {
      if (glassEasel.Element.isAttached(component)) component.triggerLifetime('ready', [])
    }
  }
}
