import type { DeviceState, PictureQuality, Platform, RoomCredentials, RoomEvent } from '../../foundation/ports'
import type { MediaConnection, UserID } from '../../foundation/types'
import type { PlayerAttributes, PusherAttributes } from '../../foundation/calling-state'
import { initialAttributes, keepIfEqual, pusherAttributes, qualityAttributes, sideOf } from './attributes'
import { noAnswer, notAddressed, refused } from './failures'
import { isTimeout, readPusherEvent } from './native-events'
import type { MeterFact, PlayerFact, PusherFact, RosterFact } from './native-events'
import { Players } from './players'
import type { Roster } from './roster'
import * as times from './room-times'
import { TrtcStay } from './stay'
import type { RoomAddress } from './stay'
import { Timers } from '../../foundation/tools/timers'

/** what is kept of the time before the room answers */
const MAX_HELD = 256

type RoomPhase =
  /** the pusher has a url, the room has not answered */
  | 'entering'
  | 'in'
  /** re-entry: the pusher is stopping, to be started again */
  | 'stopping'
  /** left, failed or kicked: for good */
  | 'over'

export interface RoomRequest extends RoomAddress {
  devices: DeviceState
  quality: PictureQuality
  waitingImage: string
}

/** One call in its media room, over re-entries; each call gets a new one. Nothing it does throws. */
export class MediaRoom {
  pusher: PusherAttributes | null = null
  /** the own camera gives a picture */
  hasPicture = false

  private phase: RoomPhase = 'entering'
  private stay: TrtcStay
  private readonly playing: Players
  private readonly timers: Timers<'start' | 'entry' | 'retry' | 'stop' | 'return' | 'resume'>
  private listener: ((event: RoomEvent) => void) | null
  private devices: DeviceState
  private quality: PictureQuality
  private url = ''
  /** `entered` was emitted */
  private entered = false
  /** the native pusher has said something since it was told to run */
  private heard = false
  /** `switchCamera` has a camera to switch */
  private cameraReady = false
  private connection: MediaConnection = 'here'
  /** WeChat has left the room. `suspended`: it comes back by itself */
  private interruption: 'none' | 'suspended' | 'float closed' = 'none'
  /** the new tags come once the old ones have stopped: one account is in a room once */
  private moving = false
  private denied = { camera: false, microphone: false }
  /** what was said about users before 1018; it may still be about the room that was left */
  private held: RosterFact[] = []

  constructor(
    private context: unknown,
    private readonly platform: Platform,
    private request: RoomRequest,
    private readonly roster: Roster,
    onEvent: (event: RoomEvent) => void,
  ) {
    this.timers = new Timers(platform)
    this.listener = onEvent
    this.devices = { ...request.devices }
    this.quality = { ...request.quality }
    this.stay = new TrtcStay(context, request.userID, roster)
    this.playing = new Players(roster)
  }

  get players(): PlayerAttributes[] {
    return this.playing.list
  }

  /** @param preview what the tag, which is there already, has shown so far */
  enter(preview: { hasPicture: boolean } | null = null): void {
    if (!this.open()) return
    if (preview) this.cameraReady = preview.hasPicture
    this.expectStart(preview ? times.RESTART_AFTER : times.START_AFTER)
    this.timers.set('entry', times.ENTER_WITHIN, () => this.onSilence())
    this.refresh()
  }

  /** Leaves and enters again from other tags. The old ones may be gone already. */
  move(context: unknown): void {
    this.context = context
    this.moving = true
    this.reenter()
    if (this.phase === 'stopping') this.refresh()
  }

  /** Leaves and enters again. Members and devices stay; `entered` is not emitted a second time. */
  reenter(credentials: Partial<RoomCredentials> = {}): void {
    this.request = { ...this.request, ...credentials }
    if (this.phase === 'over' || this.phase === 'stopping') return
    this.phase = 'stopping'
    for (const timer of ['start', 'retry', 'return', 'resume'] as const) this.timers.clear(timer)
    this.held = []
    // a second re-entry does not prolong the first one's time
    if (!this.timers.has('entry')) this.timers.set('entry', times.ENTER_WITHIN, () => this.onSilence())
    this.roster.expectBack()

    const old = this.stay
    const startAgain = (): void => {
      if (this.stay !== old || this.phase !== 'stopping') return
      this.timers.clear('stop')
      this.phase = 'entering'
      this.stay = new TrtcStay(this.context, this.request.userID, this.roster)
      const before = this.url
      if (!this.open()) return
      // a new url starts the tag by itself, and started by hand the tag would still take the old one
      const isNewTag = this.moving
      this.moving = false
      if (this.url === before && !isNewTag) this.stay.start()
      else this.expectStart(times.RESTART_AFTER)
      this.refresh()
    }
    this.timers.set('stop', this.moving ? times.MOVE_WITHIN : times.STOP_WITHIN, startAgain)
    old.close(startAgain)
    // they show the room that was left, and the same src would not play again by itself
    this.refresh()
  }

