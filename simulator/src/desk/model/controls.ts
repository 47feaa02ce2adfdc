import { deviceOf, type DeviceName } from '../../devices'
import type { DeskLink } from '../../relay/wire/desk-link'
import type { Faults, PhoneStatus } from '../../relay/wire/protocol'
import type { DeviceScope, NetworkType, Permission } from '../../phone/host'
import type { PhoneOptions } from '../../phone/options'
import type { Phone } from '../../phone/phone'
import type { ReadableValue } from '../../phone/values/value'
import { Value } from '../../phone/values/value'

export type MessageFaults = Pick<Faults, 'delay' | 'ackDelay' | 'drop' | 'duplicate'>

/** What the fault panel shows of a phone. */
export interface ControlState {
  /** false after a crash, and while the mini program is closed */
  running: boolean
  /** by its user, or by WeChat */
  closed: boolean
  network: NetworkType
  permissions: Record<DeviceScope, Permission>
  foreground: boolean
  /** timers and sockets stand still */
  suspended: boolean
  /** a phone call */
  interrupted: boolean
  /** a screen besides the camera */
  sharesScreen: boolean
  /** what WeChat does to the mini program's sockets in the background */
  backgroundSockets: PhoneOptions['backgroundSockets']
  /** hours by which the phone's clock is ahead of the right time */
  clock: number
  messageFaults: MessageFaults
  /** who is signed in to Chat, '' for nobody */
  user: string
  /** the media room, '' for none */
  room: string
}

/** Everything one can do to a phone from outside: the panel's buttons, the address and tests all come through here. */
export interface PhoneControls {
  readonly name: string
  readonly state: ReadableValue<ControlState>
  /** `none` cuts every connection of the phone */
  setNetwork(type: NetworkType): Promise<void>
  setPermission(scope: DeviceScope, permission: Permission): void
  /** applies to what the phone sends */
  setMessageFaults(faults: Partial<MessageFaults>): Promise<void>
  /** at once, or as soon as the phone is signed in */
  expireUserSig(): Promise<void>
  /** as an administrator does: the pusher is kicked out, at once or as soon as the phone is in a room */
  removeFromRoom(): Promise<void>
  /** false: the user looks at something else */
  setForeground(active: boolean): void
  /** `closed`, as on a real phone: five seconds after the mini program went to the background, Chat is away */
  setBackgroundSockets(fate: PhoneOptions['backgroundSockets']): void
  /** true: as iOS does it, timers and sockets stop and the media room is left, until the user looks again */
  setSuspended(active: boolean): void
  /** a phone call takes camera and microphone, and the media room is left until it is over */
  setInterrupted(active: boolean): void
  /** of a mini program in the background: at once or as soon as the phone is in a room, which is left */
  closeFloatingWindow(): void
  /** the window has another size: a phone that was turned, a window on a computer */
  setScreen(device: DeviceName, turned: boolean): void
  /** the user shares a screen besides the camera, as a client on the web does it */
  setScreenShare(on: boolean): void
  /** hours by which the phone's clock is ahead of the right time, negative: behind */
  setClock(hours: number): void
  /** the mini program is gone, without a word to anybody */
  crash(): void
  /** the user or WeChat closes the mini program: a media room is left at once, Chat hears nothing */
  close(): void
  /** starts the mini program, or starts it anew: fresh scripts, the same storage; faults stay */
  restart(): void
}

const NO_MESSAGE_FAULTS: MessageFaults = { delay: 0, ackDelay: 0, drop: 0, duplicate: 0 }

/** Shows and removes the phone's page; the frame does it. */
export interface PhoneWindow {
  load(options: PhoneOptions): void
  unload(): void
}

export class DeskPhone implements PhoneControls {
  readonly state: Value<ControlState>
  /** null while its page is loading, and after a crash */
  private phone: Phone | null = null
  private expiryIsDue = false
  private removalIsDue = false
  private floatIsDue = false

  constructor(
    private readonly options: PhoneOptions,
    private readonly window: PhoneWindow,
    private readonly relay: DeskLink,
  ) {
    const { network, permissions, clock, backgroundSockets } = options
    this.state = new Value<ControlState>({
      running: false,
      closed: false,
      network,
      permissions,
      foreground: true,
      suspended: false,
      interrupted: false,
      sharesScreen: false,
      backgroundSockets,
      clock,
      messageFaults: NO_MESSAGE_FAULTS,
      user: '',
      room: '',
    })
  }

  get name(): string {
    return this.options.name
  }

