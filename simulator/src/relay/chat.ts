import { setTimeout as sleep } from 'node:timers/promises'
import { Accounts, deliver, deliverMissed, profileOf } from './accounts'
import type { Session } from './accounts'
import { Refusal } from './wire/connection'
import type { Connection, Handlers } from './wire/connection'
import type { FaultBoard } from './faults'
import { Groups } from './groups'
import { History } from './history'
import type { Journal } from './journal'
import { describeMessage } from './journal'
import { LIMITS } from './wire/protocol'
import type { ChatEvents, ChatOperations, KickType, LogKind, MessagePayload, WireMessage } from './wire/protocol'
import type { UserSigs } from './user-sigs'

/** Chat's codes. */
const CODE = {
  NOT_LOGGED_IN: 2024,
  /** the native SDKs' "kicked off by another login" */
  KICKED: 6208,
  UNKNOWN_USER: 20003,
  TOO_LONG: 80002,
} as const

export interface ChatOptions {
  userSigs: UserSigs
  createGroupsOnJoin: boolean
  faults: FaultBoard
  journal: Journal
  onMessage: (from: string, receivers: string[], data: unknown) => void
  /** somebody signed in, out, or away */
  onChange: () => void
}

/** The Chat network: logins, messages, groups, profiles and conversations. */
export class Chat {
  readonly accounts: Accounts
  private readonly groups: Groups
  private readonly history = new History()
  private sequence = 0

  constructor(private readonly options: ChatOptions) {
    this.groups = new Groups(options.createGroupsOnJoin)
    this.accounts = new Accounts(options.userSigs, (session, type) => this.noteKick(session, type))
  }

  /** What one connection may ask for. */
  handlers(connection: Connection<ChatEvents>): Handlers<ChatOperations> {
    let session: Session | undefined
    const me = (): Session => {
      // a session that was thrown out stays in this variable until the phone signs in again
      if (!session?.account.sessions.has(session)) throw new Refusal(CODE.NOT_LOGGED_IN, 'log in first')
      return session
    }
    connection.onClose(() => {
      // a session that was taken up again has a newer connection by now
      if (session?.connection === connection && session.account.sessions.has(session)) {
        this.accounts.lose(session)
        this.options.onChange()
      }
    })

    return {
      login: (params) => {
        const { opened, resumed } = this.login(connection, params)
        if (session && session !== opened) this.accounts.end(session)
        session = opened
        return { session: opened.id, resumed, time: Date.now() }
      },
      logout: () => {
        const { account, phone } = me()
        this.accounts.end(me())
        this.note(phone, account.userID, 'logout')
        return {}
      },
      send: (params) => this.send(me(), params),
      createGroup: ({ members, ...params }) => {
        const known = members.filter((userID) => this.accounts.find(userID))
        return { group: this.groups.create(me().account.userID, { ...params, members: known }) }
      },
      joinGroup: ({ groupID }) => {
        const joined = this.groups.join(me().account.userID, groupID)
        if (!joined.already) this.tellGroup(me(), groupID, GROUP_TIP.JOINED)
        return joined
      },
      quitGroup: ({ groupID }) => {
        this.tellGroup(me(), groupID, GROUP_TIP.QUIT)
        this.groups.quit(me().account.userID, groupID)
        return {}
      },
      groupList: () => ({ groups: this.groups.of(me().account.userID) }),
      groupProfile: ({ groupID }) => ({ group: this.groups.profile(groupID) }),
      groupMembers: ({ groupID }) => ({
        members: this.groups.members(me().account.userID, groupID).map((userID) => this.profile(userID)),
        ownerID: this.groups.profile(groupID).ownerID,
      }),
      profiles: ({ userIDs }) => {
        me()
        return { profiles: userIDs.filter((id) => this.accounts.find(id)).map((id) => this.profile(id)) }
      },
      updateProfile: (change) => {
        Object.assign(me().account, change)
        return { profile: profileOf(me().account) }
      },
      conversations: () => ({ conversations: this.conversations(me().account.userID) }),
      messages: ({ conversationType, peer, count, before }) => {
        const { userID } = me().account
        if (conversationType === 'GROUP') this.groups.members(userID, peer)
        return this.history.messages(userID, conversationType, peer, { count, before })
      },
      markRead: ({ conversationType, peer }) => {
        this.history.markRead(me().account.userID, conversationType, peer)
        return {}
      },
    }
  }

  private login(
    connection: Connection<ChatEvents>,
    params: ChatOperations['login']['params'],
  ): { opened: Session; resumed: boolean } {
    const { userID, userSig, platform } = params
    const earlier = params.session && this.accounts.resume(params.session, userID, connection)
    if (typeof earlier === 'object') {
      // after the answer, so that the phone knows its session before the messages it missed arrive
      setImmediate(() => deliverMissed(earlier))
      this.note(connection.phone, userID, 'resume')
      return { opened: earlier, resumed: true }
    }
    if (earlier) {
      connection.emit('kicked', { type: earlier })
      throw new Refusal(CODE.KICKED, `the session ended: ${earlier}`)
    }

    const verdict = this.options.userSigs.verify(params)
    if (!verdict.ok) {
      this.note(connection.phone, userID, 'login-refused')
      throw new Refusal(verdict.code, verdict.message)
    }
    const opened = this.accounts.signIn({ userID, userSig, platform, connection, expiresAt: verdict.expiresAt })
    this.note(connection.phone, userID, 'login')
    return { opened, resumed: false }
  }

