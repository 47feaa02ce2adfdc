import { DEVICES } from '../devices'
import { element } from '../dom'
import type { DeskSide } from '../phone/inside'
import type { PhoneOptions } from '../phone/options'
import type { Phone } from '../phone/phone'
import type { DeskLink } from '../relay/desk-link'
import type { LogEntry, PhoneStatus } from '../relay/protocol'
import { DeskPhone, type PhoneControls } from './controls'
import { applyFault } from './fault-list'
import { layOut } from './layout'
import type { Notices } from './notices'
import {
  DEFAULT_USERS,
  MAX_PHONES,
  OTHER_PLATFORMS,
  writeDeskOptions,
  type DeskOptions,
  type PhoneUser,
} from './options'
import { Panel } from './panel'
import { PhoneFrame } from './phone-frame'
import { deskText, type DeskText } from './text'
import { createToolbar, type Toolbar } from './toolbar'

interface Entry {
  controls: DeskPhone
  frame: PhoneFrame
}

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
    this.panel = new Panel(this.text, {
      onTab: (tab) => this.openPanel(tab),
      hasRoom: () => this.phones.length < MAX_PHONES,
      onSecondDevice: (phone) => this.addSecondDevice(phone.name),
    })
    this.panel.show(options.panel)
    this.toolbar = createToolbar(options, this.text, {
      onChange: ({ phones, ...changes }) =>
        this.reopen({ ...changes, ...(phones && { users: this.usersFor(phones) }) }),
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
    for (const user of this.options.users) this.place(user)
    for (const { controls } of this.phones) {
      // what an earlier page may have left behind
      await relay.setFaults(controls.name, { offline: false, delay: 0, ackDelay: 0, drop: 0, duplicate: 0 })
      for (const fault of this.options.faults[controls.name] ?? []) applyFault(controls, fault)
      controls.restart()
    }
  }

  /** Another phone with the same account, signed in beside the first. */
  addSecondDevice(name: string): PhoneControls {
    const { user } = this.options.users[this.names.indexOf(name)] ?? { user: '' }
    if (this.phones.length >= MAX_PHONES) throw new Error(`there are ${MAX_PHONES} phones already`)
    const taken = this.options.users.filter((other) => other.user === user).map(({ platform }) => platform)
    const platform = OTHER_PLATFORMS.find((candidate) => !taken.includes(candidate)) ?? ''
    const owner = { user, platform }
    this.options.users.push(owner)
    const { controls } = this.place(owner)
    controls.restart()
    this.remember()
    return controls
  }

  phoneStarts(phone: Phone): void {
    const { controls, frame } = this.entry(phone.host.name)
    frame.attach(phone)
    controls.attach(phone)
    frame.showState(controls.state.get())
    phone.host.onDeviceRefused = (device) => this.notices.set(device, this.text.deviceRefused(this.text[device]))
    phone.host.log.follow((entry) => this.panel.addPhoneEntry(controls.name, entry))
  }

  phoneFails(name: string, reason: string): void {
    this.entry(name).frame.fail(this.text.startFailed(reason))
  }

  /** The mini program was compiled anew. */
  restartAll(): void {
    for (const { controls } of this.phones) controls.restart()
  }

  noteMessage(entry: LogEntry): void {
    this.panel.addMessage(entry)
  }

  notePhones(statuses: PhoneStatus[]): void {
    this.statuses = statuses
    for (const status of statuses)
      this.phones.find(({ controls }) => controls.name === status.phone)?.controls.note(status)
  }

  private place(owner: PhoneUser): Entry {
    if (!this.relay) throw new Error('the desk has not started')
    const options = this.phoneOptions(`phone-${this.phones.length + 1}`, owner)
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
    const { lang, device, camera, launch, privacy } = this.options
    return {
      name,
      user,
      platform,
      lang,
      device,
      camera,
      launch,
      privacy,
      network: 'wifi',
      permissions: { camera: 'granted', record: 'granted' },
    }
  }

  private entry(name: string): Entry {
    const entry = this.phones.find(({ controls }) => controls.name === name)
    if (!entry) throw new Error(`no phone "${name}", there are ${this.names.join(', ')}`)
    return entry
  }

  private usersFor(count: number): PhoneUser[] {
    return Array.from({ length: count }, (_, index) => {
      return this.options.users[index] ?? { user: DEFAULT_USERS[index] ?? '', platform: 'MiniProgram' }
    })
  }

  private openPanel(tab: DeskOptions['panel']): void {
    this.options.panel = tab
    this.panel.show(tab)
    this.toolbar.markPanel(tab !== null)
    this.remember()
  }

  private reopen(changes: Partial<DeskOptions>): void {
    location.search = writeDeskOptions({ ...this.options, ...changes })
  }

  private remember(): void {
    history.replaceState(null, '', writeDeskOptions(this.options))
  }

  private fit(): void {
    const { clientWidth, clientHeight, style } = this.stage
    const stage = { width: clientWidth, height: clientHeight }
    const { columns, scale, shown, bezel } = layOut(
      stage,
      DEVICES[this.options.device],
      Math.max(1, this.phones.length),
    )
    style.setProperty('--columns', String(columns))
    style.setProperty('--scale', String(scale))
    style.setProperty('--shown-width', `${shown.width}px`)
    style.setProperty('--shown-height', `${shown.height}px`)
    style.setProperty('--bezel', `${bezel}px`)
  }
}
