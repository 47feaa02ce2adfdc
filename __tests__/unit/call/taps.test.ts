/** What the user does too often, too early or wrongly: faults 26, 27, 32, 38 and 39. */
import { MAX_ROOM_ID } from '../../../lib/foundation/tools/ids'
import type { TRTCCalling } from '../../../lib/api/calling'
import { DURING_A_CALL, KINDS, SITUATIONS, type Situation, pairs, setScene } from '../../support/town/scene'
import { ackOf, lose, traffic } from '../../support/chat/wire'

const scene = setScene()

async function outcomes(promises: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(promises)
  return settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as { reason: string }).reason))
}

describe('fault 26: a double tap', () => {
  it.each(KINDS)('idle, on call, %s: one call', async (kind) => {
    const { alice, town } = scene
    Object.assign(scene, { kind })
    const taps = [scene.call(alice), scene.call(alice)]
    await town.settle()
    expect(await outcomes(taps)).toEqual(['done', 'INVALID_STATE'])
    expect(scene.others.map((one) => one.got('INVITED').length)).toEqual(scene.others.map(() => 1))
    scene.situation = 'calling'
    await scene.expectUntouched()
  })

  it.each(pairs(['ringing', 'answering'] as Situation[], KINDS))(
    '%s, on accept, %s: one answer',
    async (situation, kind) => {
      const { alice, bob, town } = scene
      await scene.bring(situation, kind)
      const taps = [alice.calling.accept(), alice.calling.accept()]
      expect(await outcomes(taps.slice(1))).toEqual(['INVALID_STATE'])
      alice.wx.closeDialogs(true)
      await town.settle()
      expect(await outcomes(taps.slice(0, 1))).toEqual([situation === 'ringing' ? 'done' : 'INVALID_STATE'])
      scene.expectTogether(alice, bob)
      expect(traffic(town.chat).filter((line) => line.endsWith('accept'))).toHaveLength(1)
      expect(bob.got('USER_ACCEPT')).toHaveLength(1)
      await scene.endAll()
    },
  )

  it.each(KINDS)('ringing, on reject, %s: one answer', async (kind) => {
    const { alice, bob, town } = scene
    await scene.bring('ringing', kind)
    expect(await outcomes([alice.calling.reject(), alice.calling.reject()])).toEqual(['done', 'INVALID_STATE'])
    await town.settle()
    expect(bob.got('REJECT')).toHaveLength(1)
    expect(alice.ends()).toEqual(['reject'])
    await scene.endAll()
  })

  it.each(pairs(DURING_A_CALL, KINDS))('%s, on hangup, %s: one end', async (situation, kind) => {
    const { alice, town } = scene
    await scene.bring(situation, kind)
    expect(await outcomes([alice.calling.hangup(), alice.calling.hangup()])).toEqual(['done', 'INVALID_STATE'])
    alice.wx.closeDialogs(true)
    await town.settle()
    town.expectIdle(alice)
    expect(alice.ends()).toHaveLength(1)
    expect(alice.got('HANG_UP')).toEqual(alice.got('CALL_END'))
    await town.pass(35_000)
    await scene.endAll()
  })

  it('ringing, on accept and reject: the first one counts', async () => {
    const { alice, bob, town } = scene
    await scene.bring('ringing')
    const taps = [alice.calling.accept(), alice.calling.reject()]
    await town.settle()
    expect(await outcomes(taps)).toEqual(['ABORTED', 'done'])
    town.expectIdle()
    scene.expectEnds({ alice: ['reject'], bob: ['reject'] })
    await scene.expectNextCallWorks(bob, alice)
  })
})

describe('fault 27: hangup before the invitation is acknowledged', () => {
  it.each(KINDS)('calling, %s: the cancel follows the acknowledgement', async (kind) => {
    const { alice, town } = scene
    const acks = town.chat.hold(ackOf('invite', 'alice'))
    await scene.bring('calling', kind)
    await alice.calling.hangup()
    await town.settle()
    expect(alice.ends()).toEqual(['cancel'])
    expect(traffic(town.chat).filter((line) => line.endsWith('cancel'))).toEqual([])
    acks.stop()
    acks.releaseAll()
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['cancel'], bob: ['cancel'], ...(kind === '1v1' ? {} : { dave: ['cancel'] }) })
  })

  it('calling, and the invitation failed: nothing is cancelled, nobody rings', async () => {
    const { alice, town } = scene
    const acks = town.chat.hold(ackOf('invite', 'alice'))
    lose(town.chat, 'invite')
    const call = alice.calling.call({ userID: 'bob' })
    await town.settle()
    await alice.calling.hangup()
    for (const hop of acks.hops) if (hop.kind === 'ack') hop.fail({ code: 20003 })
    await town.settle()
    expect(await outcomes([call])).toEqual(['ABORTED'])
    expect(traffic(town.chat)).toEqual(['alice>bob invite'])
    scene.expectEnds({ alice: ['cancel'] })
  })

  it('calling, and the acknowledgement never comes: it may have arrived, so it is cancelled', async () => {
    const { alice, town } = scene
    town.chat.hold(ackOf('invite', 'alice'))
    await scene.bring('calling')
    await alice.calling.hangup()
    await town.pass(16_000)
    town.expectIdle()
    scene.expectEnds({ alice: ['cancel'], bob: ['cancel'] })
  })

  it.each(KINDS)('unsent, %s: nothing is sent at all', async (kind) => {
    const { alice, town } = scene
    await scene.bring('unsent', kind)
    await alice.calling.hangup()
    alice.wx.closeDialogs(true)
    await town.pass(40_000)
    expect(town.chat.log).toEqual([])
    scene.expectEnds({ alice: ['cancel'] })
    expect(await outcomes([scene.promise])).toEqual(['ABORTED'])
  })
})

