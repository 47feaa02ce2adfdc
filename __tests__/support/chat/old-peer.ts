/**
 * A caller that is not this package: it speaks the protocol of the original mini-program component and of the native
 * apps, with their quirks. It knows no `callID`, answers a crossing call with "busy", only leaves the room when it hangs
 * up, and waits for the hangup that the side which is left sends.
 */
import { EVENT, TYPES } from '../../../lib/chat/sdk/constants'
import type { ChatMessage } from '../../../lib/foundation/types'
import type { PusherAttributes } from '../../../lib/foundation/calling-state'
import type { ChatClient, SignalView } from './chat'
import { viewSignal } from './chat-hops'
import type { Dialect } from './dialects'
import { nameOfSignal } from './wire'
import type { Town } from '../town/town'
import { createFakeWx } from '../town/wx'

type State = 'idle' | 'calling' | 'ringing' | 'connected' | 'left'

interface OldCall {
  inviteID: string
  inviter: string
  invitees: string[]
  groupID: string
  type: 1 | 2
  room: number
}

/** rooms are never used twice in a town */
const rooms = new WeakMap<Town, number>()

const RING_MS = 30_000
/** tsignaling's inviter waits that much longer */
const INVITER_GRACE_MS = 5000

export class OldPeer {
  state: State = 'idle'
  type: 1 | 2 = 1
  /** what its user is told, in order */
  readonly heard: string[] = []
  /** duration in the hangups that it got, seconds */
  readonly durations: number[] = []
  private call_: OldCall | null = null
  private answered: string[] = []
  private present: string[] = []
  private joinedAt = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private serial = 0
  private pusher: PusherAttributes | null = null
  private readonly tim: ChatClient

  constructor(
    private readonly town: Town,
    readonly userID: string,
    private readonly dialect: Dialect,
    private readonly phone = userID,
  ) {
    this.tim = town.chat.client()
    this.tim.on(EVENT.MESSAGE_RECEIVED, ({ data }) => {
      for (const message of data as ChatMessage[]) this.receive(message)
    })
    town.media.attach(phone, {
      pusher: () => this.pusher,
      players: () => [],
      onPusherEvent: (event) => this.onNative(event as { detail: { code: number; message: string } }),
      onPlayerEvent: () => {},
      wx: createFakeWx(),
    })
  }

  async signIn(): Promise<void> {
    void this.tim.login({ userID: this.userID, userSig: 'sig' })
    await this.town.settle()
  }

  /* ---------------------------------------------------------------- its user */

  call(userID: string, type: 1 | 2 = 1): void {
    this.invite([userID], '', type)
  }

  groupCall(userIDs: string[], groupID = '', type: 1 | 2 = 1): void {
    this.invite(userIDs, groupID, type)
  }

  accept(): void {
    const call = this.current()
    this.send('accept', call, this.layer(call))
    this.enter(call)
  }

  reject(): void {
    this.send('reject', this.current(), this.layer(this.current()))
    this.end('ended')
  }

  /** While calling it cancels, while ringing it rejects; in a call it only leaves, and waits for the hangup. */
  hangup(): void {
    const call = this.current()
    if (this.state === 'ringing') return this.reject()
    if (this.state === 'calling') {
      this.send('cancel', { ...call, invitees: this.waiting() }, this.layer(call))
      return this.end('ended')
    }
    this.leaveRoom()
    this.state = 'left'
    if (call.groupID || call.invitees.length > 1) this.end('ended')
  }

  switchTo(type: 1 | 2): void {
    const call = this.current()
    const layer = this.layer(call)
    const cmd = type === 1 ? 'switchToAudio' : 'switchToVideo'
    this.invitation(this.nextID(), [this.peer()], '', type === 1 ? 0 : 30, {
      ...layer,
      ...(type === 1 ? { switch_to_audio_call: 'switch_to_audio_call' } : {}),
      ...(this.dialect.commands ? { data: { ...(layer as { data: object }).data, cmd } } : {}),
    })
    if (type === 1) this.type = 1
  }

  /** The app is gone without a word. */
  crash(): void {
    this.tim.crash()
    this.town.media.crash(this.phone)
    clearTimeout(this.timer)
  }

  dispose(): void {
    clearTimeout(this.timer)
  }

  /* ---------------------------------------------------------------- what arrives */

  private receive(message: ChatMessage): void {
    const signal = viewSignal(message)
    if (!signal || message.flow === 'out') return
    switch (nameOfSignal(signal)) {
      case 'invite':
        return this.isHangup(signal) ? this.onHangup(signal) : this.onInvite(signal)
      case 'hangup':
        return this.onHangup(signal)
      case 'switch':
        return this.onSwitch(signal)
      case 'accept':
        return this.onAccept(signal, message.from)
      case 'reject':
        return this.onNo(signal, message.from, this.isBusy(signal) ? 'busy' : 'rejected')
      case 'timeout':
        return signal.inviter === message.from
          ? this.onCancel(signal, 'timeout')
          : this.onNo(signal, message.from, 'no answer')
      case 'cancel':
        return this.onCancel(signal, 'cancelled')
      case 'other':
    }
  }

