/** Fault 40: a marked UserSig comes out nowhere but in Chat's login and in the room's url. */
import { format } from 'node:util'
import { TRTCCalling } from '../../../../lib/api/calling'
import { CANARY, useDevices } from '../../../support/town/town'
import { SITUATIONS, setScene } from '../../../support/town/scene'
import { holdLogins } from '../../../support/chat/wire'

const scene = setScene()
const LEVELS = ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir'] as const
let printed: string[] = []
/** what promises were rejected with */
let failures: unknown[] = []

beforeEach(() => {
  printed = []
  failures = []
  for (const level of LEVELS)
    jest.spyOn(console, level).mockImplementation((...args) => void printed.push(format(...args)))
})

afterEach(expectNoLeak)

function expectNoLeak(): void {
  const places: [string, unknown][] = [
    ['console', printed],
    ['errors', failures.map((error) => [String(error), (error as Error).stack, { ...(error as object) }])],
    ['requests and storage of SDKs', scene.town.installed.shared.calls],
    ['storage of SDKs', scene.town.installed.shared.storage],
    ['messages', scene.town.chat.log],
  ]
  for (const person of scene.town.everybody) {
    const { phone, heard, platform, wx, calling } = person
    const { pusher, ...state } = calling.state
    const { url: _, ...attributes } = pusher ?? { url: '' }
    places.push(
      [`events of ${phone}`, heard],
      [`log of ${phone}`, platform.logged],
      [`state of ${phone}`, [state, attributes]],
      [`wx of ${phone}`, [wx.calls, wx.storage]],
    )
  }
  for (const [place, content] of places)
    expect({ place, leaks: textOf(content).includes(CANARY) }).toEqual({ place, leaks: false })
}

function textOf(value: unknown): string {
  const seen = new WeakSet()
  const json = JSON.stringify(value, (_, nested: unknown) => {
    if (typeof nested === 'function') return nested.name
    if (nested instanceof Error) return [nested.message, nested.stack, Object.assign({}, nested)]
    if (typeof nested === 'object' && nested !== null) {
      if (seen.has(nested)) return ''
      seen.add(nested)
    }
    return nested
  })
  // escapes could hide it
  return `${json} ${decodeURIComponent(json.replaceAll('%', '%25'))}`
}

async function keep(promise: Promise<unknown>): Promise<void> {
  await scene.town.settle()
  await promise.catch((error: unknown) => failures.push(error))
}

