/**
 * TRTC in memory: a media server, and on each phone the two native tags `<live-pusher>` and `<live-player>`.
 *
 *     const server = new MediaServer()
 *     server.attach('alice', { pusher: () => rtc.pusher, players: () => rtc.players,
 *                              onPusherEvent: rtc.onPusherEvent, onPlayerEvent: rtc.onPlayerEvent, wx: fake })
 *     server.settle()            // after anything that may have changed attributes
 *
 * The tags react to attributes as WeChat's do: a url (with autopush) enters the room, its disappearance leaves it,
 * camera and microphone publish and unpublish. What happened in between two polls is not seen, as with `setData`.
 *
 * Nothing happens by itself. `settle()` polls every phone and delivers native events until all is quiet.
 * A scheduler instead calls `poll()` and then delivers one of `pending()` at a time, in any order it likes; each phone's
 * own events are in the order in which WeChat would send them. `live()` settles on every virtual tick.
 *
 * A phone is known by its name, usually its userID; two devices of one account get two names.
 */
import type { PusherAttributes } from '../../../lib/foundation/calling-state'
import { audioOf, newPhone, parseRoomUrl, stopFading, streamsOn, userList, videoOf } from './native-tags'
import type { Delivery, MediaPhone, NativeEvent, Phone, PhoneBehaviour } from './native-tags'
import type { LiveCommand } from '../town/wx'

export type { Delivery, MediaPhone, NativeEvent, PhoneBehaviour }
export { parseRoomUrl }

const MAX_ROUNDS = 1000
/** Between two `netstatus` events of a tag, ms. */
const NET_STATUS_EVERY = 2000

export class MediaServer {
  /** how long the server keeps a user whose phone has crashed or has no network, virtual ms */
  dropTime = 90_000
  private phones = new Map<string, Phone>()
  private queue: Delivery[] = []
  private history: Delivery[] = []

  /* ---------------------------------------------------------------- phones */

  attach(name: string, sink: MediaPhone): void {
    const phone = newPhone(name, sink)
    this.phones.set(name, phone)
    if (sink.wx) sink.wx.onLive = (command) => this.command(phone, command)
  }

  behaviour(name: string): PhoneBehaviour {
    return this.phone(name).behaviour
  }

  /** Ends all timers. */
  dispose(): void {
    for (const phone of this.phones.values()) stopFading(phone)
    this.phones.clear()
    this.queue = []
  }

  /* ---------------------------------------------------------------- questions */

  /** The phone's pusher is on: it is entering, or in a room, with or without camera and microphone. */
  publishing(name: string): boolean {
    return this.phone(name).started
  }

  /** What others get of it. */
  published(name: string): { video: boolean; audio: boolean } {
    const phone = this.phone(name)
    return { video: phone.room !== '' && phone.hasVideo, audio: phone.room !== '' && phone.hasAudio }
  }

  /** The room's number or name, '' outside. Who has stopped is out of it, even if the server has not heard so yet. */
  inRoom(name: string): string {
    const { started, room } = this.phone(name)
    return started ? room : ''
  }

  /** Names of the phones in a room, in the order of `attach`. */
  membersOf(room: number | string): string[] {
    return this.list()
      .filter((phone) => phone.room === String(room))
      .map((phone) => phone.name)
  }

  /** streamIDs that the phone plays. */
  playing(name: string): string[] {
    return this.phone(name).playing.slice()
  }

  /** Which camera is really on: the attribute at the start, then toggled by `switchCamera()`. */
  cameraOf(name: string): 'front' | 'back' {
    return this.phone(name).camera
  }

  /* ---------------------------------------------------------------- time */

  /** Looks at the attributes of every phone; native events that follow from changes wait in `pending()`. */
  poll(): void {
    for (const phone of this.list()) if (!phone.crashed) this.look(phone)
  }

  pending(): readonly Delivery[] {
    return this.queue
  }

