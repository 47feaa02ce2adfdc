/**
 * The library instance behind the component. `config` may come late and change, so the instance is made when it is
 * first needed, and made anew by the login that follows a change. Subscriptions outlive it.
 */
import { appAccount, CallingError, EVENT, hasAccount, NO_CALL, reactive, TRTCCalling } from '../../lib/index'
import type {
  CallingConfig,
  CallingOptions,
  CallingState,
  CallingView,
  EventName,
  Handler,
  Look,
} from '../../lib/index'

/** What a page has in its data before it knows better: anything may be missing. */
export type ConfigInput = Partial<CallingConfig> | null

type AskedMethod = {
  [K in keyof TRTCCalling]: TRTCCalling[K] extends (...args: never[]) => Promise<void> ? K : never
}[keyof TRTCCalling]

/** What a page may want of its component, and the app of all of them. */
export type Option = 'ringInSilentMode' | 'hideFromCapture' | 'warnBeforeLeaving' | 'tabBarHidden'

export type Credentials = Pick<CallingConfig, 'renewUserSig' | 'getPrivateMapKey' | 'tim'>

/** Methods of the library that the component offers as they are. */
export const ASKED = [
  'call',
  'groupCall',
  'inviteUser',
  'joinInGroupCall',
  'accept',
  'reject',
  'hangup',
  'switchCallType',
  'acceptSwitch',
  'rejectSwitch',
  'setSelfInfo',
] as const
/** These have nothing to wait for. */
export const TOLD = [
  'startRemoteView',
  'stopRemoteView',
  'openCamera',
  'closeCamera',
  'setMicMute',
  'switchCamera',
  'setHandsFree',
  'setVideoQuality',
  'setVideoEffects',
  'setBeautyLevel',
  'setAudioQuality',
  'onPusherEvent',
  'onPlayerEvent',
] as const

/** They hold for later calls, so for a later instance too. */
const LASTING: (keyof TRTCCalling)[] = ['setVideoQuality', 'setVideoEffects', 'setBeautyLevel', 'setAudioQuality']

interface Subscription {
  event: EventName
  handler: Handler<EventName>
  context: unknown
}

export class CallingInstance {
  private calling: TRTCCalling | null = null
  private config: ConfigInput = null
  private subscriptions: Subscription[] = []
  private closed = false
  /** what was chosen here, for the account as soon as that is known */
  private readonly look: Partial<Look> = {}
  private credentials: Credentials = {}
  /** what the methods in LASTING were last given */
  private readonly lasting: { [name: string]: unknown[] } = {}
  /** the account before is signing out, for another one or for good */
  private leaving: Promise<void> | null = null
  /** the account that comes after it */
  private coming: { config: Partial<CallingConfig>; done: Promise<void> } | null = null
  /** read by `state`, so that computed values follow when the instance is replaced */
  private readonly instance = reactive({ count: 0 })

  /**
   * @param context the component that holds the native tags
   * @param listen adds the component's own handlers to each new instance; `off` of the host leaves them alone
   */
  constructor(
    private readonly readConfig: () => ConfigInput,
    private readonly context: unknown,
    private readonly listen: (calling: TRTCCalling) => void,
  ) {}

  /** There is one from the beginning; a computed value that reads it follows when the instance is replaced. */
  get state(): Readonly<CallingState> {
    return this.instance.count > 0 && this.calling !== null ? this.calling.state : NO_CALL
  }

  /** Where this component stands among those of its account; null without one. Reactive. */
  get view(): CallingView | null {
    return this.instance.count > 0 && this.calling !== null ? this.calling.view : null
  }

  /** The account is there already, signed in by another page or by the app: this component shows its calls. */
  get canJoin(): boolean {
    return this.instance.count >= 0 && this.calling === null && !this.closed && this.known !== null
  }

  join(): void {
    try {
      if (this.canJoin) this.create()
    } catch {
      // an incomplete config: the login says what it lacks
    }
  }

  /** For all components of the account. */
  setLook(look: Partial<Look>): void {
    Object.assign(this.look, look)
    if (this.calling !== null) this.calling.view.setLook(look)
  }

  /** @throws CallingError INVALID_PARAMETER while the config is incomplete, DESTROYED after the component is gone */
  use(): TRTCCalling {
    return this.calling ?? this.create()
  }

  /** The instance's method as a promise: a config that is missing rejects, as everything else does. */
  ask(operation: (calling: TRTCCalling) => Promise<void>): Promise<void> {
    return quiet(new Promise((resolve) => resolve(operation(this.use()))))
  }

