import type { PusherAttributes } from '../foundation/calling-state'
import type { DeviceState, PictureQuality, Platform } from '../foundation/ports'
import { Timers } from '../foundation/tools/timers'
import { previewAttributes } from './room/attributes'
import { readPusherEvent } from './room/native-events'

type LivePusherContext = WechatMiniprogram.LivePusherContext

/** The tag needs a moment to be on the page, and a command to a tag that is not there is lost. Milliseconds. */
const TRY_EVERY = 300
const MOST_TRIES = 10

/** An open camera has its first picture within this time, if WeChat does not tell of it (1007). Milliseconds. */
const FIRST_PICTURE = 300

/**
 * The own picture before there is a room, for this user alone: a `<live-pusher>` without a url, told to show the camera. It
 * opens no microphone and sends nothing. The room that comes after it takes the running camera over.
 */
export class Preview {
  pusher: PusherAttributes
  /** the camera gives a picture */
  hasPicture = false
  private tries = 0
  private isOver = false
  private readonly timers: Timers<'try' | 'picture'>

  /** @param report what has happened; `denied`: the camera may not be used */
  constructor(
    private context: unknown,
    private readonly platform: Platform,
    private devices: DeviceState,
    quality: PictureQuality,
    private readonly report: (what: 'changed' | 'denied') => void,
  ) {
    this.timers = new Timers(platform)
    this.pusher = previewAttributes(devices, quality)
    this.begin()
  }

  /** The tag is in another page or component from now on. */
  move(context: unknown): void {
    this.command('stopPreview')
    this.context = context
    this.hasPicture = false
    this.begin()
  }

  /** The camera is on and stays on: only which one may have changed. */
  setDevices(devices: DeviceState): void {
    const isTurned = devices.frontCamera !== this.devices.frontCamera
    this.devices = devices
    if (isTurned) this.command('switchCamera')
  }

  handlePusherEvent(event: unknown): void {
    const fact = readPusherEvent(event)
    if (!fact) return
    if (fact.kind === 'denied' && fact.device === 'camera') this.report('denied')
    else if (fact.kind === 'firstPicture' || (fact.kind === 'quality' && fact.hasFrames)) this.show()
    else if (fact.kind === 'cameraOpened') this.waitForPicture()
  }

  /** The room has taken the tag over: nothing more is asked of it from here. */
  release(): void {
    this.isOver = true
    this.timers.clearAll()
  }

  /** Gives the camera back. */
  stop(): void {
    this.release()
    this.command('stopPreview')
  }

  private begin(): void {
    this.tries = 0
    this.timers.clearAll()
    this.timers.set('try', TRY_EVERY, () => this.tryToShow())
  }

  private tryToShow(): void {
    this.tries += 1
    if (this.tries < MOST_TRIES) this.timers.set('try', TRY_EVERY, () => this.tryToShow())
    this.command('startPreview', () => this.waitForPicture())
  }

  /** The tag is black until then. */
  private waitForPicture(): void {
    if (this.hasPicture || this.isOver || this.timers.has('picture')) return
    this.timers.clear('try')
    this.timers.set('picture', FIRST_PICTURE, () => this.show())
  }

  private show(): void {
    this.timers.clearAll()
    if (this.hasPicture || this.isOver) return
    this.hasPicture = true
    this.report('changed')
  }

  private command(name: 'startPreview' | 'stopPreview' | 'switchCamera', success?: () => void): void {
    try {
      // as trtc-wx-sdk does it: the component that holds the tag is not in WeChat's typings
      const create = this.platform.wx.createLivePusherContext as (context: unknown) => LivePusherContext
      const options = { fail: () => undefined, ...(success ? { success } : {}) }
      create(this.context)[name](options)
    } catch {
      // an old WeChat, or the tag is gone with its page: there is no preview
    }
  }
}
