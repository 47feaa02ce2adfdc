/** One part in an account of this app: what an instance of the class, or a component, has of it for itself. */
import type { CallingOptions } from '../engine/engine'
import { NO_CALL } from '../engine/public-state'
import type { CallingState } from '../foundation/calling-state'
import { notSignedIn } from '../foundation/errors'
import { reactive, readonly } from '../reactive/reactive'
import { pageStack, topPage } from './call-page'
import { sessionFor } from './session'
import type { Look, Claimant, Session } from './session'

/** An instance among the views of its account. One of them shows the call, and one holds its live tags; both may change. */
export interface CallingView {
  /** this one shows the call: it is on the visible page, or is the next best. Reactive */
  readonly isFront: boolean
  /** `state.pusher` and `state.players` are here. Reactive */
  readonly holdsTags: boolean
  /** the call is a tile, on every page. Reactive */
  readonly minimized: boolean
  /** WeChat's own small window shows the call, on every page and above WeChat. Reactive */
  readonly inSmallWindow: boolean
  /** the page of this UI is in the stack; one that the user has left for the small window may not be */
  readonly isOnStack: boolean
  /** what all components of the account look and sound like. Reactive, may be written */
  readonly look: Look
  /** The page that this UI is on was shown, or hidden; only with the option `onPage`. */
  pageChanged(visible: boolean): void
  /** The live tags are here, and WeChat's small window has opened, or closed. */
  setSmallWindow(on: boolean): void
  /** The call fills the screen: its page comes back, or its live tags come here. */
  grow(): void
  /** The call becomes a tile; the call page goes. */
  shrink(): void
}

export class Claim implements CallingView, Claimant {
  readonly session: Session
  readonly state: Readonly<CallingState>
  /** the page or component with the live tags */
  readonly context: unknown
  /** it is on a page, and tells when that is shown and hidden */
  readonly isView: boolean
  /** made by `startCalling` */
  readonly isApp: boolean
  /** `login` was called, and `logout` was not */
  signedIn = false
  /** its page, as the stack has it */
  entry: object | undefined
  private visible = true
  private readonly own = reactive({ deaf: false })

  constructor(private readonly options: CallingOptions) {
    this.context = options.context
    this.isView = options.onPage === true
    this.isApp = options.isApp === true
    this.entry = this.isView ? topPage() : undefined
    this.session = sessionFor(options)
    const source: object = {}
    Object.keys(NO_CALL).forEach((name) => {
      const get = (): unknown => this.read(name as keyof CallingState)
      Object.defineProperty(source, name, { enumerable: true, configurable: true, get })
    })
    // each field of the state is there
    this.state = readonly(reactive(source)) as Readonly<CallingState>
    this.session.add(this)
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

  get minimized(): boolean {
    return this.session.places.minimized
  }

  get inSmallWindow(): boolean {
    return this.session.places.inSmallWindow
  }

  get isOnStack(): boolean {
    return pageStack().some((page) => page === this.entry)
  }

  get look(): Look {
    return this.session.look
  }

  setSmallWindow(on: boolean): void {
    this.session.setSmallWindow(this, on)
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
    if (visible) this.entry = topPage()
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

  /** @returns false if the account has to sign out */
  letGo(): boolean {
    const { session } = this
    const others = session.claims.filter((one) => one !== this && one.signedIn)
    this.signedIn = false
    if (this.isApp || !others.length) {
      others.forEach((one) => (one.signedIn = false))
      return false
    }
    this.silence()
    session.pagesMoved()
    return true
  }

  /** @returns false if this was the last one */
  release(): boolean {
    if (!this.session.remove(this)) return false
    this.silence()
    this.session.engine.emitter.clear(this)
    return true
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