  /** Methods that hand their arguments on, and answer with a promise. */
  asking<N extends AskedMethod>(names: readonly N[]): Pick<TRTCCalling, N> {
    return this.forward(names, (name, args) => this.ask((calling) => apply(calling, name, args) as Promise<void>))
  }

  /** Methods that hand their arguments on, and are done at once. */
  telling<N extends keyof TRTCCalling>(names: readonly N[]): Pick<TRTCCalling, N> {
    return this.forward(names, (name, args) => {
      const result = apply(this.use(), name, args)
      if (LASTING.indexOf(name) >= 0) this.lasting[name] = args
      return result
    })
  }

  /**
   * `renewUserSig` and `getPrivateMapKey`, as the class takes them in its options: a property does not carry functions
   * everywhere.
   * @throws CallingError INVALID_PARAMETER, INVALID_STATE while signed in or signing in
   */
  setCredentials(credentials: Credentials): void {
    const given = Object(credentials) as Credentials
    for (const name of ['renewUserSig', 'getPrivateMapKey'] as const) {
      if (given[name] === undefined || typeof given[name] === 'function') continue
      throw new CallingError('INVALID_PARAMETER', `${name} of setCredentials() is not a function.`)
    }
    if (this.leaving !== null || this.state.session !== 'signed-out') {
      throw new CallingError('INVALID_STATE', 'Call setCredentials() before login(), or once logout() has resolved.')
    }
    if (this.calling !== null) this.calling.destroy()
    this.release()
    const { renewUserSig, getPrivateMapKey, tim } = given
    this.credentials = {
      ...(renewUserSig && { renewUserSig }),
      ...(getPrivateMapKey && { getPrivateMapKey }),
      ...(tim ? { tim } : {}),
    }
  }

  /** Signs in with the config as it is now: a new UserSig, or another user, takes effect here. */
  login(): Promise<void> {
    const { calling, config, leaving, coming } = this
    const next = this.readConfig() || appAccount(this.credentials)
    if (calling === null || config === null || next === null) return this.ask((one) => one.login())
    if (coming !== null && isSameAccount(coming.config, next)) return coming.done
    if (leaving !== null || !isSameAccount(config, next)) return this.replace(calling, next)
    const { userSig = '', expiresAt } = next
    // without one, the instance fetches it if it knows how
    const isFetched = userSig === '' && this.credentials.renewUserSig !== undefined
    if (userSig === config.userSig || isFetched) return calling.login()
    return this.ask(() =>
      calling.login(userSig, expiresAt).then(() => {
        // until then it is asked for, and refused, each time
        if (this.config === config) this.config = next
      }),
    )
  }

  /** Without an instance there is no account to sign out. */
  logout(): Promise<void> {
    // the account that is leaving has no successor any more
    this.coming = null
    if (this.leaving !== null) return this.leaving
    return this.calling === null ? Promise.resolve() : this.calling.logout()
  }

  /** Works before the config is there. @throws CallingError INVALID_PARAMETER */
  on<N extends EventName>(event: N, handler: Handler<N>, context?: unknown): void {
    if (!Object.prototype.hasOwnProperty.call(EVENT, event) || typeof handler !== 'function') {
      throw new CallingError(
        'INVALID_PARAMETER',
        `on(event, handler) needs one of EVENT and a function; it got ${event} and a ${typeof handler}.`,
      )
    }
    this.off(event, handler)
    // kept under its own event only, so it is called with nothing but that event's payload
    this.subscriptions.push({ event, handler: handler as Handler<EventName>, context })
    if (this.calling !== null) this.calling.on(event, handler, context)
  }

  /** Without `handler`: all that `on` was given for this event. */
  off<N extends EventName>(event: N, handler?: Handler<N>): void {
    const isMeant = (one: Subscription): boolean =>
      one.event === event && (handler === undefined || one.handler === handler)
    const { calling, subscriptions } = this
    this.subscriptions = subscriptions.filter((one) => !isMeant(one))
    // one by one: a handler of the component's own stays
    if (calling !== null) subscriptions.filter(isMeant).forEach((one) => calling.off(one.event, one.handler))
  }

  /** The page of this component is shown, or hidden. */
  pageChanged(visible: boolean): void {
    // another copy of the package may have signed the account in meanwhile, unheard by this one
    if (visible) this.join()
    if (this.calling !== null) this.calling.view.pageChanged(visible)
  }

  leaveForBackground(): void {
    if (this.calling !== null) this.calling.leaveForBackground()
  }

  /** Ends the call and the instance, for good. */
  destroy(): void {
    this.closed = true
    this.subscriptions = []
    if (this.calling !== null) this.calling.destroy()
  }

