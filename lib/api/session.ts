/**
 * One account of this app: an engine, shared by all who hold a claim to it (instances of the class, components, the
 * app itself), and which of their views shows the call and holds its live tags. ARCHITECTURE.md draws it.
 */
import { Engine } from '../engine/engine'
import type { CallingOptions } from '../engine/engine'
import { CallingError } from '../foundation/errors'
import { Timers } from '../foundation/tools/timers'
import { CALL_TYPE } from '../foundation/types'
import { batch } from '../reactive/tracking'
import { reactive } from '../reactive/reactive'
import { CallPage, pageStack } from './call-page'
import { chatOf, isForeign, isSameChat, knownOwner, ownerOf } from './copies'
import type { Copy, Offer } from './copies'
import { DEFAULT_LOOK } from './look'
import type { Look } from './look'

/** Pages come and go one after the other: who shows the call is decided when they have settled. Milliseconds. */
const PAGES_SETTLE = 600
/** The call page says how the call ended before it goes. Milliseconds. */
const END_SHOWN = 2000

/** Who holds on to an account (claim.ts). */
export interface Claimant {
  /** the page or component with the live tags */
  readonly context: unknown
  /** it is on a page of the stack */
  readonly isView: boolean
  /** made by `startCalling` */
  readonly isApp: boolean
  /** it has let go */
  readonly deaf: boolean
  /** on the page that the user sees */
  readonly isOnTop: boolean
  /** the mini program draws the tab bar of its page (`tabBar.custom`): that lies above a call, and WeChat does not hide it */
  readonly isUnderTabBar: boolean
  /** `login` was called, and `logout` was not */
  signedIn: boolean
  /** its page */
  readonly entry: object | undefined
  readonly session: Session
  logout(): Promise<void>
  destroy(): void
}

interface Places {
  /** the view that the user sees, or would see first */
  front: Claimant | null
  /** who holds the live tags of the call */
  holder: Claimant | null
  /** the call is on the screen */
  shown: boolean
  /** the call is a tile */
  minimized: boolean
  /** there is one view, and no page that could take the call from it */
  alone: boolean
  /** WeChat's own small window shows the holder's picture; its page is kept, and may be off the stack */
  inSmallWindow: boolean
}

const NOWHERE: Places = {
  front: null,
  holder: null,
  shown: false,
  minimized: false,
  alone: false,
  inSmallWindow: false,
}

export class Session {
  readonly engine: Engine
  readonly places = reactive<Places>({ ...NOWHERE })
  readonly look = reactive<Look>({ ...DEFAULT_LOOK })
  /** who began or answered the call */
  actor: Claimant | null = null
  claims: Claimant[] = []
  page: CallPage | null = null
  private readonly timers: Timers<'pages' | 'close'>
  private screenKept = false
  /** the holder was chosen for a preview, and not yet for the call */
  private holdsPreview = false
  private callID = ''

  /** @param chat the Chat instance, as it came first; null: there is none */
  constructor(
    readonly options: CallingOptions,
    private readonly chat: object | null,
  ) {
    this.engine = new Engine({ ...options, tim: chat }, () => this.follow())
    this.timers = new Timers(this.engine.platform)
  }

  /** Whether `options` mean this account. Without a Chat instance of its own, any will do. */
  isFor({ sdkAppID, userID, tim, platform }: Partial<CallingOptions>): boolean {
    const { options } = this
    if (options.sdkAppID !== sdkAppID || options.userID !== userID) return false
    return tim ? this.isOn(tim) : options.platform === platform
  }

  isOn(tim: unknown): boolean {
    return !tim || (this.chat !== null && isSameChat(this.chat, tim))
  }

  useCallPage(route: string): void {
    this.page = new CallPage(route, this.engine.platform, (errMsg) => {
      const line = `"pages": [..., "${route}"]`
      const message = `The call page could not be opened (${errMsg}). app.json needs the line ${line}, or another callPage.`
      this.engine.emitter.emit('ERROR', new CallingError('CALL_PAGE_MISSING', message))
      this.place()
      if (this.engine.key !== null) this.provide()
    })
  }

  add(claim: Claimant): void {
    this.claims = this.claims.concat(claim)
    this.pagesMoved()
  }

  /** @returns whether others hold on to the account */
  remove(claim: Claimant): boolean {
    this.claims = this.claims.filter((one) => one !== claim)
    if (this.actor === claim) this.actor = null
    if (this.claims.length) {
      this.pagesMoved()
      return true
    }
    // from here on, the account is made anew by who asks for it
    sessions.list = sessions.list.filter((one) => one !== this)
    return false
  }

  dispose(error: CallingError): void {
    this.timers.clearAll()
    this.engine.dispose(error)
    batch(() => Object.assign(this.places, NOWHERE))
  }