  /** The mini program inside is about to start. */
  attach(phone: Phone): void {
    this.phone = phone
    const { foreground, interrupted, suspended, sharesScreen } = this.state.get()
    phone.host.foreground.set(foreground)
    if (interrupted) phone.setPhoneCall(true)
    if (sharesScreen) phone.setScreenShare(true)
    if (suspended) phone.setSuspended(true)
    phone.host.permissions.onChange((scope, permission) => this.notePermission(scope, permission))
  }

  /** The relay's view of the phone. */
  note(status: PhoneStatus): void {
    const { delay, ackDelay, drop, duplicate } = status.faults
    const { network, user: known } = this.state.get()
    // the relay cannot see a phone without a network; in its own eyes nobody has signed out
    const cutOff = network === 'none' ? known : ''
    const user = status.chat ? status.userID : cutOff
    this.change({ user, room: status.room, messageFaults: { delay, ackDelay, drop, duplicate } })
    if (status.chat && this.expiryIsDue) void this.expireUserSig()
    if (status.room && this.removalIsDue) void this.removeFromRoom()
    if (status.room && this.floatIsDue) this.closeFloatingWindow()
  }

  async setNetwork(network: NetworkType): Promise<void> {
    this.change({ network })
    this.phone?.host.network.set(network)
    await this.relay.setFaults(this.name, { offline: network === 'none' })
  }

  setPermission(scope: DeviceScope, permission: Permission): void {
    this.notePermission(scope, permission)
    this.phone?.host.permissions.set(scope, permission)
  }

  async setMessageFaults(faults: Partial<MessageFaults>): Promise<void> {
    this.change({ messageFaults: { ...this.state.get().messageFaults, ...faults } })
    await this.relay.setFaults(this.name, faults)
  }

  async expireUserSig(): Promise<void> {
    this.expiryIsDue = this.state.get().user === ''
    if (!this.expiryIsDue) await this.relay.expireUserSig(this.name)
  }

  async removeFromRoom(): Promise<void> {
    this.removalIsDue = this.state.get().room === ''
    if (!this.removalIsDue) await this.relay.removeFromRoom(this.name)
  }

  setForeground(foreground: boolean): void {
    if (foreground && this.state.get().suspended) return this.setSuspended(false)
    this.change({ foreground })
    this.phone?.host.foreground.set(foreground)
  }

  setBackgroundSockets(backgroundSockets: PhoneOptions['backgroundSockets']): void {
    this.change({ backgroundSockets })
    this.phone?.host.sockets.setClosesInBackground(backgroundSockets === 'closed')
  }

  setSuspended(suspended: boolean): void {
    if (suspended === this.state.get().suspended) return
    this.change({ suspended, foreground: !suspended })
    this.phone?.setSuspended(suspended)
  }

  setInterrupted(interrupted: boolean): void {
    if (interrupted === this.state.get().interrupted) return
    this.change({ interrupted })
    this.phone?.setPhoneCall(interrupted)
  }

  closeFloatingWindow(): void {
    const { room, foreground } = this.state.get()
    this.floatIsDue = room === ''
    if (this.floatIsDue) return
    // WeChat shows the window only above other apps
    if (foreground) this.setForeground(false)
    this.phone?.closeFloatingWindow()
  }

  setScreen(device: DeviceName, turned: boolean): void {
    Object.assign(this.options, { device, turned })
    this.phone?.resize(deviceOf(device, turned))
  }

  setScreenShare(sharesScreen: boolean): void {
    this.change({ sharesScreen })
    this.phone?.setScreenShare(sharesScreen)
  }

  setClock(clock: number): void {
    this.change({ clock })
    this.phone?.host.clock.set(clock)
  }

  crash(): void {
    this.stop({ closed: false })
  }

  close(): void {
    this.phone?.close()
    this.stop({ closed: true })
  }

  restart(): void {
    this.phone = null
    const { network, permissions, clock, backgroundSockets } = this.state.get()
    this.change({ running: true, closed: false })
    this.window.load({ ...this.options, network, permissions, clock, backgroundSockets })
  }

  /** Whoever opens the mini program again looks at it. */
  private stop({ closed }: { closed: boolean }): void {
    this.phone = null
    this.change({ running: false, closed, suspended: false, ...(closed && { foreground: true }) })
    this.window.unload()
  }

  private notePermission(scope: DeviceScope, permission: Permission): void {
    this.change({ permissions: { ...this.state.get().permissions, [scope]: permission } })
  }

  private change(changes: Partial<ControlState>): void {
    this.state.set({ ...this.state.get(), ...changes })
  }
}
