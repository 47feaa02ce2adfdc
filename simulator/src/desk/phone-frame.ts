import { ADDRESS } from '../addresses'
import { deviceOf, menuButtonOf, TAB_BAR_HEIGHT, type Device } from '../devices'
import { element } from '../dom'
import { INITIAL_FRAME, type FrameState } from '../phone/frame'
import { writePhoneOptions, type PhoneOptions } from '../phone/options'
import type { Phone } from '../phone/phone'
import type { ControlState, PhoneWindow } from './model/controls'
import { withoutApp } from './log-views'
import type { DeskText } from './model/text'

export interface FrameHandlers {
  onRestart(): void
  onBackground(): void
  onForeground(): void
}

/** A phone as one sees it: bezel, bars, and the page in an iframe between them. */
export class PhoneFrame implements PhoneWindow {
  readonly root: HTMLElement
  private device: Device
  private frame: FrameState = INITIAL_FRAME
  private readonly page: HTMLIFrameElement
  private readonly statusBar: HTMLElement
  private readonly clock = element('time')
  private readonly network = element('span', { class: 'network' })
  private readonly navigationBar: HTMLElement
  private readonly menu: HTMLElement
  private readonly back: HTMLButtonElement
  private readonly title = element('span', { class: 'title' })
  private readonly tabBar = element('nav', { class: 'tab-bar' })
  private readonly cover = element('div', { class: 'cover' })
  private readonly smallWindow = element('div', { class: 'small-window', hidden: true })
  private readonly lens = element('i', { class: 'lens' })
  private readonly homeIndicator = element('i', { class: 'home-indicator' })
  private readonly userLabel = element('strong')
  private readonly roomLabel = element('span', { class: 'room' })
  private phone: Phone | null = null
  /** why nothing runs, '' when that is not so */
  private failure = ''
  /** of the phone's clock */
  private hoursAhead = 0

  constructor(
    { name, device, turned, user }: PhoneOptions,
    private readonly text: DeskText,
    private readonly handlers: FrameHandlers,
  ) {
    this.device = deviceOf(device, turned)
    this.page = element('iframe', {
      name,
      title: name,
      allow: 'camera; microphone; autoplay; clipboard-write',
      on: { load: () => this.checkLoaded() },
    })
    this.back = button('back', text.back, () => this.phone?.back())
    this.statusBar = element('div', { class: 'status-bar', 'aria-hidden': 'true' }, this.clock, this.lens, this.network)
    this.menu = this.createMenu()
    this.navigationBar = element('div', { class: 'navigation-bar' }, this.back, this.title)
    this.root = element(
      'section',
      { class: 'phone', 'data-phone': name, 'aria-label': `${name} ${user}` },
      element('header', {}, element('span', { class: 'name', text: name }), this.userLabel, this.roomLabel),
      element(
        'div',
        { class: 'bezel' },
        element(
          'div',
          { class: 'screen' },
          element(
            'div',
            { class: 'display' },
            this.page,
            this.navigationBar,
            this.statusBar,
            this.menu,
            this.tabBar,
            this.cover,
            this.smallWindow,
            this.homeIndicator,
          ),
        ),
      ),
    )
    this.applySizes()
    this.draw(INITIAL_FRAME)
    this.showCover(text.loading)
    this.tellTime()
  }

  load(options: PhoneOptions): void {
    this.phone = null
    this.failure = ''
    this.drawSmallWindow(null)
    this.draw(INITIAL_FRAME)
    this.showCover(this.text.loading)
    this.page.src = `${ADDRESS.phone}?${writePhoneOptions(options)}`
  }

  unload(): void {
    this.phone = null
    this.page.src = 'about:blank'
    this.drawSmallWindow(null)
    this.draw(INITIAL_FRAME)
  }

  fail(reason: string): void {
    this.failure = reason
    this.showCover(reason, this.text.restart, this.handlers.onRestart)
  }

  /** From now on the bars follow the page. */
  attach(phone: Phone): void {
    this.phone = phone
    phone.frame.onChange((frame) => {
      if (this.phone === phone) this.draw(frame)
    })
    phone.smallWindow.onChange((picture) => {
      if (this.phone === phone) this.drawSmallWindow(picture)
    })
  }

  /** The page inside is told by the desk, once the screen has its new size. */
  setDevice(device: Device): void {
    this.device = device
    this.applySizes()
    this.draw(this.frame)
  }

  showState({ running, closed, foreground, suspended, network, user, room, clock }: ControlState): void {
    const { text } = this
    this.userLabel.textContent = user || text.signedOut
    this.userLabel.classList.toggle('named', user !== '')
    this.userLabel.classList.toggle('online', user !== '' && network !== 'none')
    this.roomLabel.textContent = room === '' ? '' : text.inRoom(withoutApp(room))
    this.network.textContent = text.networks[network]
    this.network.classList.toggle('offline', network === 'none')
    if (this.failure !== '') return
    this.hoursAhead = clock
    this.showTime()
    if (closed) this.showCover(text.closed, text.open, this.handlers.onRestart)
    else if (!running) this.showCover(text.crashed, text.restart, this.handlers.onRestart)
    else if (suspended) this.showCover(text.suspended, text.toFront, this.handlers.onForeground)
    else if (!foreground) this.showCover(text.inBackground, text.toFront, this.handlers.onForeground)
    else if (this.phone) this.cover.hidden = true
  }

