/**
 * The party `Media` by itself: a seed says what the engine asks of it, what the native tags report and how long nothing happens,
 * far more of it than in a town, where a call has to be made first.
 */
import { Media } from '../../../../lib/media/media'
import type { RoomEvent } from '../../../../lib/foundation/ports'
import type { CallType } from '../../../../lib/foundation/types'
import { turn } from '../../town/town'
import { createFakeWx, createTestPlatform, type FakeWx, type TestPlatform } from '../../town/wx'
import { NATIVE_EVENTS } from '../tries/native-events'
import { show } from '../recorder'
import type { Stage } from '../towns'
import { type Deed, deed, PartyWalk } from './party-walk'

const OTHERS = ['bob', 'carol', 'dave']
const PAUSES = [0, 0, 0, 0, 0, 100, 200, 299, 300, 301, 700, 1000, 1000, 1999, 3000, 3001, 5000, 6000, 10_000, 11_000]

type Command = (callbacks?: object) => void

/** Callbacks that are called a while later. */
function late(callbacks: object = {}): object {
  const all = Object.entries(callbacks as Record<string, () => void>)
  return Object.fromEntries(all.map(([name, run]) => [name, () => void setTimeout(run, 450)]))
}

class MediaWalk extends PartyWalk {
  private readonly wx: FakeWx
  private readonly platform: TestPlatform
  private readonly media: Media
  private readonly contexts: object[]
  private signatures = 0
  private key = 0
  private answers: 'at once' | 'late' | 'never' = 'at once'
  private isKnown = true

  constructor(seed: number) {
    super(seed * 104_729 + 5, PAUSES, 30_000)
    const permissions = { 'scope.record': this.permission(), 'scope.camera': this.permission() }
    const privacy = this.pick(['absent', 'absent', 'agree', 'disagree'] as const)
    this.wx = createFakeWx({ permissions, privacy })
    this.platform = createTestPlatform(this.wx, { seed })
    this.contexts = [this.wx.context, this.wx.context, { page: 'another' }]
    const options = {
      sdkAppID: 1_400_000_001,
      userID: 'alice',
      context: this.contexts[0],
      ...(this.flip(0.3) ? { userDefineRecordID: 'record-1' } : {}),
      ...(this.flip(0.3) ? { waitingImage: '/waiting.png' } : {}),
      ...(this.flip(0.3) ? { getPrivateMapKey: (room: unknown) => this.roomKey(room) } : {}),
    }
    this.recorder.note(`configured ${show(options)} ${show(permissions)} ${privacy}`)
    this.media = new Media(
      options,
      this.platform,
      () => `sig ${++this.signatures}`,
      (event, key) => this.hear(event, key),
    )
    this.town.media.attach('alice', {
      pusher: () => null,
      players: () => [],
      onPusherEvent: () => undefined,
      onPlayerEvent: () => undefined,
    })
    this.recorder.watchPhone('alice', this.wx, this.platform)
    this.holdCallbacks()
    if (this.flip(0.7)) this.media.setStage(true)
  }

  async close(): Promise<void> {
    this.media.leave()
    this.media.handleNoCall()
    await turn()
    this.look()
  }

  /* ------------------------------------------------------------------ what happens */

  protected deeds(): Deed[] {
    const { media } = this
    const inRoom = media.hasRoom
    return [
      deed(inRoom ? 0.4 : 5, 'enters', () => this.enter()),
      deed(inRoom ? 0.3 : 0.6, 'leaves', () => media.leave()),
      deed(inRoom ? 1 : 5, 'a call', () => this.call()),
      deed(0.3, 'no call', () => media.handleNoCall()),
      ...this.ofTheApp(),
      ...this.ofTheUser(),
      ...(media.pusher ? [deed(6, 'entered', () => this.tell({ code: 1018, message: '' }))] : []),
      deed(inRoom ? 22 : 2, 'of users', () => this.tellOfUsers()),
      deed(8, 'pusher', () => this.tell(this.detail())),
      deed(9, 'pusher', () => this.tell({ code: this.pick(STATES), message: '' })),
      deed(inRoom ? 22 : 1, 'player', () => this.tellOfPlayer()),
    ]
  }

