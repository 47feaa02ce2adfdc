/**
 * The party `Account` by itself, three of them on two Chat SDKs: a seed says what the engine asks of them, what Chat does, what
 * others send, and how long nothing happens; far more of it than in a town, where there are calls to be made.
 */
import { Account, type AccountEvent } from '../../../../lib/chat/account'
import type { InvitationRef } from '../../../../lib/foundation/ports'
import type { ChatClient, Hop } from '../../chat/chat'
import { CALL_DATA, envelope, SDK_APP_ID } from '../../chat/signaling'
import { turn } from '../../town/town'
import { createFakeWx, createTestPlatform } from '../../town/wx'
import { HOSTILE } from '../../chat/hostile'
import { show } from '../recorder'
import type { Stage } from '../towns'
import { type Deed, deed, PartyWalk } from './party-walk'

const PAUSES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 400, 999, 1000, 3000, 3001, 9000, 10_000, 15_000, 40_000, 200_000]
const GROUP_ID = 'team'
const USERS = ['alice', 'bob', 'carol', 'mallory']
const HOPS: Hop['kind'][] = ['delivery', 'ack', 'ack', 'login', 'ready', 'profile', 'history', 'logout']
const CODES = [2801, 2801, 2800, 2805, 20003, 70107, 2996, 2999, 2024, 10010, 10007, 8010, 20009, 70001, 3003, 0.5, 0]
const LOGIN_CODES = [70001, 6206, 70003, 2003, 2801, 2025, 2025, 3003, 9999]

interface Seat {
  name: string
  userID: string
  tim: ChatClient
  account: Account
}

class ChatWalk extends PartyWalk {
  private readonly tims: ChatClient[]
  private readonly seats: Seat[] = []
  /** invitations that somebody has sent or heard of */
  private invitations: InvitationRef[] = []
  private fates: { kind: Hop['kind']; fate: 'drop' | 'duplicate' | { delay: number } | number }[] = []
  private made = 0

  constructor(private readonly seed: number) {
    super(seed * 15_485_863 + 3, PAUSES, 100_000)
    const { chat } = this.town
    this.tims = [chat.client(), chat.client()]
    for (const userID of ['carol', 'mallory'])
      chat.addAccount(userID, { nick: `N ${userID}`, avatar: `https://a.b/${userID}` })
    chat.addGroup(GROUP_ID, ['alice', 'bob', 'carol'])
    chat.intercept((hop) => this.fateOf(hop))
    this.add('alice', 0)
    this.add('bob', 1)
    this.add(this.pick(['alice', 'alice', 'alice', 'carol']), 0)
  }

  protected override begin(): void {
    this.seats.slice(0, 2).forEach((seat) => this.login(seat))
  }

  async close(): Promise<void> {
    for (const { account } of this.seats) account.dispose()
    await turn()
    this.recorder.note(`${this.tims.map((tim) => tim.listenerCount()).join()} listeners are left`)
  }

  /** A user on one of the two SDKs. */
  private add(userID: string, at: number): void {
    const name = `${userID}-${this.seats.length}`
    const tim = this.tims[at]
    if (!tim) throw new Error('there are two')
    const wx = createFakeWx()
    const platform = createTestPlatform(wx, { seed: this.seed * 10 + this.seats.length })
    const sources = { ...(this.flip(0.5) ? { renewUserSig: () => this.renew(name) } : {}), ...this.signature() }
    this.recorder.note(`${name} ${show(sources)}`)
    const account = new Account({ sdkAppID: SDK_APP_ID, userID, tim, ...sources }, platform, (event) =>
      this.hear(name, event),
    )
    const nobody = { pusher: () => null, players: () => [], onPusherEvent: () => {}, onPlayerEvent: () => {} }
    this.town.media.attach(name, nobody)
    this.recorder.watchPhone(name, wx, platform)
    this.seats.push({ name, userID, tim, account })
  }

  /* ------------------------------------------------------------------ what the engine asks */

  protected deeds(): Deed[] {
    const seat = this.pick(this.seats)
    return [...this.ofSession(seat), ...this.ofSending(seat), ...this.ofChat(seat), ...this.ofOthers(seat)]
  }

