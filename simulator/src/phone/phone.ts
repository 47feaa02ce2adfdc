import { ADDRESS } from '../addresses'
import { createTim } from '../chat/index'
import type { Device } from '../devices'
import { createLive, type Live, type LiveStats } from '../live/index'
import { CHAT_MODULES, rendererOf, subpackageOf, type CompiledMiniProgram, type Renderer } from '../mini-program'
import { registerElements } from './elements/index'
import { dateOf } from './device/clock'
import { ErrorReporter } from './errors'
import type { FrameState } from './frame'
import type { PhoneHost } from './host'
import { AppInstance, type LaunchOptions } from './runtime/app'
import { TemplateBindings } from './runtime/events/bindings'
import { Definitions } from './runtime/definitions'
import { Framework } from './runtime/framework'
import { Gestures, type LongPressListeners } from './runtime/events/gestures'
import { adaptInstances } from './runtime/instances'
import { Modules } from './runtime/modules'
import { Navigation, parseQuery } from './runtime/pages/navigation'
import { Pages } from './runtime/pages/pages'
import { createSandbox, type Evaluate } from './runtime/sandbox'
import { Subpackages } from './runtime/subpackages'
import { printable } from './values/printable'
import type { PhoneServices } from './services'
import { goBack } from './wx/played/screen/navigation'
import { phoneText } from './text'
import { Dialogs } from './ui/dialogs'
import { Layer } from './ui/layer'
import { Problems } from './ui/problems'
import { Signals } from './ui/signals'
import type { ReadableValue } from './values/value'
import { createWx } from './wx/index'

/** From the native side's word that it suspends the mini program until its scripts stand still, ms. */
const SUSPENDS_AFTER = 100

/** WeChat's scene number for "opened from the list of mini programs". */
const SCENE = 1001

/** One phone: the mini program, its screen, and everything around it. */
export class Phone {
  readonly frame: ReadableValue<FrameState>
  /** The moment that is on the screen as the other renderer draws it: to compare the two. A native bar stays or is missing. */
  readonly redraw: (renderer: Renderer) => void
  private readonly navigation: Navigation
  private readonly definitions: Definitions
  private readonly subpackages: Subpackages
  private readonly sandbox: Evaluate
  private readonly modules: Modules
  private readonly app: AppInstance
  private readonly errors: ErrorReporter
  private readonly services: PhoneServices
  private readonly defining = new Set<string>()
  private readonly interruptions = { call: false, suspension: false }
  private suspending: ReturnType<typeof setTimeout> | undefined

  constructor(
    readonly host: PhoneHost,
    private readonly miniProgram: CompiledMiniProgram,
    screen: HTMLElement,
  ) {
    const text = phoneText(host.lang)
    this.app = new AppInstance(this.launchOptions(), host, (error) => this.errors.report(error))
    this.errors = new ErrorReporter(host.name, host.log, new Problems(screen, text), {
      onError: (message) => this.app.fail(message),
      onRejection: (reason) => this.app.rejected(reason),
    })
    this.errors.showDiagnostics(miniProgram.diagnostics)

    const longPressListeners: LongPressListeners = new WeakSet()
    new Gestures(longPressListeners)
    const { renderer } = host.options
    if (renderer === 'skyline' || (renderer === '' && isSkyline(miniProgram)))
      this.errors.showDiagnostics(miniProgram.skyline.dropped)
    const framework = new Framework(miniProgram, new TemplateBindings(longPressListeners, host.log), renderer)
    this.subpackages = new Subpackages(miniProgram.app, host.log, (root) => this.definePackage(root))
    const pages = new Pages(
      miniProgram,
      framework,
      screen,
      renderer,
      host.log,
      (error) => this.errors.report(error),
      (route) => this.pageOpens(route),
    )
    this.redraw = (next) => {
      framework.redraw(next)
      pages.redraw(next)
    }
    this.navigation = new Navigation(pages, miniProgram.app.tabBar ?? null, () => this.services.live)
    this.frame = this.navigation.frame
    this.services = {
      host,
      live: createLiveFor(host),
      dialogs: new Dialogs(new Layer(screen, (dimmed) => this.navigation.setDimmed(dimmed)), text),
      signals: new Signals(screen, text),
      navigation: this.navigation,
      assetURL,
    }
    registerElements(framework.codeSpace.getComponentSpace(), this.services)
    adaptInstances(framework.codeSpace, host.log, (component, found) => pages.tabBarFor(component, found))
    this.definitions = new Definitions(framework)
    this.sandbox = this.createSandbox()
    this.modules = this.createModules()
    this.errors.listen()
    host.foreground.onChange((active) => this.navigation.setForeground(active))
  }