  /** A view was shown, hidden, added or removed. */
  pagesMoved(shown?: Claimant): void {
    if (shown) this.claims = this.claims.filter((one) => one !== shown).concat(shown)
    this.place()
    if (this.engine.key !== null) this.timers.set('pages', PAGES_SETTLE, () => this.settle())
    else if (this.page && !this.timers.has('close')) this.page.close()
  }

  /** A tap on the tile: back to the page with the tags where it is below, and the tags come here where it is not. */
  grow(claim: Claimant): void {
    const { places, engine } = this
    places.minimized = false
    const { holder } = places
    if (holder === claim && this.fits(claim)) return
    // nobody needs the tags yet
    if (holder === null && !engine.media.hasRoom && this.fits(claim)) return
    const stack = pageStack()
    const below = holder && this.fits(holder) ? stack.indexOf(holder.entry as (typeof stack)[number]) : -1
    if (below < 0 || below === stack.length - 1) this.fill(claim)
    else engine.platform.wx.navigateBack({ delta: stack.length - 1 - below, fail: () => this.fill(claim) })
  }

  /** What is on the screen follows: no tile beside the window, and no call page for a call that is seen. */
  setSmallWindow(claim: Claimant, on: boolean): void {
    const { places, page } = this
    if (places.holder !== claim || places.inSmallWindow === on) return
    places.inSmallWindow = on
    // there the call has the whole page when the user comes back
    if (on && page && claim.entry && page.isAt(claim.entry)) places.minimized = false
    this.pagesMoved()
  }

  /** The call becomes a tile; the call page goes. */
  shrink(): void {
    this.places.minimized = true
    if (this.page && this.page.isOnTop) this.page.back()
  }

  /** The call logic has moved on; its effects are still to come. */
  private follow(): void {
    const { engine, places } = this
    const { phase } = engine.current
    if (phase === 'idle') {
      if (this.callID === '') return
      this.callID = ''
      this.timers.clear('pages')
      this.releaseTags()
      this.actor = null
      this.keepScreenOn(false)
      if (this.page) this.timers.set('close', END_SHOWN, () => this.page && this.page.close())
      return
    }
    const callID = String(engine.key)
    if (callID !== this.callID) {
      this.callID = callID
      places.minimized = false
      this.timers.clear('close')
    }
    this.place()
    this.provide()
    this.keepScreenOn(this.views().length > 0)
    this.openPage()
  }

  /** Who is seen. */
  private place(): void {
    const { places, page } = this
    const views = this.views()
    const top = views.filter((one) => one.isOnTop && this.fits(one)).slice(-1)[0]
    const { holder } = places
    const front = top || (page ? null : views.slice(-1)[0]) || null
    batch(() => {
      places.front = front
      places.alone = page === null && views.length === 1
      const isElsewhere = holder !== null && !holder.isView && !this.holdsPreview
      places.shown = top !== undefined || places.inSmallWindow || isElsewhere
    })
  }

  /** During a call: the pages have settled. */
  private settle(): void {
    const { engine, places } = this
    this.place()
    if (this.isUnanswered) this.provide()
    else if (places.holder === null) {
      // the view is gone, and there is none to take its place
      if (!this.provide() && !this.page) {
        void engine.request({ type: 'hangup', why: 'destroyed', ringsElsewhere: false }).catch(() => undefined)
      }
    }
    this.openPage()
  }

  /** The call rings here. Who holds its live tags is decided by the answer; until then, who shows the call has the preview. */
  private get isUnanswered(): boolean {
    const { current } = this.engine
    return current.phase === 'ringing' && !current.answering
  }

  /** Finds a holder for the live tags. @returns whether there is one */
  private provide(): boolean {
    const { engine, places, actor, page } = this
    if (this.isUnanswered) return this.providePreview()
    if (places.holder !== null && !this.holdsPreview) return true
    this.holdsPreview = false
    const views = this.views()
    // a call that was on the screen before comes to the next page as a tile
    const isMoved = engine.media.hasRoom && !(page && page.isComing)
    if (isMoved && views.some((one) => one.isOnTop)) {
      places.minimized = true
      this.place()
    }
    const headless = actor !== null && !actor.isView && !actor.isApp ? actor : null
    const top = places.shown ? places.front : null
    const hidden = actor && actor.isView ? actor : views[views.length - 1]
    // the app's own may show a call from its beginning, and has nothing to put tags of others into
    const [last] = (actor ? [actor] : []).concat(this.claims).filter((one) => !one.isApp || !engine.media.hasRoom)
    const next = headless || top || (page ? null : hidden || last) || null
    if (next && isMoved) places.minimized = true
    if (next) this.hold(next)
    else this.releaseTags()
    return next !== null
  }

