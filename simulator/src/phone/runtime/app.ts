import type { PhoneHost } from '../host'

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  referrerInfo: Record<string, never>
}

type Handler = (argument: unknown) => void
type AppEvent = 'show' | 'hide' | 'error' | 'unhandledRejection' | 'windowResize'

/** What `App({...})` made, its life cycle, and the listeners of `wx.onApp*` and `wx.onError`. */
export class AppInstance {
  private instance: Record<string, unknown> = {}
  private registered = false
  private readonly handlers: Record<AppEvent, Set<Handler>> = {
    show: new Set(),
    hide: new Set(),
    error: new Set(),
    unhandledRejection: new Set(),
    windowResize: new Set(),
  }

  constructor(
    readonly launchOptions: LaunchOptions,
    private readonly host: PhoneHost,
    /** one of the mini program's functions threw */
    private readonly onThrown: (error: unknown) => void,
  ) {
    host.foreground.onChange((active) => (active ? this.show() : this.hide()))
  }

  /** The global `App`: WeChat launches the app right there. */
  readonly register = (definition: Record<string, unknown>): void => {
    if (this.registered) {
      this.host.log.warn('App() was called twice, the second call is ignored')
      return
    }
    this.registered = true
    this.instance = definition
    this.call('onLaunch', this.launchOptions)
    this.show()
  }

  readonly get = (): Record<string, unknown> => this.instance

  on(event: AppEvent, handler: Handler): void {
    this.handlers[event].add(handler)
  }

  /** Without a handler: all of that event. */
  off(event: AppEvent, handler?: Handler): void {
    if (handler) this.handlers[event].delete(handler)
    else this.handlers[event].clear()
  }

  /** Something threw and nobody caught it. */
  fail(message: string): void {
    this.call('onError', message)
    this.fire('error', message)
  }

  rejected(reason: unknown): void {
    this.call('onUnhandledRejection', { reason })
    this.fire('unhandledRejection', { reason })
  }

  windowResized(change: object): void {
    this.fire('windowResize', change)
  }

  private show(): void {
    this.call('onShow', this.launchOptions)
    this.fire('show', this.launchOptions)
  }

  private hide(): void {
    this.call('onHide')
    this.fire('hide', {})
  }

  private fire(event: AppEvent, argument: unknown): void {
    for (const handler of [...this.handlers[event]]) this.run(() => handler(argument))
  }

  private call(name: string, argument?: unknown): void {
    const method = this.instance[name]
    if (typeof method === 'function') this.run(() => (method as Handler).call(this.instance, argument))
  }

  private run(code: () => void): void {
    try {
      code()
    } catch (error) {
      this.onThrown(error)
    }
  }
}