  /** Runs app.js, then the scripts of all pages and components, and opens the first page. */
  start(): void {
    const { appEntry } = this.miniProgram
    if (appEntry !== null) this.attempt(() => this.definitions.load('app', () => void this.modules.require(appEntry)))
    this.definePackage('')
    if (this.miniProgram.routes.length === 0) return
    const { path, query } = this.app.launchOptions
    const search = Object.entries(query).map(([name, value]) => `${name}=${value}`)
    this.attempt(() => this.navigation.reLaunch(`/${path}?${search.join('&')}`), path)
  }

  back(): void {
    goBack(this.navigation, this.services.dialogs).catch((error: unknown) => this.errors.report(error))
  }

  get smallWindow(): ReadableValue<MediaStream | null> {
    return this.navigation.smallWindow.picture
  }

  tapSmallWindow(): void {
    this.attempt(() => this.navigation.tapWindow())
  }

  closeSmallWindow(): void {
    this.attempt(() => this.navigation.smallWindow.close('user'))
  }

  switchTab(route: string): void {
    this.attempt(() => this.navigation.tapTab(route))
  }

  /** It was turned, or its window has another size; the desk has changed the frame already. */
  resize(device: Device): void {
    this.host.device = device
    applyInsets(device)
    const size = { windowWidth: innerWidth, windowHeight: innerHeight }
    const deviceOrientation = device.width > device.height ? 'landscape' : 'portrait'
    this.app.windowResized({ size, deviceOrientation })
    this.navigation.resized({ size, deviceOrientation })
  }

  /** A phone call takes camera and microphone, or gives them back; WeChat leaves the media room for that time. */
  setPhoneCall(active: boolean): void {
    this.interrupt('call', active)
    this.services.signals.interrupt(active)
  }

  /**
   * As iOS suspends an app: WeChat leaves the media room (5000), then timers and sockets stop until the mini program is
   * back in the foreground.
   */
  setSuspended(active: boolean): void {
    const { timers, sockets, foreground } = this.host
    clearTimeout(this.suspending)
    if (active) {
      this.interrupt('suspension', true)
      foreground.set(false)
      this.suspending = setTimeout(() => {
        timers.freeze()
        sockets.setSuspended(true)
      }, SUSPENDS_AFTER)
      return
    }
    timers.thaw()
    sockets.setSuspended(false)
    foreground.set(true)
    this.interrupt('suspension', false)
  }

  /** Of a mini program in the background: the call's window above other apps is closed, and the media room left (5001). */
  /** A screen besides the camera, as a client on the web shares it. */
  setScreenShare(on: boolean): void {
    this.services.live.setScreenShare(on)
  }

  closeFloatingWindow(): void {
    this.services.live.closeFloatingWindow()
  }

  /** Its user, or WeChat, closes the mini program: its scripts are not asked, and the native tags leave the room. */
  close(): void {
    this.host.foreground.set(false)
    this.services.live.destroy()
  }

  private interrupt(reason: keyof typeof this.interruptions, active: boolean): void {
    this.interruptions[reason] = active
    this.services.live.interrupt(this.interruptions.call || this.interruptions.suspension)
  }

  /** Runs a line of code where the mini program's scripts run: for the browser's console, and for tests. */
  evaluate(code: string): unknown {
    return this.sandbox(code)
  }

  stats(): Promise<LiveStats> {
    return this.services.live.stats()
  }

  /** Its subpackage has to be there; what it shows of others comes in a while. */
  private pageOpens(route: string): void {
    this.subpackages.load(route)
    const used = new Set([route])
    for (const path of used) {
      if (!this.subpackages.has(path)) void this.subpackages.download(path)
      for (const target of Object.values(this.miniProgram.components[path]?.config.usingComponents ?? {})) {
        used.add(target.slice(1))
      }
    }
  }

  /** Runs the scripts of the main package (''), or of a subpackage. */
  private definePackage(root: string): void {
    const { app, components } = this.miniProgram
    for (const path of Object.keys(components)) if (subpackageOf(app, path) === root) this.define(path)
  }

