import { randomUUID } from 'node:crypto'
import type { Connection } from './wire/connection'
import type { ChatEvents, KickType, WireMessage, WireProfile } from './wire/protocol'
import { digest, type UserSigs } from './user-sigs'

/** How long a session waits for its phone to come back, ms: a call in the background may last. */
const RESUMABLE_FOR = 60 * 60_000
/** Messages kept for a phone that is away. */
const MISSED_KEPT = 200
/** Ended sessions that are remembered, so that a phone which comes back learns why. */
const ENDED_KEPT = 200
/** The longest delay setTimeout can hold, about 24 days. */
const LONGEST_TIMEOUT = 2 ** 31 - 1

/** One signed-in device of an account. It outlives its connection for a while. */
export interface Session {
  readonly id: string
  readonly account: Account
  readonly phone: string
  readonly platform: string
  readonly signature: string
  /** null while the phone is away */
  connection: Connection<ChatEvents> | null
  missed: WireMessage[]
  idleTimer: NodeJS.Timeout | undefined
  expiryTimer: NodeJS.Timeout | undefined
}

/** An account exists from its first login on, as long as the relay runs. */
export interface Account {
  readonly userID: string
  nick: string
  avatar: string
  readonly sessions: Set<Session>
}

export interface SignIn {
  userID: string
  userSig: string
  /** seconds since the epoch */
  expiresAt: number
  platform: string
  connection: Connection<ChatEvents>
}

/** Accounts and their sessions: who is signed in where, and who gets thrown out by whom. */
export class Accounts {
  private readonly byID = new Map<string, Account>()
  private readonly sessions = new Map<string, Session>()
  private readonly ended = new Map<string, KickType>()

  /** `onKick` is told of every session that ends against the user's will. */
  constructor(
    private readonly userSigs: UserSigs,
    private readonly onKick: (session: Session, type: KickType) => void,
  ) {}

  find(userID: string): Account | undefined {
    return this.byID.get(userID)
  }

  connected(): Session[] {
    return [...this.sessions.values()].filter((session) => session.connection !== null)
  }

  /** Opens a session; one of the same account on the same platform has to go, as is Tencent's default. */
  signIn({ userID, userSig, expiresAt, platform, connection }: SignIn): Session {
    const account = this.account(userID)
    for (const other of [...account.sessions]) {
      if (other.platform !== platform) continue
      // a page that was loaded again, and not another device
      if (other.phone === connection.phone && !other.connection) this.end(other)
      else this.kick(other, 'multipleAccount')
    }
    const session: Session = {
      id: randomUUID(),
      account,
      phone: connection.phone,
      platform,
      signature: digest(userSig),
      connection,
      missed: [],
      idleTimer: undefined,
      expiryTimer: undefined,
    }
    account.sessions.add(session)
    this.sessions.set(session.id, session)
    const validFor = expiresAt * 1000 - Date.now()
    if (validFor < LONGEST_TIMEOUT) {
      session.expiryTimer = setTimeout(() => this.kick(session, 'userSigExpired'), validFor)
      session.expiryTimer.unref()
    }
    return session
  }

  /** Gives a session its new connection; the reason of its end if it was thrown out meanwhile, undefined if unknown. */
  resume(id: string, userID: string, connection: Connection<ChatEvents>): Session | KickType | undefined {
    const session = this.sessions.get(id)
    if (!session || session.account.userID !== userID) return this.ended.get(id)
    clearTimeout(session.idleTimer)
    session.connection = connection
    return session
  }

  /** The phone went away without signing out. */
  lose(session: Session): void {
    session.connection = null
    session.idleTimer = setTimeout(() => this.end(session), RESUMABLE_FOR)
    session.idleTimer.unref()
  }

  end(session: Session): void {
    clearTimeout(session.idleTimer)
    clearTimeout(session.expiryTimer)
    session.account.sessions.delete(session)
    this.sessions.delete(session.id)
  }

  /** Ends the sessions of a phone as an expired UserSig does. */
  expire(phone: string): void {
    for (const session of [...this.sessions.values()]) {
      if (session.phone !== phone) continue
      this.userSigs.expire(session.signature)
      this.kick(session, 'userSigExpired')
    }
  }

  close(): void {
    for (const session of [...this.sessions.values()]) this.end(session)
  }

  private kick(session: Session, type: KickType): void {
    this.end(session)
    this.ended.set(session.id, type)
    const [oldest] = this.ended.keys()
    if (this.ended.size > ENDED_KEPT && oldest !== undefined) this.ended.delete(oldest)
    session.connection?.emit('kicked', { type })
    this.onKick(session, type)
  }

  private account(userID: string): Account {
    let account = this.byID.get(userID)
    if (!account) {
      account = { userID, nick: '', avatar: '', sessions: new Set() }
      this.byID.set(userID, account)
    }
    return account
  }
}

/** A phone that has just come back gets what it missed first: until that is on its way, newer messages wait behind it. */
export function deliver({ connection, missed }: Session, message: WireMessage): void {
  if (connection && missed.length === 0) connection.emit('messages', [message])
  else if (connection || (!message.onlineUserOnly && missed.length < MISSED_KEPT)) missed.push(message)
}

/** What a phone missed, in one batch and in order, as Chat hands it over after a reconnect. */
export function deliverMissed({ connection, missed }: Session): void {
  if (connection && missed.length > 0) connection.emit('messages', missed.splice(0))
}

export function profileOf({ userID, nick, avatar }: Account): WireProfile {
  return { userID, nick, avatar }
}
