/** An open camera or microphone. `stop` gives it back; the camera's light goes out. */
export interface CaptureDevice {
  readonly track: MediaStreamTrack
  stop(): void
}

/** Why a device could not be opened: the user (or the fault panel) said no, or it does not work. */
export class DeviceError extends Error {
  constructor(
    readonly denied: boolean,
    message: string,
  ) {
    super(message)
  }
}

export interface DeviceSlotOptions<Device extends CaptureDevice> {
  /** rejects with a DeviceError */
  open(): Promise<Device>
  /** null: it was given back */
  onChange(device: Device | null): void
  onFailure(error: DeviceError): void
}

/** A device that is wanted or not. Opening takes time; whatever is wanted at its end counts. */
export class DeviceSlot<Device extends CaptureDevice> {
  private current: Device | null = null
  private wanted = false
  private isOpening = false
  /** what is being opened was chosen before a `replace` */
  private isStale = false

  constructor(private readonly options: DeviceSlotOptions<Device>) {}

  get device(): Device | null {
    return this.current
  }

  /** After a failure the device is tried again when it has been unwanted in between. */
  want(wanted: boolean): void {
    if (wanted === this.wanted) return
    this.wanted = wanted
    if (wanted) void this.open()
    else this.settle(null)
  }

  /** Opens the device anew, with whatever `open` chooses now, and gives the old one back afterwards. */
  async replace(): Promise<void> {
    if (this.isOpening) this.isStale = true
    else if (this.current) await this.open()
  }

  private async open(): Promise<void> {
    if (this.isOpening) return
    this.isOpening = true
    try {
      const device = await this.options.open()
      if (this.wanted) this.settle(device)
      else device.stop()
    } catch (error) {
      if (this.wanted) this.options.onFailure(error as DeviceError)
    } finally {
      this.isOpening = false
    }
    if (!this.isStale) return
    this.isStale = false
    await this.replace()
  }

  private settle(device: Device | null): void {
    const old = this.current
    if (!old && !device) return
    this.current = device
    this.options.onChange(device)
    old?.stop()
  }
}