  private onInvite(signal: SignalView): void {
    const { inviteID, inviter, groupID } = signal
    const listed = (signal.call['data'] as { userIDs?: string[] } | undefined)?.userIDs ?? signal.inviteeList
    if (!listed.includes(this.userID)) return
    const call: OldCall = {
      inviteID,
      inviter,
      invitees: listed,
      groupID,
      type: signal.call['call_type'] as 1 | 2,
      room: signal.call['room_id'] as number,
    }
    if (this.state !== 'idle') {
      const { data, ...rest } = this.layer(call) as { data?: object }
      const busy = {
        ...rest,
        line_busy: this.dialect.busy,
        ...(data ? { data: { ...data, message: 'lineBusy' } } : {}),
      }
      return this.send('reject', call, busy)
    }
    this.begin('ringing', call)
    this.timer = setTimeout(() => {
      this.send('timeout', call, this.layer(call))
      this.end('timeout')
    }, RING_MS)
  }

  private onAccept(signal: SignalView, from: string): void {
    if (this.call_?.inviteID !== signal.inviteID) return
    const cmd = (signal.call['data'] as { cmd?: string } | undefined)?.cmd
    if (cmd === 'switchToVideo') {
      this.type = 2
      return
    }
    this.answered.push(from)
    this.heard.push(`accepted by ${from}`)
    if (this.state === 'calling') this.enter(this.current())
  }

  private onNo(signal: SignalView, from: string, what: string): void {
    if (this.call_?.inviteID !== signal.inviteID || this.state === 'ringing') return
    this.answered.push(from)
    this.heard.push(`${what}: ${from}`)
    if (this.state === 'calling' && this.waiting().length === 0) this.end('ended')
  }

  private onCancel(signal: SignalView, what: string): void {
    if (this.state === 'ringing' && this.call_?.inviteID === signal.inviteID) this.end(what)
  }

  private onHangup(signal: SignalView): void {
    // the original asks for no name at all; the duration is for the chat list
    if (this.state === 'idle' || this.state === 'calling') return
    this.durations.push(Number(signal.call['call_end']))
    this.end('ended')
  }

  private onSwitch(signal: SignalView): void {
    if (this.state !== 'connected') return
    const toVoice = signal.call['switch_to_audio_call'] === 'switch_to_audio_call'
    if (toVoice) this.type = 1
    const layer = this.layer(this.current())
    const data = { ...(layer as { data?: object }).data, cmd: toVoice ? 'switchToAudio' : 'switchToVideo' }
    const switchCall: OldCall = { ...this.current(), inviteID: signal.inviteID, inviter: signal.inviter }
    this.send(
      'accept',
      switchCall,
      this.dialect.commands ? { ...layer, data } : { ...layer, switch_to_audio_call: 'switch_to_audio_call' },
    )
    if (!toVoice) this.type = 2
  }

  private onNative({ detail: { code, message } }: { detail: { code: number; message: string } }): void {
    if (code !== 1031 && code !== 1032) return
    const users = (JSON.parse(message) as { userlist: { userid: string }[] }).userlist.map(({ userid }) => userid)
    for (const userID of users) {
      this.present = this.present.filter((one) => one !== userID)
      if (code === 1031) {
        if (!this.joinedAt) this.joinedAt = Date.now()
        this.present.push(userID)
        this.heard.push(`${userID} is there`)
      } else {
        this.heard.push(`${userID} left`)
        this.onLeft()
      }
    }
  }

  /** Left alone, it is the one who sends the hangup. */
  private onLeft(): void {
    const call = this.call_
    if (this.state !== 'connected' || this.present.length > 0 || !call) return
    const isGroup = call.groupID !== '' || call.invitees.length > 1
    if (isGroup && this.waiting().length > 0 && call.inviter === this.userID) return
    const duration = isGroup ? 0 : Math.max(1, Math.round((Date.now() - this.joinedAt) / 1000))
    const { data, room_id: _, ...head } = this.layer(call) as { data?: object; room_id?: number }
    const layer = { ...head, call_end: duration, ...(data ? { data: { cmd: 'hangup', message: '' } } : {}) }
    this.invitation(this.nextID(), isGroup ? [] : [this.peer()], call.groupID, 0, layer)
    this.end('ended')
  }

  /* ---------------------------------------------------------------- inside */

