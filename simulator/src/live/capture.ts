import type { CaptureDevice } from './devices/device-slot'
import { DeviceError, DeviceSlot } from './devices/device-slot'
import { openRealCamera } from './devices/camera'
import type { Camera, Facing, PictureSize } from './devices/camera'
import { openRealMicrophone, openSyntheticMicrophone } from './devices/microphone'
import type { Microphone } from './devices/microphone'
import type { LiveScope } from './room/scope'
import { openSyntheticCamera } from './devices/synthetic-camera'

export interface CaptureOptions {
  scope: LiveScope
  /** whose face and voice the synthetic devices show */
  name(): string
  size(): PictureSize
  onCamera(camera: Camera | null): void
  onMicrophone(microphone: Microphone | null): void
  onFailure(device: 'camera' | 'microphone', error: DeviceError): void
}

/** The pusher's camera and microphone. */
export class Capture {
  facing: Facing = 'front'
  private readonly camera: DeviceSlot<Camera>
  private readonly microphone: DeviceSlot<Microphone>
  private microphoneVolume = 1

  constructor(private readonly options: CaptureOptions) {
    const { onCamera, onMicrophone, onFailure } = options
    this.camera = new DeviceSlot({
      open: () => this.opened('camera', () => this.openCamera()),
      onChange: onCamera,
      onFailure: (error) => onFailure('camera', error),
    })
    this.microphone = new DeviceSlot({
      open: () => this.opened('record', () => this.openMicrophone()),
      onChange: onMicrophone,
      onFailure: (error) => onFailure('microphone', error),
    })
  }

  /** null while the camera is off */
  get picture(): MediaStreamTrack | null {
    return this.camera.device?.track ?? null
  }

  /** null while the microphone is off */
  get voice(): MediaStreamTrack | null {
    return this.microphone.device?.track ?? null
  }

  want(devices: { camera: boolean; microphone: boolean }): void {
    this.camera.want(devices.camera)
    this.microphone.want(devices.microphone)
  }

  async turnCamera(): Promise<void> {
    this.facing = this.facing === 'front' ? 'back' : 'front'
    await this.camera.replace()
  }

  /** After a change of what `size` returns. */
  resize(): void {
    this.camera.device?.resize(this.options.size())
  }

  setMicrophoneVolume(volume: number): void {
    this.microphoneVolume = volume
    this.microphone.device?.setVolume(volume)
  }

  level(): number {
    return this.microphone.device?.level() ?? 0
  }

  private openCamera(): Promise<Camera> | Camera {
    const { scope, name, size } = this.options
    if (scope.camera === 'real') return this.fromBrowser('camera', openRealCamera(this.facing, size()))
    return openSyntheticCamera(name, this.facing, size())
  }

  private async openMicrophone(): Promise<Microphone> {
    const { scope, name } = this.options
    const microphone =
      scope.camera === 'real'
        ? await this.fromBrowser('microphone', openRealMicrophone(scope.audio))
        : openSyntheticMicrophone(scope.audio, name())
    microphone.setVolume(this.microphoneVolume)
    return microphone
  }

  private async fromBrowser<Device>(device: 'camera' | 'microphone', opening: Promise<Device>): Promise<Device> {
    try {
      return await opening
    } catch (error) {
      this.options.scope.onDeviceRefused(device, error instanceof Error ? error.message : String(error))
      throw error
    }
  }

  /** Asks for permission first, and keeps count of what is open. */
  private async opened<Device extends CaptureDevice>(
    permission: 'camera' | 'record',
    open: () => Promise<Device> | Device,
  ): Promise<Device> {
    const { permissions, devices } = this.options.scope
    if (!permissions.get(permission)) throw new DeviceError(true, `scope.${permission} was denied`)
    const device = await open()
    devices.add(device)
    return {
      ...device,
      stop() {
        devices.delete(device)
        device.stop()
      },
    }
  }
}
