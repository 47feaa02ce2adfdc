import { deviceOf, type Device } from '../devices'
import { Clock } from './device/clock'
import { Sockets } from './device/sockets'
import type { FreezableTimers } from './device/timers'
import type { DeviceScope, Language, NetworkType, Permission, PhoneOptions } from './options'
import { PhoneLog } from './values/log'
import { Value, type Dispose } from './values/value'

export type { DeviceScope, Language, NetworkType, Permission }

/** The outside world of one phone: what a mini program cannot change, and the fault panel can. */
export class PhoneHost {
  readonly name: string
  /** the Chat relay; clients add their channel */
  readonly relayURL: string
  readonly camera: 'synthetic' | 'real'
  readonly lang: Language
  /** it changes when the phone is turned, and with a window on a computer */
  device: Device
  readonly log = new PhoneLog()
  readonly network: Network
  readonly permissions: Permissions
  readonly foreground: Foreground
  readonly sockets: Sockets
  readonly clock: Clock
  /** has the privacy policy been accepted? */
  privacyAccepted: boolean
  /** the browser keeps a real device to itself, whatever the phone allows */
  onDeviceRefused: (device: 'camera' | 'microphone') => void = () => {}

  constructor(
    readonly options: PhoneOptions,
    /** of all code in the phone's page */
    readonly timers: Pick<FreezableTimers, 'freeze' | 'thaw'>,
  ) {
    this.name = options.name
    this.relayURL = `${location.origin.replace(/^http/, 'ws')}/relay?phone=${encodeURIComponent(options.name)}`
    this.camera = options.camera
    this.lang = options.lang
    this.device = deviceOf(options.device, options.turned)
    this.network = new Network(options.network)
    this.permissions = new Permissions(options.permissions)
    this.foreground = new Foreground()
    this.sockets = new Sockets(this.foreground, options.backgroundSockets === 'closed')
    this.clock = new Clock(options.clock)
    this.privacyAccepted = options.privacy === 'accepted'
  }
}

export class Network {
  private readonly value: Value<NetworkType>

  constructor(type: NetworkType) {
    this.value = new Value(type)
  }

  get type(): NetworkType {
    return this.value.get()
  }

  get online(): boolean {
    return this.type !== 'none'
  }

  set(type: NetworkType): void {
    this.value.set(type)
  }

  onChange(listener: (network: { online: boolean; type: NetworkType }) => void): Dispose {
    return this.value.onChange(() => listener({ online: this.online, type: this.type }))
  }
}

export class Permissions {
  private readonly values: Record<DeviceScope, Value<Permission>>

  constructor(initial: Record<DeviceScope, Permission>) {
    this.values = { camera: new Value(initial.camera), record: new Value(initial.record) }
  }

  /** May the device be used? Where nobody was asked yet, the native tags would ask and get a yes. */
  get(scope: DeviceScope): boolean {
    return this.state(scope) !== 'denied'
  }

  state(scope: DeviceScope): Permission {
    return this.values[scope].get()
  }

  set(scope: DeviceScope, permission: Permission): void {
    this.values[scope].set(permission)
  }

  onChange(listener: (scope: DeviceScope, permission: Permission) => void): Dispose {
    const disposers = (['camera', 'record'] as const).map((scope) =>
      this.values[scope].onChange((permission) => listener(scope, permission)),
    )
    return () => disposers.forEach((dispose) => dispose())
  }
}

export class Foreground {
  private readonly value = new Value(true)

  get active(): boolean {
    return this.value.get()
  }

  set(active: boolean): void {
    this.value.set(active)
  }

  onChange(listener: (active: boolean) => void): Dispose {
    return this.value.onChange(listener)
  }
}