  /** Polls and delivers until nothing moves any more. Returns the number of events delivered. */
  settle(): number {
    for (let delivered = 0; delivered < MAX_ROUNDS; delivered++) {
      this.poll()
      const next = this.queue[0]
      if (!next) return delivered
      next.deliver()
    }
    throw new Error(`The media room does not come to rest within ${MAX_ROUNDS} native events`)
  }

  /** Settles every `ms` of virtual time, until the returned function is called. */
  live(ms = 10): () => void {
    const timer = setInterval(() => this.settle(), ms)
    return () => clearInterval(timer)
  }

  /* ---------------------------------------------------------------- faults */

  /** Thrown out of the room by an administrator, or by the same account elsewhere. */
  kick(name: string): void {
    const phone = this.phone(name)
    this.state(phone, 1019, 'reason[1]')
    this.leave(phone)
    phone.started = false
    phone.entered = false
  }

  /** The app is gone without a word. The others learn it after `dropTime`. */
  crash(name: string): void {
    const phone = this.phone(name)
    phone.crashed = true
    this.queue = this.queue.filter((delivery) => delivery.to !== name)
    this.fade(phone)
  }

  /** The network is gone: nothing gets through in either direction; after `dropTime` the others lose this user. */
  cut(name: string): void {
    const phone = this.phone(name)
    this.state(phone, 1102, 'network lost, reconnecting')
    this.state(phone, -1307, 'disconnected')
    phone.connected = false
    this.fade(phone)
  }

  /** The network is back: what the server had to say arrives, or the room is entered anew if the user was dropped. */
  restore(name: string): void {
    const phone = this.phone(name)
    stopFading(phone)
    phone.connected = true
    this.queue.push(...phone.undelivered.splice(0))
    if (phone.started) {
      this.state(phone, 1001, 'connected')
      this.state(phone, 1002, 'pushing')
    }
    if (phone.started && phone.entered && phone.room)
      return this.tellPlayers(phone, { netQualityLevel: 1, netSpeed: 100 })
    this.leave(phone)
    if (phone.started) this.enter(phone)
  }

  /** The server drops this user now, as it does by itself `dropTime` after a crash. */
  drop(name: string): void {
    stopFading(this.phone(name))
    this.leave(this.phone(name))
  }

  /** Native 1021: the way out changed. */
  changeNetwork(name: string): void {
    this.state(this.phone(name), 1021, 'network type changed')
  }

  /** The mini program is suspended: native 5000, and WeChat leaves the room; false: it enters it again by itself. */
  interrupt(name: string, active: boolean): void {
    const phone = this.phone(name)
    if (active) {
      this.state(phone, 5000, '')
      this.leave(phone)
    } else if (phone.started && phone.connected) this.enter(phone)
  }

  /** The floating window is closed: native 5001, and WeChat leaves the room for good. */
  closeFloat(name: string): void {
    const phone = this.phone(name)
    this.state(phone, 5001, '')
    this.leave(phone)
    phone.started = false
    phone.entered = false
  }

  /** A user of the room speaks: its own pusher and everybody's player say so. */
  speak(name: string, volume: number): void {
    this.report(name, 'audiovolumenotify', { volume })
  }

  /** Network quality 0-6 of a user, in its own pusher and in everybody's player. */
  netStatus(name: string, netQualityLevel: number): void {
    this.report(name, 'netstatus', { info: { netQualityLevel, videoWidth: 1, videoHeight: 1, netSpeed: 100 } })
  }

  /** Any state event of the pusher. */
  state(phone: Phone | string, code: number, message: string): void {
    const target = typeof phone === 'string' ? this.phone(phone) : phone
    if (!target.behaviour.silent) this.send(target, 'pusher', 'statechange', { code, message })
  }

  /** The last `count` events that the phone got arrive again, before anything newer. */
  repeat(name: string, count = 1): void {
    const again = this.history.filter((delivery) => delivery.to === name).slice(-count)
    const newer = this.queue
    this.queue = []
    for (const delivery of again) this.push(this.phone(name), delivery.tag, delivery.event)
    this.queue.push(...newer)
  }