  /** A component's components come first; of those in a package that is not there yet the placeholder shows. */
  private define(path: string): void {
    const component = this.miniProgram.components[path]
    if (!component || this.defining.has(path)) return
    this.defining.add(path)
    for (const target of Object.values(component.config.usingComponents ?? {})) {
      if (this.subpackages.has(target.slice(1))) this.define(target.slice(1))
    }
    const { entry, isPage } = component
    if (entry !== null) {
      this.attempt(() => {
        this.definitions.load(path, () => void this.modules.require(entry))
        if (this.definitions.defined.has(path)) return
        throw new Error(`${entry} calls neither ${isPage ? 'Page()' : 'Component()'} nor anything that does`)
      })
    }
    // its mistake is on the screen already; the rest of the mini program shall show
    if (!this.definitions.defined.has(path)) this.definitions.defineEmpty(path)
  }

  private createSandbox(): Evaluate {
    const { Page, Component, Behavior } = this.definitions
    return createSandbox({
      wx: createWx(this.services, this.app),
      App: this.app.register,
      Page,
      Component,
      Behavior,
      getApp: this.app.get,
      getCurrentPages: () => this.navigation.openPages.map(({ caller }) => caller),
      console: loggingConsole(this.host),
      Date: dateOf(this.host.clock),
    })
  }

  private createModules(): Modules {
    const { relayURL, name, options, sockets, clock } = this.host
    const chat = () =>
      createTim({
        relayUrl: relayURL,
        device: name,
        platform: options.platform,
        sockets,
        now: clock.now,
        serverTime: options.chat === 'chat',
      })
    const virtual = Object.fromEntries(CHAT_MODULES.map((name) => [name, chat]))
    return new Modules(this.miniProgram.modules, virtual, this.sandbox, this.subpackages)
  }

  private launchOptions(): LaunchOptions {
    const { launch, user } = this.host.options
    const [path = '', search = ''] = (launch.replace(/^\//, '') || this.miniProgram.routes[0] || '').split(/\?(.*)/s)
    return { path, query: { ...(user && { user }), ...parseQuery(search) }, scene: SCENE, referrerInfo: {} }
  }

  /** @param component see `ErrorReporter.report` */
  private attempt(run: () => void, component?: string): void {
    try {
      run()
    } catch (error) {
      this.errors.report(error, component)
    }
  }
}

/** Whether any page says that Skyline draws it. */
function isSkyline({ app, routes, components }: CompiledMiniProgram): boolean {
  return routes.some((route) => rendererOf(app, route, components[route]?.config) === 'skyline')
}

/** For style sheets that ask for env(). */
export function applyInsets({ statusBarHeight, bottomInset, sideInset }: Device): void {
  const { style } = document.documentElement
  style.setProperty('--safe-area-inset-top', `${statusBarHeight}px`)
  style.setProperty('--safe-area-inset-bottom', `${bottomInset}px`)
  style.setProperty('--safe-area-inset-left', `${sideInset}px`)
  style.setProperty('--safe-area-inset-right', `${sideInset}px`)
}

function createLiveFor(host: PhoneHost): Live {
  const { relayURL, name, camera, permissions, network, log } = host
  return createLive({
    relayUrl: relayURL,
    device: name,
    camera,
    frameRate: host.options.frameRate,
    user: host.options.user,
    permissions,
    network,
    onDeviceRefused(device, reason) {
      log.error(`the browser gives no ${device}: ${reason}`)
      host.onDeviceRefused(device)
    },
  })
}

/** Files of the mini program are served under a prefix; everything else is an address already. */
function assetURL(path: string, owner: string): string {
  if (/^([a-z]+:|\/\/)/i.test(path)) return path
  return ADDRESS.files + new URL(path, `http://root/${owner}`).pathname.slice(1)
}

/** The browser's console, with a copy of every line in the phone's log. */
function loggingConsole(host: PhoneHost): object {
  const copy =
    (method: 'log' | 'info' | 'debug' | 'warn' | 'error') =>
    (...values: unknown[]): void => {
      console[method](`[${host.name}]`, ...values)
      const line = values.map(printable).join(' ')
      if (method === 'warn') host.log.warn(line)
      else if (method === 'error') host.log.error(line)
      else host.log.info(line)
    }
  const copies = {
    log: copy('log'),
    info: copy('info'),
    debug: copy('debug'),
    warn: copy('warn'),
    error: copy('error'),
  }
  return Object.assign(Object.create(console) as object, copies)
}