describe('fault 32: a call before login', () => {
  it.each(['call', 'groupCall', 'joinInGroupCall'] as const)(
    'idle, %s: typed rejection, state unchanged',
    async (method) => {
      const { town } = scene
      const erin = town.person('erin')
      const before = { ...erin.calling.state }
      const calls = {
        call: () => erin.calling.call({ userID: 'bob' }),
        groupCall: () => erin.calling.groupCall({ userIDList: ['bob', 'dave'] }),
        joinInGroupCall: () => erin.calling.joinInGroupCall({ roomID: 1 }),
      }
      await expect(calls[method]()).rejects.toMatchObject({ name: 'CallingError', reason: 'NOT_LOGGED_IN', code: 2001 })
      await town.settle()
      expect({ ...erin.calling.state }).toEqual(before)
      expect(town.chat.log).toEqual([])
    },
  )

  it('idle, while the login is under way, and after a logout', async () => {
    const { bob, town } = scene
    const erin = town.person('erin')
    const ready = town.chat.hold((hop) => hop.kind === 'ready')
    const login = erin.calling.login()
    await town.settle()
    expect(await outcomes([erin.calling.call({ userID: 'bob' })])).toEqual(['NOT_LOGGED_IN'])
    ready.stop()
    ready.releaseAll()
    await town.settle()
    await login
    await scene.expectNextCallWorks(erin, bob)
    const logout = erin.calling.logout()
    expect(await outcomes([erin.calling.call({ userID: 'bob' })])).toEqual(['NOT_LOGGED_IN'])
    await town.settle()
    await logout
  })
})

const BAD_USER_IDS = [
  '',
  ' ',
  '张三',
  'a b',
  'a&roomid=9',
  'a#b',
  'a?b',
  'x'.repeat(33),
  123,
  null,
  undefined,
  {},
  ['bob'],
]
const BAD_ROOMS = [0, -1, 1.5, MAX_ROOM_ID + 1, NaN, Infinity, '1234', {}]

type Method = (calling: TRTCCalling, value: never) => Promise<void>
type BadInput = { fault: number; values: unknown[]; methods: Record<string, Method> }

describe.each<BadInput>([
  {
    fault: 39,
    values: BAD_USER_IDS,
    methods: {
      call: (calling, value) => calling.call({ userID: value }),
      groupCall: (calling, value) => calling.groupCall({ userIDList: ['dave', value] }),
      inviteUser: (calling, value) => calling.inviteUser({ userIDList: [value] }),
    },
  },
  {
    fault: 38,
    values: BAD_ROOMS,
    methods: {
      call: (calling, value) => calling.call({ userID: 'bob', roomID: value }),
      groupCall: (calling, value) => calling.groupCall({ userIDList: ['bob', 'dave'], roomID: value }),
      joinInGroupCall: (calling, value) => calling.joinInGroupCall({ roomID: value }),
    },
  },
])('fault $fault: what no room:// url could carry', ({ values, methods }) => {
  it.each(pairs(Object.keys(methods), values))('idle, %s with %j: refused, nothing sent', async (name, value) => {
    const { alice, town } = scene
    await expect(methods[name]?.(alice.calling, value as never)).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' })
    await town.settle()
    town.expectIdle()
    expect(town.chat.log).toEqual([])
    expect(alice.names()).toEqual([])
  })

  it.each(SITUATIONS)('%s: refused, nothing sent, the call untouched', async (situation) => {
    const { alice, town } = scene
    await scene.bring(situation, 'group')
    const sent = town.chat.log.length
    for (const [name, value] of pairs(Object.keys(methods), values)) {
      await expect(methods[name]?.(alice.calling, value as never)).rejects.toMatchObject({
        reason: 'INVALID_PARAMETER',
      })
    }
    await town.settle()
    expect(town.chat.log).toHaveLength(sent)
    await scene.expectUntouched()
  })
})