  private ofTheApp(): Deed[] {
    const { media } = this
    return [
      deed(1.5, 'another page', () => media.move(this.pick(this.contexts))),
      deed(1.5, 'enters again', () => media.reenter()),
      deed(1, 'is hidden', () => media.handleHide()),
      deed(2, 'is shown', () => media.handleShow()),
      deed(0.7, 'a page with a tag', () => media.setStage(true)),
      deed(0.3, 'a page without a tag', () => media.setStage(false)),
      deed(0.7, 'the page is turned', () => media.setPageOrientation(this.pick(['vertical', 'horizontal'] as const))),
      deed(
        0.6,
        'commands are answered, or not',
        () => (this.answers = this.pick(['at once', 'late', 'never'] as const)),
      ),
      deed(0.4, 'the tag is gone, or is there', () => this.breakTag()),
      deed(0.2, 'the tag is not known, or is', () => (this.isKnown = this.flip(0.6))),
      deed(0.6, 'permissions', () => {
        this.wx.permissions['scope.record'] = this.permission()
        this.wx.permissions['scope.camera'] = this.permission()
      }),
      deed(0.6, 'asks', () =>
        this.recorder.attempt('asks', () =>
          this.flip(0.5) ? media.prepare(this.type()) : media.askPermissions(this.type()),
        ),
      ),
    ]
  }

  private ofTheUser(): Deed[] {
    const { media } = this
    const isOn = (): boolean => this.flip(0.5)
    return [
      deed(1.5, 'camera', () => media.setDevices({ camera: isOn() })),
      deed(1.5, 'side', () => media.setDevices({ frontCamera: isOn() })),
      deed(1, 'microphone', () => media.setDevices({ mic: isOn() })),
      deed(1, 'sound', () => media.setDevices({ handsFree: isOn() })),
      deed(0.7, 'camera, as the call wants it', () => media.setCamera(isOn(), this.flip(0.2))),
      deed(0.7, 'opens the camera', () => media.openCamera()),
      deed(1, 'quality', () => media.setQuality(this.pick(QUALITIES))),
      deed(1.5, 'view', () => media.setRemoteView(this.pick(OTHERS), isOn())),
    ]
  }

  private call(): void {
    // the next call begins when the room of the last one is left
    if (!this.key || (!this.media.hasRoom && this.flip(0.5))) this.key += 1
    const wish = this.pick(['none', 'allowed', 'unasked', 'unasked', 'kept'] as const)
    const type = this.type()
    this.recorder.note(`call ${this.key} ${type} ${wish}`)
    this.media.handleCall(this.key, type, wish)
  }

  private enter(): void {
    const room = this.flip(0.3) ? { roomID: 0, strRoomID: 'a-room' } : { roomID: 7 + this.key, strRoomID: '' }
    this.media.enter(room, this.type(), this.flip(0.4))
  }

  private roomKey(room: unknown): Promise<string | { privateMapKey: string }> {
    this.recorder.note(`asked for a key ${show(room)}`)
    const answer = this.pick(['a key', { privateMapKey: 'another key' }, '', null, { privateMapKey: 7 }])
    if (this.flip(0.1)) return new Promise(() => undefined)
    if (this.flip(0.4)) return new Promise((resolve) => setTimeout(() => resolve(`late ${++this.signatures}`), 2500))
    // not what the type says: a service may answer anything
    return (this.flip(0.1) ? Promise.reject(new Error('no')) : Promise.resolve(answer)) as Promise<string>
  }

  /* ------------------------------------------------------------------ what the tags say */

  private detail(): object {
    return this.pick(EVENTS)[1]
  }

  private tell(detail: object): void {
    this.recorder.note(`pusher ${show(detail).slice(0, 200)}`)
    this.media.handlePusherEvent({ type: 'statechange', detail })
  }

  private tellOfUsers(): void {
    const code = this.pick([1031, 1031, 1031, 1032, 1033, 1033, 1034, 1034])
    const people = this.pick([OTHERS, OTHERS, ['bob'], ['carol'], ['bob', 'alice'], ['bob', 'bob'], ['dave', 'carol']])
    const userlist = people.map((userid) => ({
      userid,
      hasvideo: this.pick([true, true, false, 1, 0, 'yes']),
      hasaudio: this.pick([true, true, false, 1, 0, null]),
      streamtype: this.pick(['main', 'main', undefined, 'aux', 'aux', 'other']),
      ...(this.flip(0.7) ? { playurl: `room://${userid}/${Math.floor(this.random() * 3)}` } : {}),
    }))
    this.tell({ code, message: JSON.stringify({ userlist }) })
  }

