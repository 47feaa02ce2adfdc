/** A phone whose app has the package twice: in the main package, and in a subpackage. */
import type * as Library from '../../../lib/index'
import type { ChatClient } from '../chat/chat'
import { SDK_APP_ID } from '../chat/signaling'
import { CANARY } from './person'
import type { Town } from './town'
import { createFakeWx, createTestPlatform } from './wx'

export type Copy = typeof Library

/** The library once more, with modules of its own. */
export function loadCopy(): Copy {
  let copy: Copy | undefined
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be the same modules again
    copy = require('../../../lib/index') as Copy
  })
  if (!copy) throw new Error('the library was not loaded')
  return copy
}

/** What an instance has heard, and what it is. */
export interface Part {
  calling: Library.TRTCCalling
  heard: string[]
}

export class PhoneWithCopies {
  readonly fake = createFakeWx()
  readonly platform = createTestPlatform(this.fake, { seed: 5 })
  readonly tim: ChatClient
  private readonly parts: Part[] = []

  constructor(
    private readonly town: Town,
    readonly userID = 'alice',
  ) {
    this.tim = town.chat.client()
    const holder = (): Library.TRTCCalling | undefined =>
      this.parts.map(({ calling }) => calling).find((one) => one.view.holdsTags)
    town.media.attach(userID, {
      pusher: () => holder()?.state.pusher ?? null,
      players: () => holder()?.state.players ?? [],
      onPusherEvent: (event) => holder()?.onPusherEvent(event),
      onPlayerEvent: (event) => holder()?.onPlayerEvent(event),
      wx: this.fake,
    })
  }

  get options() {
    const { userID, tim, platform } = this
    return { sdkAppID: SDK_APP_ID, userID, userSig: `${CANARY}-${userID}`, type: 1 as const, tim, platform }
  }

  /** An instance of that copy's class, not signed in yet. */
  part(copy: Copy, options: Partial<Library.CallingOptions> = {}): Part {
    return this.keep(new copy.TRTCCalling({ ...this.options, context: this.fake.context, ...options }), copy)
  }

  /** `startCalling` of that copy. */
  start(copy: Copy, options: Partial<Library.StartOptions> = {}): Part {
    return this.keep(copy.startCalling({ ...this.options, ...options }), copy)
  }

  async signIn({ calling }: Part): Promise<void> {
    const login = calling.login()
    await this.town.settle()
    await login
  }

  destroy(): void {
    for (const { calling } of this.parts) calling.destroy()
  }

  private keep(calling: Library.TRTCCalling, { EVENT }: Copy): Part {
    const part: Part = { calling, heard: [] }
    for (const name of Object.keys(EVENT) as Library.EventName[]) {
      if (name !== 'CALL_MESSAGE' && name !== 'USER_VOICE_VOLUME' && name !== 'NETWORK_QUALITY') {
        calling.on(name, ({ eventCode }) => part.heard.push(eventCode))
      }
    }
    this.parts.push(part)
    return part
  }
}
