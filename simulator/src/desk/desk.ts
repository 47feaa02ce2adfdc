import { deviceOf, type DeviceName } from '../devices'
import { element } from '../dom'
import type { DeskSide } from '../phone/inside'
import { DEFAULT_PHONE_OPTIONS, type PhoneOptions } from '../phone/options'
import type { Phone } from '../phone/phone'
import type { DeskLink } from '../relay/wire/desk-link'
import { NO_FAULTS, type LogEntry, type PhoneStatus } from '../relay/wire/protocol'
import { DeskPhone, type PhoneControls } from './model/controls'
import { applyFault, faultsNow, writeFaults } from './model/fault-list'
import { layOut } from './layout'
import type { Notices } from './notices'
import {
  MAX_PHONES,
  OTHER_PLATFORMS,
  phoneName,
  withPhones,
  writeDeskOptions,
  type DeskOptions,
  type PhoneUser,
} from './model/options'
import { Panel } from './panel'
import { PhoneFrame } from './phone-frame'
import { deskText, type DeskText } from './model/text'
import { createToolbar, type Toolbar } from './toolbar'

/** What the phones look like. */
interface Screen {
  device: DeviceName
  turned: boolean
}

interface Entry {
  controls: DeskPhone
  frame: PhoneFrame
}

const NOT_STARTED = 'the desk has not started'

/** The page with the phones. Tests reach it as `window.desk`. */
export class Desk implements DeskSide {
  private readonly text: DeskText
  private readonly phones: Entry[] = []
  private readonly stage = element('main', { class: 'stage' })
  private readonly panel: Panel
  private readonly toolbar: Toolbar
  private relay: DeskLink | null = null
  private statuses: PhoneStatus[] = []

  constructor(
    root: HTMLElement,
    private readonly options: DeskOptions,
    private readonly notices: Notices,
  ) {
    this.text = deskText(options.lang)
    this.panel = new Panel(
      this.text,
      {
        onTab: (tab) => this.openPanel(tab),
        hasRoom: () => this.phones.length < MAX_PHONES,
        onSecondDevice: (phone) => this.addSecondDevice(phone.name),
        onRoomDrop: (seconds) => void this.setRoomDrop(seconds),
      },
      options.roomDrop,
    )
    this.panel.show(options.panel)
    this.toolbar = createToolbar(options, this.text, {
      onChange: ({ phones = this.phones.length, ...changes }) =>
        this.reopen(withPhones({ ...this.options, ...changes }, phones)),
      onTurn: () => this.setScreen({ turned: !this.options.turned }),
      onPanel: () => this.openPanel(this.options.panel === null ? 'messages' : null),
    })
    root.replaceChildren(this.toolbar.root, element('div', { class: 'work' }, this.stage, this.panel.root))
    new ResizeObserver(() => this.fit()).observe(this.stage)
  }

  get names(): string[] {
    return this.phones.map(({ controls }) => controls.name)
  }

  /** @throws Error for a phone that is not there */
  phone(name: string): PhoneControls {
    return this.entry(name).controls
  }

  /** Puts the phones on the table; the relay must be there, because faults may hold from the start. */
  async start(relay: DeskLink): Promise<void> {
    this.relay = relay
    await this.setRoomDrop(this.options.roomDrop)
    for (const user of this.options.users) this.place(user)
    for (const { controls } of this.phones) await this.begin(controls, relay)
  }

  /** @param seconds until a phone that vanished leaves its media room; null: as TRTC does it */
  async setRoomDrop(seconds: number | null): Promise<void> {
    this.options.roomDrop = seconds
    this.remember()
    await this.relay?.setDropAfter(seconds === null ? null : seconds * 1000)
  }

  /** Another phone with the same account, signed in beside the first. */
  addSecondDevice(name: string): PhoneControls {
    const { user } = this.options.users[this.names.indexOf(name)] ?? { user: '' }
    if (!this.relay) throw new Error(NOT_STARTED)
    if (this.phones.length >= MAX_PHONES) throw new Error(`there are ${MAX_PHONES} phones already`)
    const taken = this.options.users.filter((other) => other.user === user).map(({ platform }) => platform)
    const platform = OTHER_PLATFORMS.find((candidate) => !taken.includes(candidate)) ?? ''
    const owner = { user, platform }
    this.options.users.push(owner)
    const { controls } = this.place(owner)
    this.remember()
    void this.begin(controls, this.relay)
    return controls
  }

