import type { WireConversation, WireGroup, WireProfile } from '../relay/wire/protocol'
import { EVENT, TYPES } from './constants'
import { Emitter } from './emitter'
import type { Listener } from './emitter'
import { CHAT_ERROR, ChatError } from './error'
import { draftMessage, parseConversationID, readMessage } from './message'
import type { Draft, Message } from './message'
import { ChatSession } from './session'
import type { SessionOptions } from './session'

/** What every method resolves with. */
export interface Response<Data> {
  code: 0
  data: Data
}

export interface LoginResult {
  actionStatus: 'OK'
  errorCode: 0
  errorInfo: string
  /** true when this account was signed in already */
  repeatLogin?: boolean
}

export interface Conversation {
  conversationID: string
  type: string
  unreadCount: number
  lastMessage: {
    /** seconds since the epoch, by the relay's clock */
    lastTime: number
    lastSequence: number
    fromAccount: string
    type: string
    payload: Message['payload']
  }
  userProfile?: WireProfile
  groupProfile?: WireGroup
}

export interface GroupMember extends WireProfile {
  role: string
}

export interface TimOptions extends Omit<SessionOptions, 'onMessages' | 'onNetwork' | 'onKicked'> {
  /** the phone's clock, ms since the epoch */
  now(): number
  /** does the instance have `getServerTime`? */
  serverTime: boolean
}

/** Messages of one page of history; more cannot be asked for. */
const PAGE = 15

/**
 * The stand-in for an instance of `tim-wx-sdk`: the methods that calling and its hosts use, with the results, events
 * and codes of the real one. Every method that returns a promise rejects with a ChatError.
 */
export class Tim {
  private readonly emitter = new Emitter()
  private readonly session: ChatSession
  private readonly drafts = new WeakSet<Message>()

  /** Seconds since the epoch by the server's clock; by the phone's before the first login. `tim-wx-sdk` has none. */
  declare readonly getServerTime?: () => number

  constructor(
    private readonly options: TimOptions,
    private readonly onDestroy: () => void,
  ) {
    if (options.serverTime) {
      this.getServerTime = () => Math.floor((this.session.serverTime ?? options.now()) / 1000)
    }
    this.session = new ChatSession({
      ...options,
      onMessages: (wires) =>
        this.emitter.emit(
          EVENT.MESSAGE_RECEIVED,
          wires.map((wire) => readMessage(wire, this.session.userID)),
        ),
      onNetwork: (state) => this.emitter.emit(EVENT.NET_STATE_CHANGE, { state }),
      onKicked: (type) => {
        this.emitter.emit(EVENT.KICKED_OUT, { type })
        this.emitter.emit(EVENT.SDK_NOT_READY)
      },
    })
  }