  /** The account of `next` signs in once the one before has signed out, unless that is all that is wanted by then. */
  private replace(calling: TRTCCalling, next: Partial<CallingConfig>): Promise<void> {
    return this.ask(() => {
      // throws if the new config is wrong; the old account stays signed in then
      const successor = this.make(next)
      const done = this.leave(calling).then(() => {
        if (this.coming === coming) {
          this.coming = null
          return this.adopt(successor, next).login()
        }
        if (this.coming === null) this.release()
        successor.destroy()
        throw new CallingError('ABORTED', 'Signed out, or in with another account, while signing in.')
      })
      const coming = { config: next, done }
      this.coming = coming
      return done
    })
  }

  /** Once, however many logins want it. */
  private leave(calling: TRTCCalling): Promise<void> {
    const gone = (): void => {
      this.leaving = null
      calling.destroy()
    }
    this.leaving = this.leaving || calling.logout().then(gone, gone)
    return this.leaving
  }

  /** There is no instance any more, until one is needed. */
  private release(): void {
    this.calling = null
    this.config = null
    this.instance.count += 1
  }

  private forward<N extends keyof TRTCCalling>(
    names: readonly N[],
    call: (name: N, args: unknown[]) => unknown,
  ): Pick<TRTCCalling, N> {
    const methods: Partial<Record<N, unknown>> = {}
    for (const name of names) methods[name] = (...args: unknown[]) => call(name, args)
    // each hands its arguments to the method of its name
    return methods as Pick<TRTCCalling, N>
  }

  private create(): TRTCCalling {
    const config = this.readConfig() || appAccount(this.credentials)
    if (!config) {
      throw new CallingError(
        'INVALID_PARAMETER',
        'TRTCCalling has no config yet: set config="{{ { sdkAppID, userID, userSig, type } }}" before calling its methods, ' +
          'or sign the app in with startCalling().',
      )
    }
    return this.adopt(this.make(config), config)
  }

  private make(config: Partial<CallingConfig>): TRTCCalling {
    if (this.closed) {
      throw new CallingError('DESTROYED', 'The component TRTCCalling was detached; use the one of the current page.')
    }
    // an incomplete config is named field by field by the constructor
    const complete = config as CallingConfig
    return new TRTCCalling({ ...complete, ...this.identity(config), context: this.context, onPage: true, isApp: false })
  }

  private identity(config: Partial<CallingConfig>): Partial<CallingOptions> {
    const { credentials } = this
    return { ...credentials, tim: credentials.tim || config.tim }
  }

  /** The account that the config names, or the app's, if anyone holds on to it. */
  private get known(): Partial<CallingConfig> | null {
    const config = this.readConfig()
    try {
      if (config === null) return appAccount(this.credentials)
      return hasAccount({ ...config, ...this.identity(config) }) ? config : null
    } catch {
      // another copy of the package that this one does not understand: the login says so
      return null
    }
  }

  private adopt(calling: TRTCCalling, config: Partial<CallingConfig>): TRTCCalling {
    this.listen(calling)
    calling.view.setLook(this.look)
    for (const name of LASTING) {
      const args = this.lasting[name]
      if (args) apply(calling, name, args)
    }
    for (const { event, handler, context } of this.subscriptions) calling.on(event, handler, context)
    this.calling = calling
    this.config = config
    this.instance.count += 1
    if (this.closed) calling.destroy()
    return calling
  }
}

/** Without a handler a rejection is silent, as those of the class are, and never "unhandled". */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

function apply(calling: TRTCCalling, name: keyof TRTCCalling, args: unknown[]): unknown {
  return (calling[name] as (...args: unknown[]) => unknown).apply(calling, args)
}

/** A newer UserSig leaves the account what it is. */
function isSameAccount(one: Partial<CallingConfig>, other: Partial<CallingConfig>): boolean {
  const fields: (keyof CallingConfig)[] = [
    'sdkAppID',
    'userID',
    'type',
    'reconnectTimeout',
    'strangerInRoom',
    'hideCallerAvatar',
    'userDefineRecordID',
    'waitingImage',
    'ringingPreview',
  ]
  return fields.every((field) => one[field] === other[field]) && identityOf(one.tim) === identityOf(other.tim)
}

/**
 * A property is a deep copy, so one Chat SDK instance arrives as many objects, which share nothing but its functions: one
 * of its own stands for it, not one of a prototype.
 */
function identityOf(tim: unknown): unknown {
  const own = Object.getOwnPropertyDescriptor(Object(tim), 'on')
  return (own && (own.value as unknown)) || tim
}