  /* ---------------------------------------------------------------- live-pusher */

  private look(phone: Phone): void {
    const attributes = phone.sink.pusher()
    const url = attributes?.url || null
    if (url !== phone.url) {
      if (phone.started) this.stop(phone, false)
      // a new tag: what the former one had still to say went with it
      if (!phone.url) this.queue = this.queue.filter(({ to, tag }) => to !== phone.name || tag !== 'pusher')
      phone.url = url
      if (attributes && url && attributes.autopush && !phone.behaviour.needsStart) this.start(phone)
    } else if (attributes && phone.started) {
      this.publish(phone, attributes)
    }
    this.lookAtPlayers(phone)
  }

  private command(phone: Phone, { tag, command }: LiveCommand): void {
    if (tag !== 'pusher' || phone.crashed) return
    if (command === 'start' && phone.url) this.start(phone)
    if (command === 'stop') this.stop(phone, true)
    if (command === 'switchCamera' && phone.started) phone.camera = phone.camera === 'front' ? 'back' : 'front'
  }

  private start(phone: Phone): void {
    const { behaviour } = phone
    const attributes = phone.sink.pusher()
    if (phone.started || !attributes || behaviour.silent) return
    phone.started = true
    phone.denied = []
    phone.camera = attributes.frontCamera
    if (!phone.connected) return
    this.state(phone, 1001, 'connected')
    if (behaviour.entryFailure !== null) {
      this.state(phone, behaviour.entryFailure, 'enter room failed')
      if (behaviour.leavesAfterFailure) this.state(phone, 1019, 'reason[3]')
      phone.started = false
      return
    }
    this.state(phone, 1002, 'pushing')
    this.enter(phone)
  }

  private enter(phone: Phone): void {
    const where = parseRoomUrl(phone.url ?? '')
    const attributes = phone.sink.pusher()
    if (!where || !attributes) return
    const twin = this.list().find(
      (other) => other !== phone && other.room === where.room && other.userID === where.userID,
    )
    if (twin) this.kick(twin.name)
    Object.assign(phone, { ...where, entered: true, hasVideo: false, hasAudio: false })
    this.state(phone, 1018, 'entered')
    for (const other of this.others(phone)) {
      this.state(phone, 1031, userList([{ userid: other.userID }]))
      if (other.hasVideo) this.state(phone, 1033, userList([videoOf(other)]))
      if (other.hasAudio) this.state(phone, 1034, userList([audioOf(other)]))
      this.state(other, 1031, userList([{ userid: phone.userID }]))
    }
    this.publish(phone, attributes)
  }

  private publish(phone: Phone, attributes: PusherAttributes): void {
    const { behaviour } = phone
    const video = attributes.enableCamera && !behaviour.cameraDenied
    const audio = attributes.enableMic && !behaviour.microphoneDenied
    if (attributes.enableCamera && behaviour.cameraDenied && !phone.hasVideo) this.deny(phone, 'camera')
    if (attributes.enableMic && behaviour.microphoneDenied && !phone.hasAudio) this.deny(phone, 'microphone')
    if (!phone.room || !phone.connected) return
    if (video !== phone.hasVideo) {
      phone.hasVideo = video
      if (video) this.state(phone, 1003, 'camera opened')
      for (const other of this.others(phone)) this.state(other, 1033, userList([videoOf(phone)]))
    }
    if (audio !== phone.hasAudio) {
      phone.hasAudio = audio
      for (const other of this.others(phone)) this.state(other, 1034, userList([audioOf(phone)]))
    }
  }