  /** The mini program is in the foreground again. */
  handleShow(): void {
    if (this.interruption === 'float closed') this.reenter()
    else if (this.interruption === 'suspended') this.timers.set('resume', times.RESUME_WITHIN, () => this.reenter())
  }

  /** Nothing is emitted from here on, and nothing goes on. */
  leave(): void {
    this.listener = null
    this.release()
  }

  setDevices(devices: DeviceState): void {
    if (this.phase === 'over') return
    if (devices.camera && !this.devices.camera) this.denied.camera = false
    if (devices.mic && !this.devices.mic) this.denied.microphone = false
    // a camera that is being opened now will say so (1003), and is turned round then
    this.cameraReady = devices.camera && (this.cameraReady || (this.devices.camera && this.phase === 'in'))
    this.devices = { ...devices }
    if (this.phase !== 'stopping') {
      this.stay.setAttributes({ enableCamera: devices.camera, enableMic: devices.mic })
      if (!this.heard) this.stay.setAttributes({ frontCamera: sideOf(devices) })
      this.turnCamera()
    }
    this.refresh()
  }

  setQuality(quality: PictureQuality): void {
    if (this.phase === 'over') return
    this.quality = { ...this.quality, ...quality }
    if (this.phase !== 'stopping') this.stay.setAttributes(qualityAttributes(this.quality))
    this.refresh()
  }

  setRemoteView(userID: UserID, viewing: boolean): void {
    this.roster.setViewing(userID, viewing)
    this.refresh()
  }

  handlePusherEvent(event: unknown): void {
    // between stop and start only the room that is being left can speak
    if (this.phase === 'over' || this.phase === 'stopping') return
    const fact = readPusherEvent(event)
    if (!fact) return
    // the end of a stay before this one
    if (fact.kind === 'left') {
      this.held = []
      return
    }
    this.heard = true
    this.timers.clear('start')
    this.handle(fact)
  }

  handlePlayerEvent(event: unknown): void {
    const heard = this.phase === 'over' ? null : this.playing.hear(event)
    if (!heard) return
    const { userID, fact, isMain } = heard
    if (isMain) this.judge(userID, fact)
    if (isMain && (fact.kind === 'volume' || fact.kind === 'quality')) this.measure(userID, fact)
    if (fact.kind !== 'volume') this.refresh()
  }

  private handle(fact: PusherFact): void {
    switch (fact.kind) {
      case 'entered':
        return this.onEntered()
      case 'kicked':
        return this.end({ kind: 'kicked' })
      case 'refused':
        if (this.entered && isTimeout(fact.code)) return this.onSilence()
        return this.end({ kind: 'failed', error: refused(this.entered, fact.code) })
      case 'joined':
      case 'gone':
      case 'video':
      case 'audio':
        return this.hearRoster(fact)
      case 'connected':
        return this.setConnection('here')
      case 'reconnecting':
        // the first entry has a time limit of its own
        if (this.entered && this.connection === 'here') this.setConnection('returning')
        return
      case 'disconnected':
        return this.setConnection('lost')
      case 'cameraOpened':
      case 'firstPicture':
        return this.setCameraReady()
      case 'networkChanged':
        return this.notify(fact)
      case 'suspended':
        return this.interrupt('suspended')
      case 'floatClosed':
        return this.interrupt('float closed')
      case 'denied':
        if (this.denied[fact.device]) return
        this.denied[fact.device] = true
        return this.notify(fact)
      case 'quality':
        if (fact.hasFrames) this.setCameraReady()
        return this.measure(this.request.userID, fact)
      case 'volume':
        return this.measure(this.request.userID, fact)
      case 'left':
      case 'other':
        return
    }
  }

  private hearRoster(fact: RosterFact): void {
    if (this.phase === 'entering') {
      this.held = this.held.concat(fact).slice(-MAX_HELD)
      return
    }
    // a listener has left, or asked to enter again, in the meantime
    if (this.phase !== 'in') return
    this.roster.hear(fact)
    this.stay.hear(fact)
    this.announce()
    for (const userID of this.roster.membersIn(fact)) this.judge(userID, fact)
  }

  /** What happens to the room until WeChat is in it again says nothing about the users. */
  private interrupt(how: 'suspended' | 'float closed'): void {
    const before = this.interruption
    this.interruption = how
    if (before !== 'none') return
    this.roster.expectBack()
    this.playing.losePictures()
    this.refresh()
    this.notify({ kind: 'interrupted', active: true })
  }