  private ofSession(seat: Seat): Deed[] {
    const { account, name } = seat
    const isOut = account.status === 'signed-out'
    const at = (weight: number, label: string, run: () => unknown): Deed =>
      deed(weight, `${name} ${label}`, () => this.recorder.attempt(`${name} ${label}`, run))
    return [
      at(isOut ? 8 : 0.6, 'login', () => this.login(seat)),
      at(isOut ? 0.2 : 0.8, 'logout', () => account.logout()),
      at(0.1, 'dispose', () => account.dispose()),
      at(0.5, 'history', () => account.signaling?.readHistory()),
      at(0.2, 'source', () => account.useSource(() => this.renew(name))),
      at(0.8, 'profile', () =>
        account.setSelfInfo(this.pick([{ nick: `nick ${this.made++}` }, { avatar: 'https://x.y/z' }, {}])),
      ),
      at(1.2, 'profiles', () => account.profiles.want(USERS.filter(() => this.flip(0.5)))),
      at(0.6, 'a new call', () => account.profiles.forget()),
      at(0.3, 'refusal', () => account.refusal().message),
    ]
  }

  private login({ account, name }: Seat): void {
    const given = this.flip(0.6) ? {} : this.signature()
    this.recorder.attempt(`${name} signs in ${show(given)}`, () => account.login(given.userSig, given.expiresAt))
  }

  private signature(): { userSig?: string; expiresAt?: number } {
    const life = this.pick([undefined, undefined, 20, 100, 300, 400, 3000, 200_000, -5])
    const userSig = this.flip(0.8) ? `sig+${this.made++}` : ''
    return { userSig, ...(life === undefined ? {} : { expiresAt: Math.floor(Date.now() / 1000) + life }) }
  }

  private renew(name: string): Promise<string | { userSig: string; expiresAt?: number }> {
    this.recorder.note(`${name} is asked for a new signature`)
    const at = this.random()
    if (at < 0.1) return new Promise(() => undefined)
    if (at < 0.2) return Promise.reject(new Error('no'))
    if (at < 0.3) return new Promise((resolve) => setTimeout(() => resolve(`late ${this.made++}`), 5000))
    const { userSig = '', expiresAt } = this.signature()
    const full = { userSig, expiresAt }
    // not what the type says: a service may answer anything
    return Promise.resolve(this.pick([userSig, full, full, full, null, 7, { userSig: 7 }]) as string)
  }

  private ofSending({ account, name, userID }: Seat): Deed[] {
    const { signaling } = account
    if (!signaling) return []
    const known = this.pick(this.invitations.slice(-6))
    const mine = this.invitations.filter(({ inviter }) => inviter === userID).slice(-3)
    const own = this.pick(mine)
    const other = userID === 'bob' ? 'alice' : 'bob'
    const data = `{"n":${this.made++}}`
    const at = (weight: number, label: string, run: () => unknown): Deed =>
      deed(weight, `${name} ${label}`, () => this.recorder.attempt(`${name} ${label} ${data}`, run))
    return [
      at(6, 'invites', () => {
        const groupID = this.flip(0.3) ? this.pick([GROUP_ID, GROUP_ID, 'nowhere']) : ''
        const invitees = groupID ? ['bob', 'carol'] : [this.pick([other, other, other, 'carol', 'nobody'])]
        const { inviteID, sent } = signaling.invite({
          ...{ invitees, groupID, data, timeout: this.pick([0, 30, 300]) },
          ...(this.flip(0.2) ? { onlineOnly: true } : {}),
          ...(this.flip(0.2) ? { offlinePushInfo: { title: 't', description: 'd' } } : {}),
        })
        this.recorder.note(`${name} has invited: ${inviteID} ${groupID} ${invitees.join()}`)
        this.know({ inviteID, inviter: userID, invitees, groupID })
        return sent
      }),
      ...(known
        ? [
            at(4, 'accepts', () => signaling.accept(known, data, this.lane())),
            at(3, 'rejects', () => signaling.reject(known, data, this.lane())),
          ]
        : []),
      ...(own
        ? [
            at(3, 'cancels', () => signaling.cancel(this.fewer(own), data)),
            at(1.5, 'times out', () => signaling.timeout(this.fewer(own), data)),
            at(0.5, 'forgets', () => signaling.forget(own.inviteID)),
            at(0.3, 'answers twenty times', () => {
              const all = Array.from({ length: 20 }, () => signaling.reject(own, data, 'automatic'))
              return Promise.all(all.map((one) => one.catch((error: unknown) => String(error))))
            }),
          ]
        : []),
    ]
  }

