/** The suite can turn red: with a defence taken out, its attack breaks what must hold. */
import { Draft } from '../../lib/call/state/draft'
import { rules } from '../../lib/call/state/rules'
import { REPLIES } from '../../lib/call/state/tombstones'
import { OF_STRANGERS, PER_SENDER } from '../../lib/chat/allowances'
import { Profiles } from '../../lib/chat/profiles'
import { SignalWriter } from '../../lib/chat/writer'
import { ATTACKS } from '../support/attack/attacks'
import { type Setting, Siege } from '../support/attack/siege'
import { Scene } from '../support/town/scene'

type Broken = [defence: string, attack: string, setting: Setting, accounts: number, take: () => void]

const BROKEN: Broken[] = [
  [
    'the limit of automatic answers',
    'invitations without end',
    'ringing',
    1,
    () => put(REPLIES, 'toStranger', Infinity),
  ],
  [
    'that of those to a peer',
    'switches between voice and video',
    'betrayed',
    1,
    () => put(REPLIES, 'toPeer', Infinity),
  ],
  [
    'the lane of the user’s own answers',
    'invitations without a usable room',
    'ringing',
    40,
    () => {
      const { answer } = SignalWriter.prototype
      jest.spyOn(SignalWriter.prototype, 'answer').mockImplementation(function (
        this: SignalWriter,
        action,
        invitation,
        data,
        self,
        _lane,
        beforeSend,
      ) {
        return answer.call(this, action, invitation, data, self, 'user', beforeSend)
      })
    },
  ],
  [
    'the limits of what arrives',
    'invitations as old peers write them, each replacing the one before',
    'idle',
    1,
    () => {
      put(PER_SENDER.invite, 'burst', Infinity)
      put(OF_STRANGERS.invite, 'burst', Infinity)
    },
  ],
  [
    'the question whether a switch was asked for',
    'accepts of switches that nobody asked for',
    'betrayed',
    1,
    () => void jest.spyOn(Draft.prototype, 'tombstoneOf').mockReturnValue({ id: 'x', from: '', callID: 'x', at: 0 }),
  ],
  [
    'the rule that calls cross only in a call of two',
    'invitations that name 200 users',
    'awaited',
    1,
    () => void jest.spyOn(rules, 'isGlare').mockReturnValue(true),
  ],
  [
    'the pause between look-ups',
    'invitations that ring for a second',
    'idle',
    1,
    () =>
      void jest.spyOn(Profiles.prototype, 'forget').mockImplementation(function (this: Profiles) {
        this['asked'].clear()
      }),
  ],
]

/** Puts a value into a table of limits, until the test is over. */
function put<T extends object, K extends keyof T>(table: T, key: K, value: T[K]): void {
  jest.replaceProperty(table, key, value)
}

beforeEach(() => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
})
afterEach(() => {
  jest.restoreAllMocks()
  jest.clearAllTimers()
  jest.useRealTimers()
})

it.each(BROKEN)('without %s: red under "%s"', async (_, name, setting, accounts, take) => {
  const [attack] = ATTACKS.filter((one) => one.name === name)
  if (!attack) throw new Error(`there is no attack "${name}"`)
  const besiege = async (): Promise<string[]> => {
    const scene = new Scene()
    await scene.open()
    // a broken library need not come to rest
    const { violations } = await new Siege(scene, attack, setting, accounts).run()
    await scene.town.dispose().catch(() => {})
    return violations
  }
  expect(await besiege()).toEqual([])
  take()
  expect((await besiege()).length).toBeGreaterThan(0)
})
