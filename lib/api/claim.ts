/** One part in an account of this app: what an instance of the class, or a component, has of it for itself. */
import type { CallingOptions } from '../engine/engine'
import { NO_CALL } from '../engine/public-state'
import type { CallingState } from '../foundation/calling-state'
import { CallingError, destroyed, notSignedIn } from '../foundation/errors'
import type { VideoOrientation } from '../foundation/ports'
import { reactive, readonly } from '../reactive/reactive'
import { CALL_PAGE, pageStack, topPage } from './call-page'
import { DEFAULT_LOOK } from './look'
import type { Look } from './look'
import { setApp } from './session'
import type { Claimant, Session } from './session'

/** An instance among the views of its account. One of them shows the call, and one holds its live tags; both may change. */
export interface CallingView {
  /** this one shows the call: it is on the visible page, or is the next best. Reactive */
  readonly isFront: boolean
  /** `state.pusher` and `state.players` are here. Reactive */
  readonly holdsTags: boolean
  /** no other page could take the call from the one of this UI. Reactive */
  readonly isAlone: boolean
  /** the call is a tile, on every page. Reactive */
  readonly minimized: boolean
  /** WeChat's own small window shows the call, on every page and above WeChat. Reactive */
  readonly inSmallWindow: boolean
  /** the page of this UI is in the stack; one that the user has left for the small window may not be */
  readonly isOnStack: boolean
  /** what all components of the account look and sound like. Reactive */
  readonly look: Readonly<Look>
  /** Changes that, on every page. */
  setLook(look: Partial<Look>): void
  /** The page that this UI is on was shown, or hidden; only with the option `onPage`. */
  pageChanged(visible: boolean): void
  /** The live tags are here, and WeChat's small window has opened, or closed. */
  setSmallWindow(on: boolean): void
  /** The live tags are here, and their page is held so: that is how the own picture is pushed. */
  setPageOrientation(orientation: VideoOrientation): void
  /** The call fills the screen: its page comes back, or its live tags come here. */
  grow(): void
  /** The call becomes a tile; the call page goes. */
  shrink(): void
}

/** What the app's own claim brings along. */
export interface AppOptions extends Partial<Look> {
  /**
   * `true`: the page that the package brings shows a call that no page can show; app.json lists it under "pages",
   * `miniprogram_npm/trtc-calling-miniprogram/pages/call/call`. A string: its path where that is another one, in a subpackage
   */
  callPage?: boolean | string
}

export class Claim implements CallingView, Claimant {
  readonly state: Readonly<CallingState>
  /** the page or component with the live tags */
  readonly context: unknown
  /** it is on a page, and tells when that is shown and hidden */
  readonly isView: boolean
  /** made by `startCalling` */
  readonly isApp: boolean
  /** `login` was called, and `logout` was not */
  signedIn = false
  destroyed = false
  /** its page, as the stack has it */
  entry: object | undefined
  isUnderTabBar = false
  private visible = true
  private readonly own = reactive({ deaf: false })

  constructor(
    private readonly options: CallingOptions & AppOptions,
    readonly session: Session,
  ) {
    this.context = options.context
    this.isView = options.onPage === true
    this.isApp = options.isApp === true
    this.entry = this.isView ? topPage() : undefined
    const source: object = {}
    Object.keys(NO_CALL).forEach((name) => {
      const get = (): unknown => this.read(name as keyof CallingState)
      Object.defineProperty(source, name, { enumerable: true, get })
    })
    // each field of the state is there
    this.state = readonly(reactive(source)) as Readonly<CallingState>
    this.lookForTabBar()
    session.add(this)
    if (this.isApp) this.lead()
  }

  /** It has let go of the account: it hears nothing, and has no call. */
  get deaf(): boolean {
    return this.own.deaf
  }

  get isFront(): boolean {
    return this.session.places.front === this
  }

  get holdsTags(): boolean {
    return this.session.places.holder === this
  }

  get isAlone(): boolean {
    return this.session.places.alone
  }

  get minimized(): boolean {
    return this.session.places.minimized
  }

  get inSmallWindow(): boolean {
    return this.session.places.inSmallWindow
  }

  get isOnStack(): boolean {
    return pageStack().some((page) => page === this.entry)
  }

  get look(): Readonly<Look> {
    return this.session.look
  }

  setLook(look: Partial<Look>): void {
    const names = Object.keys(DEFAULT_LOOK) as (keyof Look)[]
    for (const name of names) if (look[name] !== undefined) Object.assign(this.session.look, { [name]: look[name] })
  }