  private async send(
    session: Session,
    params: ChatOperations['send']['params'],
  ): Promise<ChatOperations['send']['result']> {
    const { account, phone } = session
    const bytes = Buffer.byteLength(JSON.stringify(params.payload))
    if (bytes > LIMITS.payloadBytes) {
      throw new Refusal(CODE.TOO_LONG, `the message has ${bytes} bytes, at most ${LIMITS.payloadBytes} are allowed`)
    }
    const receivers = this.receivers(account.userID, params.conversationType, params.to)
    const message = this.compose(session, params, params.payload)
    this.options.onMessage(account.userID, receivers, (params.payload as { data?: unknown }).data)
    if (!message.onlineUserOnly) this.history.add(message, receivers)

    const { delay, ackDelay } = this.options.faults.of(phone)
    const fate = this.options.faults.nextFate(phone)
    if (fate !== 'dropped') {
      const copies = fate === 'duplicated' ? 2 : 1
      void after(delay, () => this.distribute(session, message, receivers, copies))
    }
    const { from, to } = message
    this.options.journal.add({ phone, from, to, fate, ms: delay, ...describeMessage(message) })
    this.options.onChange()
    await after(ackDelay, () => {})
    return { message }
  }

  private receivers(from: string, type: WireMessage['conversationType'], to: string): string[] {
    if (type === 'GROUP') return this.groups.members(from, to).filter((userID) => userID !== from)
    if (!this.accounts.find(to)) throw new Refusal(CODE.UNKNOWN_USER, `the user ${to} does not exist: never signed in`)
    return [to].filter((userID) => userID !== from)
  }

  /** To all devices of the receivers, and to the sender's other devices. */
  private distribute(sender: Session, message: WireMessage, receivers: string[], copies: number): void {
    const targets = [message.from, ...receivers].flatMap((userID) => [...(this.accounts.find(userID)?.sessions ?? [])])
    for (const target of targets) {
      if (target === sender) continue
      for (let copy = 0; copy < copies; copy++) deliver(target, message)
    }
  }

  private tellGroup(sender: Session, groupID: string, operationType: number): void {
    const { userID } = sender.account
    const ID = `tip-${this.sequence + 1}`
    const payload = { operationType, operatorID: userID, userIDList: [userID] }
    const head = { ID, type: 'TIMGroupTipElem', conversationType: 'GROUP', to: groupID } as const
    const message = this.compose(sender, { ...head, priority: 'Normal', onlineUserOnly: false }, payload)
    this.distribute(sender, message, this.receivers(userID, 'GROUP', groupID), 1)
  }

  private compose(
    { account }: Session,
    head: Pick<WireMessage, 'ID' | 'type' | 'conversationType' | 'to' | 'priority' | 'onlineUserOnly'>,
    payload: MessagePayload,
  ): WireMessage {
    const { ID, type, conversationType, to, priority, onlineUserOnly } = head
    const { userID: from, nick, avatar } = account
    const time = Math.floor(Date.now() / 1000)
    const sequence = ++this.sequence
    return { ID, type, conversationType, to, priority, onlineUserOnly, payload, from, nick, avatar, time, sequence }
  }

  private conversations(userID: string): ChatOperations['conversations']['result']['conversations'] {
    const groupIDs = this.groups.of(userID).map((group) => group.groupID)
    return this.history.views(userID, groupIDs).map(({ type, peer, unreadCount, lastMessage }) => ({
      conversationType: type,
      peer,
      unreadCount,
      lastMessage,
      profile: type === 'GROUP' ? this.groups.profile(peer) : this.profile(peer),
    }))
  }

  private profile(userID: string): { userID: string; nick: string; avatar: string } {
    const account = this.accounts.find(userID)
    return account ? profileOf(account) : { userID, nick: '', avatar: '' }
  }

  private noteKick({ phone, account }: Session, type: KickType): void {
    this.note(phone, account.userID, 'kicked', type)
  }

  private note(phone: string, userID: string, kind: LogKind, to = ''): void {
    this.options.journal.add({ phone, from: userID, to, kind })
    this.options.onChange()
  }
}

/** Chat's `GRP_TIP_MBR_JOIN` and `GRP_TIP_MBR_QUIT`. */
const GROUP_TIP = { JOINED: 1, QUIT: 2 } as const

/** At once when there is nothing to wait for, so that undelayed messages keep their order. */
async function after(ms: number, action: () => void): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { ref: false })
  action()
}