  private invite(invitees: string[], groupID: string, type: 1 | 2): void {
    const room = (rooms.get(this.town) ?? 1000) + 1
    rooms.set(this.town, room)
    const call: OldCall = { inviteID: this.nextID(), inviter: this.userID, invitees, groupID, type, room }
    this.begin('calling', call)
    const separate = !groupID && invitees.length > 1
    const layer = this.layer(call, separate ? { userIDs: invitees } : {})
    if (groupID) this.invitation(call.inviteID, invitees, groupID, 30, layer)
    else
      for (const userID of invitees)
        this.invitation(call.inviteID, separate ? invitees : [userID], '', 30, layer, userID)
    this.timer = setTimeout(() => {
      if (this.state !== 'calling') return
      this.send('timeout', { ...call, invitees: this.waiting() }, this.layer(call))
      this.end('no answer')
    }, RING_MS + INVITER_GRACE_MS)
  }

  private begin(state: State, call: OldCall): void {
    Object.assign(this, { state, call_: call, type: call.type, answered: [], present: [], joinedAt: 0 })
    this.heard.push(state)
  }

  private enter({ room, type }: OldCall): void {
    clearTimeout(this.timer)
    this.state = 'connected'
    const url = `room://cloud.tencent.com/rtc?sdkappid=1&userid=${this.userID}&roomid=${room}`
    // the attributes that the room looks at
    this.pusher = {
      url,
      autopush: true,
      enableMic: true,
      enableCamera: type === 2,
      frontCamera: 'front',
    } as PusherAttributes
  }

  private leaveRoom(): void {
    this.pusher = null
    this.present = []
  }

  private end(what: string): void {
    clearTimeout(this.timer)
    this.leaveRoom()
    this.state = 'idle'
    this.call_ = null
    this.heard.push(what)
  }

  private current(): OldCall {
    if (!this.call_) throw new Error(`${this.userID} has no call`)
    return this.call_
  }

  private peer(): string {
    const { inviter, invitees } = this.current()
    return inviter === this.userID ? (invitees[0] ?? '') : inviter
  }

  private waiting(): string[] {
    return this.current().invitees.filter((userID) => !this.answered.includes(userID))
  }

  /** unlike any other, over restarts of the app too */
  private nextID(): string {
    return `${this.userID}-${Date.now()}-${++this.serial}-${this.dialect.platform}`
  }

  private layer({ type, room }: OldCall, more: object = {}): object {
    const { version, platform, commands } = this.dialect
    const head = {
      ...(version === undefined ? {} : { version }),
      businessID: 'av_call',
      platform,
      extraInfo: '',
      call_type: type,
      room_id: room,
    }
    if (!commands) return Object.keys(more).length ? { ...head, data: more } : head
    return { ...head, data: { cmd: type === 2 ? 'videoCall' : 'audioCall', room_id: room, message: '', ...more } }
  }

  private isHangup({ call }: SignalView): boolean {
    return !call['room_id'] && call['call_end'] !== undefined
  }

  private isBusy({ call }: SignalView): boolean {
    const data = call['data'] as { message?: string } | undefined
    return call['line_busy'] === '' || call['line_busy'] === 'line_busy' || data?.message === 'lineBusy'
  }

  private invitation(
    inviteID: string,
    inviteeList: string[],
    groupID: string,
    timeout: number,
    layer: object,
    to = inviteeList[0] ?? '',
  ): void {
    this.write(
      groupID || to,
      groupID,
      { inviteID, inviter: this.userID, actionType: 1, inviteeList, timeout, groupID },
      layer,
    )
  }

  private send(action: 'accept' | 'reject' | 'cancel' | 'timeout', call: OldCall, layer: object): void {
    const actionType = { cancel: 2, accept: 3, reject: 4, timeout: 5 }[action]
    const isInviter = call.inviter === this.userID
    const inviteeList = isInviter ? call.invitees : [this.userID]
    const envelope = {
      inviteID: call.inviteID,
      inviter: call.inviter,
      actionType,
      inviteeList,
      timeout: 0,
      groupID: call.groupID,
    }
    const receivers = call.groupID ? [call.groupID] : isInviter ? call.invitees : [call.inviter]
    for (const to of receivers) this.write(to, call.groupID, envelope, layer)
  }

  private write(to: string, groupID: string, envelope: object, layer: object): void {
    const message = this.tim.createCustomMessage({
      to,
      conversationType: groupID ? TYPES.CONV_GROUP : TYPES.CONV_C2C,
      priority: 'High',
      payload: {
        data: JSON.stringify({ businessID: 1, ...envelope, data: JSON.stringify(layer) }),
        description: '',
        extension: '',
      },
    })
    // it does not notice that a message did not get through
    this.tim.sendMessage(message, {}).catch(() => undefined)
  }
}