  setSmallWindow(on: boolean): void {
    this.session.setSmallWindow(this, on)
  }

  setPageOrientation(orientation: VideoOrientation): void {
    if (this.holdsTags) this.session.engine.media.setPageOrientation(orientation)
  }

  grow(): void {
    this.session.grow(this)
  }

  shrink(): void {
    this.session.shrink()
  }

  /** Begins or answers a call. */
  act(): void {
    this.session.actor = this
  }

  get isOnTop(): boolean {
    const top = topPage()
    return top ? top === this.entry : this.visible
  }

  pageChanged(visible: boolean): void {
    this.visible = visible
    if (visible) {
      this.entry = topPage()
      this.lookForTabBar()
    }
    this.session.pagesMoved(visible ? this : undefined)
  }

  login(userSig?: string, expiresAt?: number): Promise<void> {
    const { session, options } = this
    const { account } = session.engine
    this.signedIn = true
    if (this.own.deaf) {
      this.own.deaf = false
      session.pagesMoved()
    }
    account.useSource(options.renewUserSig)
    const brings = options !== session.options && account.status !== 'ready' && !!options.userSig
    return brings && userSig === undefined
      ? account.login(options.userSig, options.expiresAt)
      : account.login(userSig, expiresAt)
  }

  /** @throws CallingError NOT_LOGGED_IN and what the account refuses with */
  needsSession(): void {
    const { account } = this.session.engine
    if (account.status !== 'ready') throw account.refusal()
    if (this.own.deaf) throw notSignedIn()
  }

  /** Ends its call and signs the account out, unless others hold on to it: then it lets go alone. */
  logout(): Promise<void> {
    const { session } = this
    const { account } = session.engine
    const others = session.claims.filter((one) => one !== this && one.signedIn)
    this.signedIn = false
    if (!this.isApp && others.length) {
      this.silence()
      session.pagesMoved()
      return Promise.resolve()
    }
    others.forEach((one) => (one.signedIn = false))
    const signOut = (): Promise<void> => account.logout()
    return this.inCall ? this.leave('logout').then(signOut) : signOut()
  }

  /** A second time does nothing. */
  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    const { session } = this
    const { engine } = session
    if (session.remove(this)) {
      this.silence()
      engine.emitter.clear(this)
      return
    }
    if (this.inCall) void this.leave('destroyed')
    engine.after(() => session.dispose(destroyed()))
  }

  get inCall(): boolean {
    return this.session.engine.key !== null
  }

  /** Ends the call because its owner goes. If its end is under way already, as in a handler, that will do. */
  leave(why: 'logout' | 'destroyed' | 'background'): Promise<void> {
    const { engine } = this.session
    const ringsElsewhere = why !== 'background' && engine.account.isShared
    return engine.request({ type: 'hangup', why, ringsElsewhere }).catch(() => undefined)
  }

  /** The app's account is this one, and looks as its options say. */
  private lead(): void {
    const { session, options } = this
    const { callPage } = options
    this.setLook(options)
    if (callPage) session.useCallPage(callPage === true ? CALL_PAGE : callPage.replace(/^\//, ''))
    setApp(this)
    this.login().catch((error: unknown) => {
      if (error instanceof CallingError) session.engine.emitter.emit('ERROR', error)
    })
  }

  /** There is one on each page of such a tab bar; Skyline gives it a moment later. */
  private lookForTabBar(): void {
    const { getTabBar } = Object(this.isView && this.context) as {
      getTabBar?: (found: (bar: unknown) => void) => unknown
    }
    if (typeof getTabBar !== 'function') return
    const found = (bar: unknown): void => {
      if (!bar) return
      this.isUnderTabBar = true
      this.session.pagesMoved()
    }
    found(getTabBar.call(this.context, found))
  }

  private silence(): void {
    const { session } = this
    this.own.deaf = true
    if (session.places.holder === this) session.releaseTags()
  }

  private read(name: keyof CallingState): unknown {
    const { engine, places } = this.session
    const { view } = engine.publicState
    if (this.own.deaf) return NO_CALL[name]
    if (name === 'shown') return view.status !== 'idle' && places.shown
    if (name === 'type' && view.status === 'idle') return this.options.type
    if (name === 'pusher' || name === 'players') return places.holder === this ? view[name] : NO_CALL[name]
    return view[name]
  }
}