  private onEntered(): void {
    this.cameraReady = this.devices.camera
    if (this.phase === 'entering') {
      this.phase = 'in'
      this.timers.clear('entry')
      this.timers.clear('retry')
    }
    this.timers.clear('resume')
    if (this.roster.anyExpected) this.timers.set('return', times.RETURN_WITHIN, () => this.stopExpecting())
    if (!this.entered) {
      this.entered = true
      this.notify({ kind: 'entered' })
    }
    for (const fact of this.held.splice(0)) this.hearRoster(fact)
    this.setCameraReady()
    this.setConnection('here')
    if (this.interruption !== 'none') {
      this.interruption = 'none'
      this.notify({ kind: 'interrupted', active: false })
    }
  }

  /** Creates the pusher with the devices of now. False if the room could not even be addressed. */
  private open(): boolean {
    this.heard = false
    this.cameraReady = false
    let url: string | null = null
    try {
      url = this.stay.enter(this.request, initialAttributes(this.devices, this.quality, this.request.waitingImage))
    } catch {
      // createLivePusherContext is missing: handled as a refusal
    }
    if (url) {
      this.url = url
      return true
    }
    this.end({ kind: 'failed', error: notAddressed() })
    return false
  }

  private expectStart(within: number): void {
    this.timers.set('start', within, () => {
      this.platform.log('info', `media room: the pusher said nothing for ${within / 1000} s, starting it by hand`)
      this.stay.start()
    })
  }

  /** The room does not answer. The first time that is final; later the call says how long it waits for the network. */
  private onSilence(): void {
    if (!this.entered) return this.end({ kind: 'failed', error: noAnswer(times.ENTER_WITHIN / 1000) })
    this.timers.clear('entry')
    this.timers.set('retry', times.RETRY_AFTER, () => this.reenter())
    this.setConnection('lost')
  }

  private setCameraReady(): void {
    this.cameraReady = this.devices.camera
    this.turnCamera()
    this.refresh()
  }

  private turnCamera(): void {
    if (this.cameraReady && this.stay.attributes.frontCamera !== sideOf(this.devices)) this.stay.switchCamera()
  }

  private setConnection(state: MediaConnection): void {
    if (state === this.connection) return
    this.connection = state
    this.notify({ kind: 'connection', state })
  }

  private judge(userID: UserID, fact: PlayerFact | RosterFact): void {
    if (!this.roster.judge(userID, fact)) return
    this.refresh()
    this.notify({ kind: 'flow', userID, flows: this.roster.flows(userID) })
  }

  private measure(userID: UserID, fact: MeterFact): void {
    if (!this.roster.measure(userID, fact)) return
    if (fact.kind === 'volume') this.notify({ ...fact, userID })
    else this.notify({ kind: 'quality', quality: fact.quality, userID })
  }

  private stopExpecting(): void {
    const gone = this.roster.stopExpecting()
    if (gone.length) this.stay.hear({ kind: 'gone', userIDs: gone })
    this.announce()
  }

  private announce(): void {
    this.refresh()
    const events = this.roster.compare(this.stay.streams)
    for (const event of events) this.notify(event)
  }

  /** Rebuilds `pusher` and `players`; emits `changed` if that made a difference. */
  private refresh(): void {
    if (this.phase === 'over') return
    const streams = this.phase === 'stopping' ? [] : this.stay.streams
    const playersChanged = this.playing.update(streams, this.devices.handsFree)
    const attributes = pusherAttributes(this.stay.attributes, this.url)
    const pusher = this.moving && this.phase === 'stopping' ? null : keepIfEqual(this.pusher, attributes)
    const hasPicture = this.cameraReady && this.phase !== 'stopping'
    if (!playersChanged && pusher === this.pusher && hasPicture === this.hasPicture) return
    this.pusher = pusher
    this.hasPicture = hasPicture
    this.notify({ kind: 'changed' })
  }

  /** The room is lost: everything stops before it is reported. */
  private end(event: RoomEvent): void {
    if (this.phase === 'over') return
    const visible = this.pusher !== null
    this.release()
    if (visible) this.notify({ kind: 'changed' })
    this.notify(event)
    this.listener = null
  }

  private release(): void {
    if (this.phase === 'over') return
    this.phase = 'over'
    this.timers.clearAll()
    this.stay.close()
    this.pusher = null
    this.playing.list = []
  }

  private notify(event: RoomEvent): void {
    try {
      this.listener?.(event)
    } catch (error) {
      this.platform.log('error', `media room: the listener threw on "${event.kind}": ${String(error)}`)
    }
  }
}