  /** Whoever shows a video call that rings. */
  private providePreview(): boolean {
    const { places, claims, engine } = this
    const top = places.shown ? places.front : null
    // an instance with a UI of its own, as long as there is nothing else
    const [only] = claims.length === 1 && !this.page ? claims : []
    const next = top || (only && !only.isView && !only.isApp ? only : null)
    const isVideo = engine.current.phase !== 'idle' && engine.current.call.type === CALL_TYPE.VIDEO
    this.holdsPreview = true
    if (next && isVideo) this.hold(next)
    else this.releaseTags()
    return next !== null
  }

  /** Nobody has the live tags any more. */
  releaseTags(): void {
    batch(() => Object.assign(this.places, { holder: null, inSmallWindow: false }))
    this.engine.media.setStage(false)
  }

  /** Whether the call, as large as it is, is seen as a whole there, or nowhere else either. What rings is never a tile. */
  private fits(claim: Claimant): boolean {
    const { page, places } = this
    const isTile = places.minimized && !this.isUnanswered
    return !claim.isUnderTabBar || isTile || page === null || page.hasFailed
  }

  /** The call fills the screen of `claim`, or the call page. */
  private fill(claim: Claimant): void {
    if (this.fits(claim)) return this.hold(claim)
    this.releaseTags()
    this.place()
    this.openPage()
  }

  private hold(claim: Claimant): void {
    this.places.inSmallWindow = false
    this.places.holder = claim
    this.engine.media.move(claim.context)
    this.engine.media.setStage(true)
    this.place()
  }

  private openPage(): void {
    const { page, places, engine } = this
    const { phase } = engine.current
    if (!page || places.shown || phase === 'idle') return
    if (phase === 'ringing' || places.holder === null) page.open()
  }

  private views(): Claimant[] {
    return this.claims.filter((one) => one.isView && !one.deaf)
  }

  /** One for all pages. */
  private keepScreenOn(on: boolean): void {
    if (on === this.screenKept) return
    this.screenKept = on
    // a convenience: where it is refused, the screen goes dark as always
    const keepScreenOn = on || this.look.keepScreenOn
    this.engine.platform.wx.setKeepScreenOn({ keepScreenOn, fail: () => undefined })
  }
}

/** The accounts that this copy of the package holds. */
const sessions = reactive<{ list: Session[]; app: Claimant | null }>({ list: [], app: null })

/** @returns the account that `options` mean, if anyone holds on to it */
function findSession(options: Partial<CallingOptions>): Session | null {
  return sessions.list.filter((one) => one.isFor(options))[0] || null
}

/** What this copy tells the others: of the accounts of its own. */
function find(options: Partial<CallingOptions>): CallingOptions | null {
  const { app, list } = sessions
  const session = options.userID === undefined ? app && app.session : findSession(options)
  if (!session || list.indexOf(session) < 0 || !session.isOn(options.tim)) return null
  return session.options
}

/** ... and of those of the copy that owns the Chat instance. @throws CallingError COPIES_DIFFER */
function findAnywhere(options: Partial<CallingOptions>): CallingOptions | null {
  const owner = knownOwner(options.tim)
  return find(options) || (owner && isForeign(owner) ? owner.find({ ...options, tim: owner.chat }) : null)
}

/**
 * The account that `options` mean, or the copy of the package that answers for their Chat instance.
 * @param create makes an instance for another copy
 * @throws CallingError COPIES_DIFFER
 */
export function accountFor(options: CallingOptions, create: Offer['create']): Session | Copy {
  const found = findSession(options)
  if (found) return found
  const chat = chatOf(options)
  const owner = chat && ownerOf(chat, { create, find })
  if (owner && isForeign(owner)) return owner
  const made = new Session(options, owner && owner.chat)
  sessions.list = sessions.list.concat(made)
  return made
}

/**
 * The options of the account that `startCalling` has signed in; null without one. Reactive.
 * @param on with the Chat instance: also when another copy of the package, in a subpackage, has signed it in
 * @throws CallingError COPIES_DIFFER
 */
export function appAccount({ tim }: Pick<CallingOptions, 'tim'> = {}): CallingOptions | null {
  return findAnywhere({ tim })
}

/** Somebody in this app holds on to the account that `options` mean. Reactive. @throws CallingError COPIES_DIFFER */
export function hasAccount(options: Partial<CallingOptions>): boolean {
  return options.userID !== undefined && findAnywhere(options) !== null
}

/** `claim` is the app's from now on. The one before goes: at once if the account is the same, else once it has signed out. */
export function setApp(claim: Claimant): void {
  const before = sessions.app
  sessions.app = claim
  if (!before) return
  const destroy = (): void => before.destroy()
  if (before.session === claim.session) destroy()
  else void before.logout().then(destroy, destroy)
}
