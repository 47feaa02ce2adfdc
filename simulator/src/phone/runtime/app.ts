import type { PhoneHost } from '../host'

export interface LaunchOptions {
  path: string
  query: Record<string, string>
  scene: number
  referrerInfo: Record<string, never>
}

type Handler = (argument: unknown) => void
type AppEvent = 'show' | 'hide' | 'error' | 'unhandledRejection'

/** What `App({...})` made, its life cycle, and the listeners of `wx.onApp*` and `wx.onError`. */
export class AppInstance {
  private instance: Record<string, unknown> = {}
  private registered = false
  private readonly handlers: Record<AppEvent, Set<Handler>> = {
    show: new Set(),
    hide: new Set(),
    error: new Set(),
    unhandledRejection: new Set(),
  }

  constructor(
    readonly launchOptions: LaunchOptions,
    private readonly host: PhoneHost,
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
    this.handlers.error.forEach((handler) => handler(message))
  }

  rejected(reason: unknown): void {
    this.call('onUnhandledRejection', { reason })
    this.handlers.unhandledRejection.forEach((handler) => handler({ reason }))
  }

  private show(): void {
    this.call('onShow', this.launchOptions)
    this.handlers.show.forEach((handler) => handler(this.launchOptions))
  }

  private hide(): void {
    this.call('onHide')
    this.handlers.hide.forEach((handler) => handler({}))
  }

  private call(name: string, argument?: unknown): void {
    const method = this.instance[name]
    if (typeof method === 'function') (method as Handler).call(this.instance, argument)
  }
}