describe('fault 40: a marked UserSig comes out nowhere else', () => {
  it('is in the url of the room, so the test would see it', async () => {
    await scene.bring('connected')
    expect(scene.alice.calling.state.pusher?.url).toContain(CANARY)
  })

  it.each(SITUATIONS)('%s: a whole call, with everything a user can do in it', async (situation) => {
    const { alice, bob, town } = scene
    await scene.bring(situation, '1v1', { type: 2 })
    if (situation !== 'idle') {
      await scene.carryOn()
      await useDevices(alice.calling, town)
      await alice.calling.switchCallType(1)
      expectNoLeak()
      await bob.calling.hangup()
    }
    await keep(alice.calling.logout())
  })

  it('a group call, with everybody’s devices', async () => {
    await scene.bring('connected', 'chat group', { type: 2 })
    await scene.town.pass(3000)
    expectNoLeak()
  })

  describe('a login that fails', () => {
    const codes = [2003, 2025, 2801, 3003, 3004, 6206, 70001, 70003, 70009, 70013, 70014, 99999]

    it.each(codes)('with code %d, and a text of Chat that repeats the UserSig', async (code) => {
      const { town } = scene
      const erin = town.person('erin')
      const refuse = holdLogins(town.chat)
      const login = erin.calling.login()
      await town.settle()
      refuse({ code, message: `bad signature ${CANARY}-erin, ${encodeURIComponent(`${CANARY}-erin`)}` })
      await town.pass(20_000)
      await keep(login)
      expect(failures).toHaveLength(1)
    })

    it('because SDK_READY never comes', async () => {
      const { town } = scene
      const erin = town.person('erin')
      town.chat.hold((hop) => hop.kind === 'ready')
      const login = erin.calling.login()
      await town.pass(16_000)
      await keep(login)
      expect(failures).toHaveLength(1)
    })

    it('with a newer UserSig of the wrong type', async () => {
      const { alice } = scene
      await keep(alice.calling.login({ sig: `${CANARY}-new` } as never))
      await keep(alice.calling.login(''))
      expect(failures).toHaveLength(2)
    })
  })

  describe('a room that cannot be entered', () => {
    it.each([-3301, -3308, -3320, -100006, -100013, -100015, -100018])('with code %d', async (code) => {
      const { alice, town } = scene
      town.media.behaviour('alice').entryFailure = code
      await keep(alice.calling.call({ userID: 'bob', type: 2 }))
      await keep(scene.bob.calling.accept())
      expect(alice.ends()).toEqual(['room-failed'])
    })

    it('with a native message that repeats the url', async () => {
      const { alice, town } = scene
      await scene.bring('connected')
      town.media.state('alice', -3301, `failed: ${alice.calling.state.pusher?.url ?? ''}`)
      await town.settle()
      expect(alice.ends()).toEqual(['room-failed'])
    })

    it('because the pusher says nothing', async () => {
      const { town } = scene
      await scene.bring('connecting')
      await town.pass(11_000)
      town.expectIdle(scene.alice)
    })

    it('because there is no live-pusher', async () => {
      const { alice } = scene
      Object.assign(alice.wx.wx, { createLivePusherContext: undefined })
      await keep(alice.calling.call({ userID: 'bob' }))
      expect(failures).toMatchObject([{ reason: 'LIVE_UNSUPPORTED' }])
    })
  })

  it('a listener that throws what it was given', async () => {
    const { alice } = scene
    alice.calling.on('USER_ACCEPT', (event) => {
      throw new Error(JSON.stringify(event))
    })
    await scene.bring('connected')
    expect(alice.platform.logged.join('\n')).toContain('A handler of USER_ACCEPT threw')
  })

  it('kicked out, expired, and destroyed', async () => {
    const { alice, bob, carol, town } = scene
    await scene.bring('connected')
    town.chat.kick('alice', 'userSigExpired')
    town.chat.kick('bob')
    carol.calling.destroy()
    await town.settle()
    await keep(alice.calling.login(`${CANARY}-newer`))
    await keep(bob.calling.logout())
  })

  describe('a UserSig that renewUserSig brings', () => {
    const renewals: [string, () => Promise<unknown>][] = [
      ['as a string', () => Promise.resolve(`${CANARY}-renewed`)],
      ['with its time', () => Promise.resolve({ userSig: `${CANARY}-renewed`, expiresAt: Date.now() / 1000 + 600 })],
      ['as rubbish', () => Promise.resolve({ token: `${CANARY}-renewed`, userSig: [`${CANARY}-renewed`] })],
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a request fails
      ['as a rejection', () => Promise.reject({ errMsg: `request:fail ${CANARY}-renewed` })],
    ]

    it.each(renewals)('%s: for a login, before the old one expires, and in a call', async (_, renewUserSig) => {
      const { bob, town } = scene
      const renew = { renewUserSig: renewUserSig as () => Promise<string> }
      await keep(town.person('frank', { userSig: '', ...renew }).calling.login())
      const erin = await town.signedIn('erin', { expiresAt: Date.now() / 1000 + 600, ...renew })
      await town.connect(erin, bob)
      await town.pass(600_000)
      town.media.changeNetwork('erin')
      await town.pass(1000)
      expectNoLeak()
      town.chat.kick('erin', 'userSigExpired')
      await town.settle()
      expectNoLeak()
      for (const one of town.everybody) await keep(one.calling.logout())
      await town.pass(60_000)
    })
  })

  it('wrong configs', () => {
    const good = { sdkAppID: 1, userID: 'x', userSig: `${CANARY}-x`, type: 1 as const }
    for (const bad of [{ sdkAppID: 0 }, { userID: 'a b' }, { type: 3 }, { userSig: { sig: CANARY } }]) {
      try {
        new TRTCCalling({ ...good, ...bad } as never)
      } catch (error) {
        failures.push(error)
      }
    }
    expect(failures).toHaveLength(4)
  })

  it('with the mini program’s own platform and a logger that hears everything', async () => {
    const { bob, town } = scene
    const lines: string[] = []
    const calling = new TRTCCalling({
      sdkAppID: 1400000001,
      userID: 'erin',
      userSig: `${CANARY}-erin`,
      type: 2,
      tim: town.chat.client(),
      logger: (level, line) => lines.push(`${level}: ${line}`),
    })
    const login = calling.login()
    await town.settle()
    await login
    await calling.call({ userID: 'bob' })
    await town.settle()
    await bob.calling.accept()
    await town.settle()
    await calling.hangup()
    await town.settle()
    calling.destroy()
    expect(lines.length).toBeGreaterThan(2)
    expect(textOf(lines)).not.toContain(CANARY)
  })
})
