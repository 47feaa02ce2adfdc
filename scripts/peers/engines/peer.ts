/** Another engine's caller. An adapter per generation of engines gives them all the same shape. */
import { Attempt } from '../kit/attempt'
import { MediaMember } from '../kit/media-rooms'
import type { World } from '../kit/world'

/** What not every engine can do. */
export type Ability =
  | 'userData'
  | 'strRoomID'
  | 'switchToVideo'
  | 'inviteUser'
  | 'joinInGroupCall'
  /** group calls without a Chat group */
  | 'groupless'
  /** calls(), the API of TUICallKit 4.5 and later */
  | 'calls'
  /** marks an answered invitation in its Chat message */
  | 'marks'

/** What a side may hear, by whatever name its engine has for it. */
export type News = 'ringing' | 'rejected' | 'busy' | 'cancelled' | 'ended'

export type MediaType = 1 | 2

export interface CallChoice {
  userData?: string
  strRoomID?: string
}

const NAMES: Record<News, string[]> = {
  ringing: ['INVITED', 'ON_CALL_RECEIVED'],
  rejected: ['REJECT', 'USER_REJECT'],
  busy: ['LINE_BUSY', 'USER_LINE_BUSY'],
  cancelled: ['CALLING_CANCEL', 'CALL_CANCEL', 'ON_CALL_NOT_CONNECTED', 'ON_CALL_CANCELED'],
  ended: ['CALLING_END', 'CALL_END'],
}

interface Emitter {
  on(event: string, listener: unknown, context?: unknown): void
}

export abstract class Peer {
  readonly member: MediaMember
  /** whether its video track follows the media type; some leave the camera to their user interface */
  readonly switchesCamera: Record<MediaType, boolean> = { 1: true, 2: true }
  /** what its user was told, and when */
  readonly log: { at: number; line: string }[] = []
  protected readonly heard: { name: string; data: unknown }[] = []

  constructor(
    protected readonly world: World,
    readonly userID: string,
    readonly abilities: readonly Ability[],
  ) {
    this.member = new MediaMember(userID)
  }

  /** Signs in. */
  abstract start(): Promise<void>
  /** `idle`, `calling` (or called), `connected` */
  abstract get status(): string
  abstract call(userID: string, type: MediaType, choice?: CallChoice): Attempt
  abstract groupCall(userIDs: string[], type: MediaType, groupID?: string): Attempt
  abstract accept(): Attempt
  abstract reject(): Attempt
  abstract hangup(): Attempt
  abstract switchTo(type: MediaType): Attempt
  abstract inviteUser(userIDs: string[]): Attempt
  abstract joinGroupCall(groupID: string, roomID: number, type: MediaType): Attempt

  /** calls() of TUICallKit 4.5 */
  calls(_userIDs: string[], _type: MediaType): Attempt {
    throw new Error('This engine has no calls().')
  }

  get isIdle(): boolean {
    return this.status === 'idle'
  }

  get room(): string {
    return this.member.room
  }

  sees(userID: string): boolean {
    return this.member.sees.has(userID)
  }

  /** Engines of several generations tell one thing by two events, for those who know only the older one. */
  count(news: News): number {
    const times = NAMES[news].map((name) => this.heard.filter((event) => event.name === name).length)
    return Math.max(...times)
  }

  /** the data of the last such event */
  last(news: News): unknown {
    return this.heard.filter(({ name }) => NAMES[news].includes(name)).pop()?.data
  }

  /** Some engines have two names for one event: the first counts. */
  protected listen(emitter: Emitter, events: Record<string, unknown>, wrap = (listener: unknown) => listener): void {
    const seen = new Set<unknown>()
    for (const [name, event] of Object.entries(events)) {
      if (typeof event !== 'string' || seen.has(event)) continue
      seen.add(event)
      const hear = (data: unknown) => {
        this.heard.push({ name, data })
        this.log.push({ at: this.world.clock.now, line: `${this.userID} hear ${name}` })
      }
      emitter.on(event, wrap(hear), this)
    }
  }

  protected async signIn(login: unknown, ms: number): Promise<void> {
    const attempt = new Attempt(login)
    await this.world.run(ms)
    attempt.assertGranted('their login()')
  }
}
