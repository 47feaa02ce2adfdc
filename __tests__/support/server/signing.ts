/** People whose Chat looks at the UserSig, and a signing service that brings the next one. */
import type { CallingConfig } from '../../../lib/foundation/options'
import { type Person, Town } from '../town/town'

export interface Signing {
  town: Town
  bob: Person
  /** signatures that Chat was given by alice, in order */
  used: string[]
  /** what Chat calls expired */
  expired: Set<string>
  /** how many the signing service has given away */
  served: number
  /** as the signing service answers; without a life the end is not known */
  answer(lifeInSeconds?: number): Promise<{ userSig: string; expiresAt: number }>
  /** alice, who has the signature `old` unless `config` says otherwise */
  person(config: Partial<CallingConfig>): Person
  /** alice, signed in */
  signedIn(config: Partial<CallingConfig>): Promise<Person>
}

export function never(): Promise<never> {
  return new Promise(() => {})
}

/** Seconds since the epoch. */
export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds
}

/** Opens a town before each test of the file, and closes it after. */
export function setSigning(): Signing {
  const signing: Signing = {
    town: undefined as unknown as Town, // set before each test
    bob: undefined as unknown as Person, // likewise
    used: [],
    expired: new Set(),
    served: 0,

    answer(life) {
      const userSig = `new-${++signing.served}`
      return Promise.resolve({
        sdkAppID: 1,
        userID: 'alice',
        userSig,
        expiresAt: life === undefined ? NaN : inSeconds(life),
      })
    },

    person(config) {
      const someone = signing.town.person('alice', { userSig: 'old', ...config })
      const login = someone.tim.login.bind(someone.tim)
      someone.tim.login = (account) => {
        signing.used.push(account.userSig)
        if (!signing.expired.has(account.userSig)) return login(account)
        return Promise.reject(Object.assign(new Error('UserSig expired'), { code: 70001 }))
      }
      return someone
    },

    async signedIn(config) {
      const someone = signing.person(config)
      const login = someone.calling.login()
      await signing.town.settle()
      await login
      return someone
    },
  }

  beforeEach(async () => {
    jest.useFakeTimers()
    jest.spyOn(console, 'info').mockImplementation()
    const town = new Town()
    const [bob] = await town.people('bob')
    Object.assign(signing, { town, bob, used: [], expired: new Set(), served: 0 })
  })
  afterEach(async () => {
    await signing.town.dispose()
    expect(jest.getTimerCount()).toBe(0)
    jest.useRealTimers()
  })
  return signing
}