  private tellOfPlayer(): void {
    const streams = this.media.players.map(({ streamID }) => streamID)
    const id = this.pick([...streams, ...streams, ...streams, 'bob_main', 'carol_aux'])
    const detail = this.flip(0.75) ? this.pick(METERS) : this.detail()
    const target = this.flip(0.2) ? { dataset: { streamid: id } } : { id, dataset: {} }
    this.recorder.note(`player ${id} ${show(detail).slice(0, 200)}`)
    this.media.handlePlayerEvent({ detail, target, ...(this.flip(0.5) ? { currentTarget: target } : {}) })
  }

  /* ------------------------------------------------------------------ what is to be seen */

  private hear(event: RoomEvent, key: number | null): void {
    if (event.kind === 'failed') {
      const { reason, message, sdkCode } = event.error
      this.recorder.note(`${key} failed ${show([reason, message, sdkCode])}`)
    } else if (event.kind !== 'changed') this.recorder.note(`${key} ${show(event)}`)
    // what a page reads when it is told
    this.look()
  }

  protected glance(): void {
    this.look('untold: ')
  }

  /** @param how `untold`: no event has told of it */
  private look(how = ''): void {
    const { media } = this
    const { pusher, hasPicture, players, devices, cameraDenied, interrupted, hasRoom, roster } = media
    const now = { pusher, hasPicture, players, devices, cameraDenied, interrupted, hasRoom }
    for (const [what, value] of Object.entries(now)) this.compare(what, show(value), how)
    for (const user of [...OTHERS, 'alice']) {
      const flows = roster.flows(user)
      this.compare(`of ${user}`, show({ present: roster.isPresent(user), flows, ...roster.factsOf(user) }), how)
    }
  }

  /* ------------------------------------------------------------------ chance */

  private type(): CallType {
    return this.pick([1, 2, 2])
  }

  private permission(): 'granted' | 'refused' | 'not asked' {
    return this.pick(['granted', 'granted', 'refused', 'not asked'])
  }

  /* ------------------------------------------------------------------ the tags */

  private breakTag(): void {
    this.wx.onLive = this.flip(0.3)
      ? () => {
          throw new Error('the tag is gone')
        }
      : null
  }

  /** Not every version of WeChat answers `stop`, nor a tag that is not there `startPreview`. */
  private holdCallbacks(): void {
    const { wx } = this.wx as unknown as { wx: Record<'createLivePusherContext', () => Record<string, Command>> }
    const create = wx.createLivePusherContext
    wx.createLivePusherContext = () => {
      if (!this.isKnown) throw new Error('no live-pusher')
      const context = create()
      for (const [name, command] of Object.entries(context)) {
        context[name] = (callbacks) => {
          const { answers } = this
          command(answers === 'at once' ? callbacks : answers === 'late' ? late(callbacks) : undefined)
        }
      }
      return context
    }
  }
}

const QUALITIES = [
  { videoWidth: 480, videoHeight: 640 },
  { videoWidth: 656, videoHeight: 1000 },
  { videoWidth: 657, videoHeight: 1000 },
  { videoWidth: 360 },
  { minBitrate: 100, maxBitrate: 200, fps: 10 },
  { beautyLevel: 3, beautyStyle: 'nature', filter: 'pink', enableRemoteMirror: true },
  { audioQuality: 'low' },
  { videoOrientation: 'horizontal' },
  {},
] as const

/** a room of hundreds is tried elsewhere */
const EVENTS = NATIVE_EVENTS.filter(([label]) => !label.includes('user-0'))

const STATES = [
  ...[5000, 5000, 5001, 1102, -1307, 1001, 1002, 10001, 10002, -1301, -1302, 1003, 1003, 1007, 1007, 1018, 1021, 1021],
  ...[1019, -3308, -3307, -3301, -100018],
]

const METERS: object[] = [
  ...[0, 0, 1, 40, 41].map((volume) => ({ volume })),
  ...[0, 1, 3, 5, 6].map((netQualityLevel) => ({ info: { netQualityLevel } })),
  ...[0, 0, 1, 200].flatMap((netSpeed) => [5, 6].map((netQualityLevel) => ({ info: { netSpeed, netQualityLevel } }))),
  ...[0, 15].flatMap((videoFPS) => [0, 50].map((netSpeed) => ({ info: { videoFPS, netSpeed, netQualityLevel: 2 } }))),
  ...[2003, 2003, 2004, 2007, 2103, -2301].map((code) => ({ code, message: '' })),
]

export function openMedia(seed: number): Promise<Stage> {
  const walk = new MediaWalk(seed)
  return Promise.resolve({ walk, close: () => walk.close(), dispose: () => walk.dispose() })
}