  on(event: string, listener: Listener, context?: unknown): void {
    this.emitter.on(event, listener, context)
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener)
  }

  /** Nothing is logged here. */
  setLogLevel(_level: number): void {}

  /** Plugins upload files; calling has none. */
  registerPlugin(_plugins: object): void {}

  isReady(): boolean {
    return this.session.isReady
  }

  getLoginUser(): string {
    return this.session.userID
  }

  /** Codes: 2002, 2003 missing arguments, 2025 another login is under way, 2800, 2801 network, 70001 ... UserSig. */
  async login({ userID, userSig }: { userID: string; userSig: string }): Promise<Response<LoginResult>> {
    if (!userID) throw new ChatError(CHAT_ERROR.NO_USER_ID, 'login: userID is missing')
    if (!userSig) throw new ChatError(CHAT_ERROR.NO_USER_SIG, 'login: userSig is missing')
    const ok: LoginResult = { actionStatus: 'OK', errorCode: 0, errorInfo: '' }
    if (this.session.isReady) {
      const errorInfo = `${this.session.userID} is signed in already; log out first to change the account`
      return respond({ ...ok, errorInfo, repeatLogin: true })
    }
    await this.session.open(userID, userSig)
    // the real SDK is ready some time after login() has resolved
    setTimeout(() => {
      if (this.session.isReady) this.emitter.emit(EVENT.SDK_READY)
    })
    return respond(ok)
  }

  async logout(): Promise<Response<object>> {
    if (!this.session.isReady) throw new ChatError(CHAT_ERROR.NOT_LOGGED_IN, 'logout: nobody is signed in')
    await this.session.logout()
    this.emitter.emit(EVENT.SDK_NOT_READY)
    return respond({})
  }

  async destroy(): Promise<void> {
    if (this.session.isReady) await this.logout()
    this.session.destroy()
    this.emitter.emit(EVENT.SDK_DESTROY)
    this.emitter.clear()
    this.onDestroy()
  }

  createTextMessage(draft: Draft<{ text: string }>): Message {
    return this.draft('TIMTextElem', { ...draft, payload: { text: draft.payload.text } })
  }

  createCustomMessage(draft: Draft<{ data?: string; description?: string; extension?: string }>): Message {
    const { data = '', description = '', extension = '' } = draft.payload
    return this.draft('TIMCustomElem', { ...draft, payload: { data, description, extension } })
  }

  /** Codes: 2105 not a message of `create...Message`, 2801 network, 10007 no member of the group, 20003 unknown user. */
  async sendMessage(
    message: Message,
    options: { onlineUserOnly?: boolean } = {},
  ): Promise<Response<{ message: Message }>> {
    if (!this.drafts.has(message)) {
      throw new ChatError(CHAT_ERROR.NOT_A_MESSAGE, 'sendMessage: pass what createTextMessage or its like returned')
    }
    const { ID, conversationType, to, priority } = message
    message._onlineOnlyFlag = options.onlineUserOnly === true
    try {
      const { message: sent } = await this.session.request('send', {
        ID,
        type: message.type === 'TIMTextElem' ? 'TIMTextElem' : 'TIMCustomElem',
        conversationType,
        to,
        priority,
        payload: message.payload as Record<string, string>,
        onlineUserOnly: message._onlineOnlyFlag,
      })
      return respond({ message: Object.assign(message, readMessage(sent, sent.from)) })
    } catch (error) {
      message.status = 'fail'
      throw error
    }
  }

  async getConversationList(): Promise<Response<{ conversationList: Conversation[] }>> {
    const { conversations } = await this.session.request('conversations', {})
    return respond({ conversationList: conversations.map(readConversation) })
  }

  /**
   * A page of history, oldest first: the newest messages, or those before `nextReqMessageID` of the page before. At most
   * `count`, and never more than 15.
   */
  async getMessageList(options: {
    conversationID: string
    nextReqMessageID?: string
    count?: number
  }): Promise<Response<{ messageList: Message[]; nextReqMessageID: string; isCompleted: boolean }>> {
    const { conversationID, nextReqMessageID: before = '', count = PAGE } = options
    const { messages, isFirst } = await this.session.request('messages', {
      ...this.conversation(conversationID),
      count: Math.min(count, PAGE),
      before,
    })
    const messageList = messages.map((wire) => readMessage(wire, this.session.userID))
    return respond({ messageList, nextReqMessageID: isFirst ? '' : (messages[0]?.ID ?? ''), isCompleted: isFirst })
  }

  async setMessageRead(options: { conversationID: string }): Promise<Response<object>> {
    return respond(await this.session.request('markRead', this.conversation(options.conversationID)))
  }

  async getMyProfile(): Promise<Response<WireProfile>> {
    const { data } = await this.getUserProfile({ userIDList: [this.session.userID] })
    return respond(data[0] ?? { userID: this.session.userID, nick: '', avatar: '' })
  }

  /** Unknown users are left out. */
  async getUserProfile({ userIDList }: { userIDList: string[] }): Promise<Response<WireProfile[]>> {
    const { profiles } = await this.session.request('profiles', { userIDs: userIDList })
    return respond(profiles)
  }

  async updateMyProfile({ nick, avatar }: { nick?: string; avatar?: string }): Promise<Response<WireProfile>> {
    const change = { ...(nick !== undefined && { nick }), ...(avatar !== undefined && { avatar }) }
    const { profile } = await this.session.request('updateProfile', change)
    this.emitter.emit(EVENT.PROFILE_UPDATED, [profile])
    return respond(profile)
  }

  async createGroup(options: {
    name: string
    type?: string
    groupID?: string
    memberList?: { userID: string }[]
  }): Promise<Response<{ group: WireGroup }>> {
    const { name, type = TYPES.GRP_WORK, groupID = '', memberList = [] } = options
    const members = memberList.map(({ userID }) => userID)
    return respond(await this.session.request('createGroup', { name, type, groupID, members }))
  }

  async joinGroup({ groupID }: { groupID: string }): Promise<Response<{ status: string; group: WireGroup }>> {
    const { group, already } = await this.session.request('joinGroup', { groupID })
    return respond({ status: already ? TYPES.JOIN_STATUS_ALREADY_IN_GROUP : TYPES.JOIN_STATUS_SUCCESS, group })
  }

  async quitGroup(groupID: string): Promise<Response<{ groupID: string }>> {
    await this.session.request('quitGroup', { groupID })
    return respond({ groupID })
  }

  async getGroupList(): Promise<Response<{ groupList: WireGroup[] }>> {
    const { groups } = await this.session.request('groupList', {})
    return respond({ groupList: groups })
  }

  async getGroupProfile({ groupID }: { groupID: string }): Promise<Response<{ group: WireGroup }>> {
    return respond(await this.session.request('groupProfile', { groupID }))
  }

  async getGroupMemberList({ groupID }: { groupID: string }): Promise<Response<{ memberList: GroupMember[] }>> {
    const { members, ownerID } = await this.session.request('groupMembers', { groupID })
    const roleOf = (userID: string): string =>
      userID === ownerID ? TYPES.GRP_MBR_ROLE_OWNER : TYPES.GRP_MBR_ROLE_MEMBER
    return respond({ memberList: members.map((member) => ({ ...member, role: roleOf(member.userID) })) })
  }

  private draft(type: 'TIMTextElem' | 'TIMCustomElem', draft: Draft<Record<string, string>>): Message {
    const message = draftMessage(this.session.userID, type, draft, this.options.now())
    this.drafts.add(message)
    return message
  }

  private conversation(id: string): { conversationType: 'C2C' | 'GROUP'; peer: string } {
    const conversation = parseConversationID(id)
    if (!conversation) throw new ChatError(CHAT_ERROR.INVALID_CONVERSATION, `${id} is no conversationID`)
    return conversation
  }
}

function respond<Data>(data: Data): Response<Data> {
  return { code: 0, data }
}

function readConversation({
  conversationType,
  peer,
  unreadCount,
  lastMessage,
  profile,
}: WireConversation): Conversation {
  const { time, sequence, from, type, payload } = lastMessage
  return {
    conversationID: `${conversationType}${peer}`,
    type: conversationType,
    unreadCount,
    lastMessage: { lastTime: time, lastSequence: sequence, fromAccount: from, type, payload },
    ...('groupID' in profile ? { groupProfile: profile } : { userProfile: profile }),
  }
}