  private lane(): 'user' | 'automatic' {
    return this.pick(['user', 'automatic'])
  }

  private fewer(invitation: InvitationRef): InvitationRef {
    return this.flip(0.2) ? { ...invitation, invitees: [] } : invitation
  }

  private know(invitation: InvitationRef): void {
    if (!invitation.inviteID) return
    this.invitations = this.invitations.concat(invitation).slice(-12)
  }

  /* ------------------------------------------------------------------ what Chat does */

  private ofChat({ tim, name, userID }: Seat): Deed[] {
    const { chat } = this.town
    const at = (weight: number, label: string, run: () => unknown): Deed =>
      deed(weight, `${name}'s Chat: ${label}`, run)
    const kind = this.pick(HOPS)
    const code = this.pick(kind === 'login' ? LOGIN_CODES : CODES)
    const fate = this.pick([
      'drop',
      'duplicate',
      code,
      code,
      ...[800, 4000, 16_000].map((delay) => ({ delay })),
    ] as const)
    const quietly = (promise: Promise<unknown>): void => void promise.catch(() => undefined)
    return [
      at(4, `the next ${kind}: ${show(fate)}`, () => this.fates.push({ kind, fate })),
      at(1, `fails with ${code}`, () =>
        tim.failNextSend({ code, message: `of ${code}` }, { resolves: this.flip(0.4) }),
      ),
      at(0.6, 'kicks', () =>
        chat.kick(userID, this.pick(['multipleAccount', 'userSigExpired', 'userSigExpired', 'multipleDevice']), tim),
      ),
      at(0.5, 'signed out by the host', () => quietly(tim.logout())),
      at(0.8, 'signed in by the host', () =>
        quietly(tim.login({ userID: this.pick([userID, userID, 'zoe']), userSig: 'of the host' })),
      ),
      at(0.5, 'offline', () => tim.setOnline(false)),
      at(2, 'online', () => tim.setOnline(true)),
      at(0.4, 'another server time', () => {
        const step = this.pick([0, 0, 50, -50, 4000])
        tim.getServerTime = this.pick([() => Math.floor(Date.now() / 1000) + step, () => NaN])
      }),
      at(0.1, 'no server time', () => delete tim.getServerTime),
      at(0.3, 'odd events', () => {
        for (const event of ['netStateChange', 'kickedOut', 'onMessageReceived', 'sdkStateReady'])
          if (this.flip(0.4)) tim.emit(event, this.pick([undefined, null, 7, {}, [null], { state: 'connected' }]))
      }),
    ]
  }

  private fateOf(hop: Hop): 'pass' | 'drop' | 'duplicate' | 'hold' | { delay: number } {
    const at = this.fates.findIndex(({ kind }) => kind === hop.kind)
    const [found] = at < 0 ? [] : this.fates.splice(at, 1)
    if (!found) return 'pass'
    if (typeof found.fate !== 'number') return found.fate
    if (!('fail' in hop)) return 'pass'
    const failure = { code: found.fate, message: `of sig+${found.fate}` }
    if ('resolveWith' in hop && this.flip(0.3)) hop.resolveWith(failure)
    else hop.fail(failure)
    return 'hold'
  }

  /* ------------------------------------------------------------------ what others send */