  /** WeChat says it twice, in an error event and in a state event. */
  private deny(phone: Phone, device: 'camera' | 'microphone'): void {
    if (phone.denied.indexOf(device) >= 0) return
    phone.denied.push(device)
    const errCode = device === 'camera' ? 10001 : 10002
    this.send(phone, 'pusher', 'error', { errCode, errMsg: 'permission denied' })
    this.state(phone, device === 'camera' ? -1301 : -1302, 'open device failed')
  }

  private stop(phone: Phone, tagStays: boolean): void {
    if (!phone.started) return
    if (tagStays && phone.entered) this.state(phone, 1019, 'reason[0]')
    phone.started = false
    phone.entered = false
    // without a network the server does not hear of it, and drops this user later
    if (phone.connected) this.leave(phone)
  }

  /** The players of the others get nothing more of this user, and say so; after `dropTime` the server drops it. */
  private fade(phone: Phone): void {
    stopFading(phone)
    phone.dropTimer = setTimeout(() => this.leave(phone), this.dropTime)
    phone.silence = setInterval(() => {
      if (phone.room) this.tellPlayers(phone, { netQualityLevel: 6, netSpeed: 0 })
      else clearInterval(phone.silence)
    }, NET_STATUS_EVERY)
  }

  private tellPlayers(phone: Phone, info: Record<string, unknown>): void {
    const id = `${phone.userID}_main`
    for (const other of this.others(phone)) {
      if (other.playing.indexOf(id) >= 0) this.send(other, 'player', 'netstatus', { info }, id)
    }
  }

  private leave(phone: Phone): void {
    if (!phone.room) return
    for (const other of this.others(phone)) this.state(other, 1032, userList([{ userid: phone.userID }]))
    Object.assign(phone, { room: '', hasVideo: false, hasAudio: false })
  }

  /* ---------------------------------------------------------------- live-player */

  private lookAtPlayers(phone: Phone): void {
    const { playing, seeing } = streamsOn(phone)
    const say = (code: number, id: string) => this.send(phone, 'player', 'statechange', { code, message: '' }, id)
    const begun = playing.filter((id) => phone.playing.indexOf(id) < 0)
    const shown = seeing.filter((id) => phone.seeing.indexOf(id) < 0)
    Object.assign(phone, { playing, seeing })
    for (const id of begun) for (const code of [2001, 2004]) say(code, id)
    for (const id of shown) say(2003, id)
  }

  private report(name: string, type: NativeEvent['type'], detail: Record<string, unknown>): void {
    const speaker = this.phone(name)
    this.send(speaker, 'pusher', type, detail)
    for (const other of this.others(speaker)) {
      const id = `${speaker.userID}_main`
      if (other.playing.indexOf(id) >= 0) this.send(other, 'player', type, detail, id)
    }
  }

  /* ---------------------------------------------------------------- delivery */

  private send(phone: Phone, tag: Delivery['tag'], type: NativeEvent['type'], detail: object, id = ''): void {
    const element = { id, dataset: {} }
    this.push(phone, tag, { type, detail: { ...detail }, target: element, currentTarget: element })
  }

  private push(phone: Phone, tag: Delivery['tag'], event: NativeEvent): void {
    if (phone.crashed) return
    const delivery: Delivery = {
      to: phone.name,
      tag,
      event,
      deliver: () => {
        const index = this.queue.indexOf(delivery)
        if (index < 0) return
        this.queue.splice(index, 1)
        this.history = this.history.concat(delivery).slice(-100)
        if (tag === 'pusher') phone.sink.onPusherEvent(event)
        else phone.sink.onPlayerEvent(event)
      },
    }
    if (phone.connected) this.queue.push(delivery)
    else phone.undelivered.push(delivery)
  }

  private list(): Phone[] {
    return Array.from(this.phones.values())
  }

  private others(phone: Phone): Phone[] {
    return this.list().filter((other) => other !== phone && other.room !== '' && other.room === phone.room)
  }

  private phone(name: string): Phone {
    const phone = this.phones.get(name)
    if (!phone) throw new Error(`No phone named ${name} is attached`)
    return phone
  }
}