  /** A browser shows its own page where a server does not answer, and hides it from scripts. */
  private checkLoaded(): void {
    if (this.page.contentDocument === null) this.fail(this.text.relayLost)
  }

  private draw(frame: FrameState): void {
    this.frame = frame
    const { device } = this
    const bars = device.statusBarHeight + device.navigationBarHeight
    const top = frame.customNavigation ? 0 : bars
    const bottom = frame.tabBar ? TAB_BAR_HEIGHT + device.bottomInset : 0
    Object.assign(this.page.style, { top: `${top}px`, height: `${device.height - top - bottom}px` })
    const background = frame.navigationBackground
    // the shadow closes the gap that scaling may leave above the page
    Object.assign(this.navigationBar.style, { background, height: `${bars}px`, boxShadow: `0 1px ${background}` })
    this.navigationBar.hidden = frame.customNavigation
    this.root.classList.toggle('light-text', frame.navigationText === 'white')
    this.root.classList.toggle('dimmed', frame.dimmed)
    this.navigationBar.classList.toggle('loading', frame.navigationLoading)
    this.back.hidden = !frame.canGoBack
    this.title.textContent = frame.title
    this.drawTabs(frame)
  }

  private drawTabs({ tabBar }: FrameState): void {
    this.tabBar.hidden = tabBar === null
    if (!tabBar) return
    const { selected, list, color, selectedColor, backgroundColor } = tabBar
    this.tabBar.style.background = backgroundColor
    this.tabBar.replaceChildren(
      ...list.map(({ text, iconPath, selectedIconPath, pagePath, badge }, index) => {
        const active = index === selected
        const icon = active ? (selectedIconPath ?? iconPath) : iconPath
        return element(
          'button',
          {
            style: `color:${active ? selectedColor : color}`,
            'aria-current': active && 'page',
            on: { click: () => this.phone?.switchTab(pagePath) },
          },
          icon !== undefined && element('img', { src: ADDRESS.files + icon.replace(/^\//, ''), alt: '' }),
          element('span', { text }),
          badge !== null && element('i', { class: badge === '' ? 'tab-dot' : 'tab-badge', text: badge }),
        )
      }),
    )
  }

  /** WeChat's own window lies above everything, the cover of the background included. */
  private drawSmallWindow(picture: MediaStream | null): void {
    this.smallWindow.hidden = picture === null
    this.smallWindow.replaceChildren()
    if (!picture) return
    const video = element('video', {})
    Object.assign(video, { muted: true, autoplay: true, playsInline: true, srcObject: picture })
    const { backToPage, closeWindow } = this.text
    const onTap = (): void => {
      this.handlers.onForeground()
      this.phone?.tapSmallWindow()
    }
    this.smallWindow.append(
      video,
      button('to-page', backToPage, onTap),
      button('shut', closeWindow, () => this.phone?.closeSmallWindow()),
    )
  }

  private createMenu(): HTMLElement {
    return element(
      'div',
      { class: 'capsule' },
      button('dots', this.text.restart, this.handlers.onRestart),
      button('ring', this.text.leaveProgram, this.handlers.onBackground),
    )
  }

  private showCover(message: string, action?: string, onAction?: () => void): void {
    this.cover.hidden = false
    this.cover.replaceChildren(
      element('p', { text: message }),
      action
        ? element('button', { text: action, on: { click: () => onAction?.() } })
        : element('i', { class: 'spinner' }),
    )
  }

  private applySizes(): void {
    const { width, height, statusBarHeight, bottomInset, platform } = this.device
    const { style } = this.root
    this.root.classList.toggle('ios', platform === 'ios')
    this.statusBar.hidden = statusBarHeight === 0
    // phones with a flat status bar, or on their side, have their lens elsewhere, and so have tablets
    this.lens.hidden = statusBarHeight <= (platform === 'ios' ? 24 : 20)
    this.homeIndicator.hidden = bottomInset === 0
    const button = menuButtonOf(this.device)
    for (const side of ['top', 'left', 'width', 'height'] as const) this.menu.style[side] = `${button[side]}px`
    style.setProperty('--screen-width', `${width}px`)
    style.setProperty('--screen-height', `${height}px`)
    style.setProperty('--status-bar', `${statusBarHeight}px`)
    style.setProperty('--bottom-inset', `${bottomInset}px`)
    style.setProperty('--tab-bar', `${TAB_BAR_HEIGHT}px`)
  }

  private tellTime(): void {
    this.showTime()
    setTimeout(() => this.tellTime(), 20_000)
  }

  /** What a wrong clock is ahead or behind stands beside it: a day more looks the same. */
  private showTime(): void {
    const { hoursAhead } = this
    const now = new Date(Date.now() + hoursAhead * 3_600_000)
    const error = hoursAhead === 0 ? '' : ` ${hoursAhead > 0 ? '+' : '−'}${Math.abs(hoursAhead)} h`
    this.clock.textContent = now.toTimeString().slice(0, 5) + error
  }
}

function button(className: string, label: string, onClick: () => void): HTMLButtonElement {
  return element('button', { class: className, 'aria-label': label, title: label, on: { click: onClick } })
}