  private ofOthers({ tim, name, userID }: Seat): Deed[] {
    const inject = (label: string, ...messages: object[]): Deed =>
      deed(3, `${name} gets ${label}`, () => {
        this.recorder.note(`  ${show(messages).slice(0, 600)}`)
        tim.receive(messages)
      })
    const messages = Array.from({ length: this.pick([1, 1, 1, 2, 3]) }, () => this.message(userID))
    const [label, hostile] = this.pick(HOSTILE)
    const flood = Array.from({ length: 40 }, (_, n) => ({ ...this.message(userID), n }))
    return [
      { ...inject('messages', ...messages), weight: 9 },
      { ...inject(label, hostile), weight: 2 },
      { ...inject('the same twice', ...messages, ...messages), weight: 1 },
      { ...inject('a flood', ...flood), weight: 0.3 },
    ]
  }

  /** An envelope that is nearly right, or right. */
  private message(self: string): object {
    const known = this.pick(this.invitations)
    const odd = (usual: unknown, ...rest: unknown[]): unknown => (this.flip(0.93) ? usual : this.pick(rest))
    const isNew = !known || this.flip(0.5)
    const inviter = isNew ? this.pick(USERS) : known.inviter
    const groupID = isNew ? (this.flip(0.2) ? GROUP_ID : '') : known.groupID
    const invitees = isNew ? this.pick([[self], [self], ['alice', 'bob', 'carol'], ['bob']]) : known.invitees
    const inviteID = isNew ? `made-up-${this.seed}-${this.made++}` : known.inviteID
    const actionType = isNew ? 1 : this.pick([1, 2, 3, 3, 4, 4, 5, 5])
    const isAnswer = actionType === 3 || actionType === 4 || (actionType === 5 && this.flip(0.5))
    const from = isAnswer ? this.pick([...invitees, 'mallory']) : inviter
    const inviteeList = isAnswer ? [from] : invitees
    if (isNew) this.know({ inviteID, inviter, invitees, groupID })
    const fields = {
      inviteID: odd(inviteID, '', 7, 'x'.repeat(128), 'x'.repeat(129), 'a b'),
      inviter: odd(inviter, 'mallory', '', null),
      actionType: odd(actionType, 0, 6, '1'),
      inviteeList: odd(inviteeList, [], [self, ''], 'alice'),
      groupID: odd(groupID, undefined, null, 'other', 'a b', 7),
      data: odd(CALL_DATA, undefined, '', 7, '{"__proto__":{}}'),
      timeout: odd(this.pick([0, 30, 60]), -1, 300, 301, NaN, '30'),
      businessID: odd(1, 2, 'av_call'),
    }
    const seconds = Math.floor((Date.now() - this.pick([0, 0, 0, 1000, 2000, 3000, 20_000, 100_000])) / 1000)
    return {
      from: odd(from, 'mallory', '', undefined),
      to: groupID || self,
      conversationType: groupID ? 'GROUP' : 'C2C',
      type: odd('TIMCustomElem', 'TIMTextElem'),
      time: odd(seconds, undefined, 0, '5'),
      payload: { data: envelope(fields) },
    }
  }

  /* ------------------------------------------------------------------ what is to be seen */

  private hear(name: string, event: AccountEvent): void {
    if (event.kind === 'changed') return this.glance()
    this.recorder.note(`${name} ${show(event)}`)
    if (event.kind === 'signals')
      for (const { inviteID, inviter, inviteeList, groupID, kind } of event.signals)
        if (kind === 'invite') this.know({ inviteID, inviter, invitees: inviteeList, groupID })
  }

  protected glance(): void {
    for (const { name, account, tim } of this.seats) {
      const { status, userSig, isShared, profiles } = account
      const known = USERS.map((userID) => profiles.known.get(userID))
      const now = { status, userSig, isShared, isThere: account.signaling !== null, known, who: tim.userID }
      for (const [what, value] of Object.entries(now)) this.compare(`${name} ${what}`, show(value))
      this.compare(`${name} listeners`, String(tim.listenerCount()))
    }
  }
}

export function openChat(seed: number): Promise<Stage> {
  const walk = new ChatWalk(seed)
  return Promise.resolve({ walk, close: () => walk.close(), dispose: () => walk.dispose() })
}