  /** Turns the phones, or gives their windows another size; the mini programs go on. */
  setScreen({ device = this.options.device, turned = this.options.turned }: Partial<Screen>): void {
    Object.assign(this.options, { device, turned })
    this.toolbar.markTurned(turned)
    for (const { frame } of this.phones) frame.setDevice(deviceOf(device, turned))
    this.fit()
    for (const { controls } of this.phones) controls.setScreen(device, turned)
    this.remember()
  }

  phoneStarts(phone: Phone): void {
    const { controls, frame } = this.entry(phone.host.name)
    frame.attach(phone)
    controls.attach(phone)
    frame.showState(controls.state.get())
    phone.host.onDeviceRefused = (device) => this.notices.set(device, this.text.deviceRefused(this.text[device]))
    this.panel.phoneStarts(controls.name)
    phone.host.log.follow((entry) => this.panel.addPhoneEntry(controls.name, entry))
  }

  phoneFails(name: string, reason: string): void {
    this.entry(name).frame.fail(this.text.startFailed(reason))
  }

  /** The mini program was compiled anew. */
  restartAll(): void {
    for (const { controls } of this.phones) {
      if (!controls.state.get().closed) controls.restart()
    }
  }

  noteMessage(entry: LogEntry): void {
    this.panel.addMessage(entry)
  }

  notePhones(statuses: PhoneStatus[]): void {
    this.statuses = statuses
    for (const status of statuses)
      this.phones.find(({ controls }) => controls.name === status.phone)?.controls.note(status)
  }

  /** Switches a phone on, with the faults of the address and without what an earlier page left in the relay. */
  private async begin(controls: DeskPhone, relay: DeskLink): Promise<void> {
    await relay.setFaults(controls.name, NO_FAULTS)
    await relay.removeFromRoom(controls.name)
    for (const fault of this.options.faults[controls.name] ?? []) applyFault(controls, fault)
    controls.state.onChange(() => this.rememberFaults(controls))
    if (!controls.state.get().closed) controls.restart()
  }

  private place(owner: PhoneUser): Entry {
    if (!this.relay) throw new Error(NOT_STARTED)
    const options = this.phoneOptions(phoneName(this.phones.length), owner)
    const frame = new PhoneFrame(options, this.text, {
      onRestart: () => controls.restart(),
      onBackground: () => controls.setForeground(false),
      onForeground: () => controls.setForeground(true),
    })
    const controls: DeskPhone = new DeskPhone(options, frame, this.relay)
    const entry = { controls, frame }
    this.phones.push(entry)
    this.stage.append(frame.root)
    controls.state.onChange((state) => frame.showState(state))
    this.panel.addPhone(controls)
    const status = this.statuses.find(({ phone }) => phone === options.name)
    if (status) controls.note(status)
    this.fit()
    return entry
  }

  private phoneOptions(name: string, { user, platform }: PhoneUser): PhoneOptions {
    const { lang, device, turned, renderer, camera, frameRate, launch, privacy, chat } = this.options
    return {
      ...DEFAULT_PHONE_OPTIONS,
      name,
      user,
      platform,
      lang,
      device,
      turned,
      renderer,
      camera,
      frameRate,
      launch,
      privacy,
      chat,
    }
  }

  private entry(name: string): Entry {
    const entry = this.phones.find(({ controls }) => controls.name === name)
    if (!entry) throw new Error(`no phone "${name}", there are ${this.names.join(', ')}`)
    return entry
  }

  private openPanel(tab: DeskOptions['panel']): void {
    this.options.panel = tab
    this.panel.show(tab)
    this.toolbar.markPanel(tab !== null)
    this.remember()
  }

  private reopen(options: DeskOptions): void {
    location.search = writeDeskOptions(options)
  }

  private rememberFaults({ name, state }: DeskPhone): void {
    const { faults } = this.options
    const before = writeFaults(faults)
    faults[name] = faultsNow(faults[name] ?? [], state.get())
    if (writeFaults(faults) !== before) this.remember()
  }

  private remember(): void {
    history.replaceState(null, '', writeDeskOptions(this.options))
  }

  private fit(): void {
    const { clientWidth, clientHeight, style } = this.stage
    const stage = { width: clientWidth, height: clientHeight }
    const { columns, scale, shown, bezel } = layOut(
      stage,
      deviceOf(this.options.device, this.options.turned),
      Math.max(1, this.phones.length),
    )
    style.setProperty('--columns', String(columns))
    style.setProperty('--scale', String(scale))
    style.setProperty('--shown-width', `${shown.width}px`)
    style.setProperty('--shown-height', `${shown.height}px`)
    style.setProperty('--bezel', `${bezel}px`)
  }
}
