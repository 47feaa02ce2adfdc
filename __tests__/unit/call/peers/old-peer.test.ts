/** Calls with peers that are not this package: the original component and the native apps. */
import type { CallEndReason } from '../../../../lib/foundation/types'
import { GROUP_ID, pairs, setScene } from '../../../support/town/scene'
import { DIALECTS, type Dialect } from '../../../support/chat/dialects'
import { OldPeer } from '../../../support/chat/old-peer'
import { deliveryOf, lastOf, traffic } from '../../../support/chat/wire'

const scene = setScene()
let otto: OldPeer
const TYPES = [1, 2] as const

/** Whose call it is. */
const DIRECTIONS = ['alice calls', 'otto calls'] as const
const CASES = pairs(DIALECTS, DIRECTIONS).map(([dialect, direction]) => ({ dialect, direction, name: dialect.name }))

async function meet(dialect: Dialect): Promise<void> {
  otto = new OldPeer(scene.town, 'otto', dialect)
  await otto.signIn()
  scene.town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'carol', 'dave', 'otto'])
}

afterEach(() => otto.dispose())

async function ring(direction: (typeof DIRECTIONS)[number], type: 1 | 2 = 1): Promise<void> {
  if (direction === 'alice calls') await scene.alice.calling.call({ userID: 'otto', type })
  else otto.call('alice', type)
  await scene.town.settle()
}

async function connect(direction: (typeof DIRECTIONS)[number], type: 1 | 2 = 1): Promise<void> {
  await ring(direction, type)
  if (direction === 'alice calls') otto.accept()
  else await scene.alice.calling.accept()
  await scene.town.settle()
  expect([scene.alice.calling.state.status, otto.state]).toEqual(['connected', 'connected'])
  expect(scene.town.media.inRoom('alice')).toBe(scene.town.media.inRoom('otto'))
}

/** The call is over for everybody, and for alice with this reason. */
function expectOver(reason: CallEndReason): void {
  expect(otto.state).toBe('idle')
  scene.town.expectIdle()
  expect(scene.alice.ends()).toEqual([reason])
}

function hangups(): string[] {
  return traffic(scene.town.chat).filter((line) => line.endsWith('hangup'))
}

describe.each(CASES)('$direction, $name', ({ dialect, direction }) => {
  beforeEach(() => meet(dialect))

  it.each(TYPES)('media %d: alice hangs up: otto hears it at once, with the duration', async (type) => {
    const { alice, town } = scene
    await connect(direction, type)
    expect(alice.calling.state.type).toBe(type)
    expect(alice.calling.state.members).toMatchObject([{ userID: 'otto', hasAudio: true, hasVideo: type === 2 }])
    await town.pass(7000)
    await alice.calling.hangup()
    await town.settle()
    expect(otto.state).toBe('idle')
    expect(otto.durations).toEqual([7])
    town.expectIdle(alice)
    expect(alice.got('CALL_END')).toMatchObject([{ reason: 'hangup', userID: 'alice', callEnd: 7 }])
  })

  it('otto hangs up by leaving: alice sends the hangup that he waits for, once', async () => {
    const { alice, town } = scene
    await connect(direction)
    await town.pass(7000)
    otto.hangup()
    expect(otto.state).toBe('left')
    await town.settle()
    expect(otto.state).toBe('idle')
    expect(hangups()).toEqual(['alice>otto hangup'])
    expect(alice.got('CALL_END')).toMatchObject([{ reason: 'hangup', userID: 'otto', callEnd: 7 }])
    expect(alice.got('USER_LEAVE')).toEqual([{ userID: 'otto' }])
    town.expectIdle()
  })

  it('both hang up in the same moment', async () => {
    const { alice, town } = scene
    await connect(direction)
    otto.hangup()
    await alice.calling.hangup()
    await town.pass(5000)
    expectOver('hangup')
  })

  it('otto crashes: the call ends 30 s after the last sign of him', async () => {
    const { alice, town } = scene
    await connect(direction)
    otto.crash()
    await town.pass(31_000)
    expect(alice.calling.state.status).toBe('connected')
    await town.pass(2000)
    town.expectIdle()
    expect(alice.ends()).toEqual(['peer-left'])
  })

  it('the caller gives up', async () => {
    const { alice, town } = scene
    await ring(direction)
    if (direction === 'alice calls') await alice.calling.hangup()
    else otto.hangup()
    await town.settle()
    expectOver('cancel')
    expect(otto.heard.slice(-1)).toEqual([direction === 'alice calls' ? 'cancelled' : 'ended'])
  })

  it('the callee rejects', async () => {
    const { alice, town } = scene
    await ring(direction)
    if (direction === 'alice calls') otto.reject()
    else await alice.calling.reject()
    await town.settle()
    expectOver('reject')
    expect(alice.got('REJECT')).toHaveLength(direction === 'alice calls' ? 1 : 0)
  })

  it('nobody answers', async () => {
    const { alice, town } = scene
    await ring(direction)
    await town.pass(36_000)
    expectOver('timeout')
    expect(alice.got('CALLING_TIMEOUT')).toHaveLength(1)
    expect(otto.heard.slice(-2)).toEqual(
      direction === 'alice calls' ? ['ringing', 'timeout'] : ['no answer: alice', 'ended'],
    )
  })

  it('the callee is in another call: busy', async () => {
    const { alice, bob, carol, town } = scene
    if (direction === 'alice calls') {
      const other = new OldPeer(town, 'other', dialect)
      await other.signIn()
      other.call('otto')
      await town.settle()
      otto.accept()
      await town.settle()
      await ring(direction)
      expect(alice.got('LINE_BUSY')).toMatchObject([{ invitee: 'otto', reason: 'line busy' }])
      expect(alice.ends()).toEqual(['line-busy'])
      other.hangup()
      await town.settle()
      other.dispose()
    } else {
      await town.connect(alice, carol)
      await ring(direction)
      expect(otto.heard).toEqual(['calling', 'busy: alice', 'ended'])
      scene.expectTogether(alice, carol)
    }
    await town.settle()
    expect([alice, bob].map((one) => one.got('ERROR'))).toEqual([[], []])
  })

  it('and afterwards a second call works, in the other direction', async () => {
    const { alice, town } = scene
    for (const turn of [direction, ...DIRECTIONS]) {
      await connect(turn)
      await town.pass(1000)
      await alice.calling.hangup()
      await town.settle()
      expect(otto.state).toBe('idle')
    }
    town.expectIdle()
    expect(alice.ends()).toEqual(['hangup', 'hangup', 'hangup'])
  })

  it('video to voice by alice', async () => {
    const { alice, town } = scene
    await connect(direction, 2)
    await alice.calling.switchCallType(1)
    await town.pass(1000)
    expect([alice.calling.state.type, otto.type]).toEqual([1, 1])
    expect(town.media.published('alice').video).toBe(false)
    expect(lastOf(town.chat, 'switch', 'alice').call).toMatchObject({
      call_type: 2,
      switch_to_audio_call: 'switch_to_audio_call',
      data: { cmd: 'switchToAudio' },
    })
    expect(alice.calling.state.status).toBe('connected')
  })

  it('video to voice by otto', async () => {
    const { alice, town } = scene
    await connect(direction, 2)
    otto.switchTo(1)
    await town.pass(1000)
    expect(alice.calling.state).toMatchObject({ status: 'connected', type: 1 })
    expect(alice.got('CALL_MODE')).toEqual([{ type: 1 }])
    expect(town.media.published('alice').video).toBe(false)
  })
})

describe.each(DIALECTS)('$name, more', (dialect) => {
  beforeEach(() => meet(dialect))

  it('both call at once: his call wins, his "busy" ends nothing', async () => {
    const { alice, town } = scene
    const mail = town.chat.hold((hop) => hop.kind === 'delivery')
    const call = alice.calling.call({ userID: 'otto' })
    await town.settle()
    otto.call('alice')
    await town.settle()
    mail.stop()
    mail.releaseAll()
    await town.settle()
    await call
    expect([alice.calling.state.status, otto.state]).toEqual(['connected', 'connected'])
    await town.pass(60_000)
    expect(alice.calling.state.status).toBe('connected')
    expect(alice.got('LINE_BUSY')).toEqual([])
    await alice.calling.hangup()
    await town.settle()
    expect(otto.state).toBe('idle')
    expect(alice.ends()).toEqual(['hangup'])
  })

  it('both call at once, and his "busy" overtakes his invitation: that rings as any other', async () => {
    const { alice, town } = scene
    const late = town.chat.hold(deliveryOf('invite', 'otto'))
    otto.call('alice')
    await alice.calling.call({ userID: 'otto' })
    await town.settle()
    expect(alice.ends()).toEqual(['line-busy'])
    late.stop()
    late.releaseAll()
    await town.settle()
    await alice.calling.accept()
    await town.settle()
    expect([alice.calling.state.status, otto.state]).toEqual(['connected', 'connected'])
    otto.hangup()
    await town.settle()
    expect(alice.ends()).toEqual(['line-busy', 'hangup'])
  })

  it('cancel crosses his accept: he is told', async () => {
    const { alice, town } = scene
    await ring('alice calls')
    const mail = town.chat.hold((hop) => hop.kind === 'delivery')
    otto.accept()
    await alice.calling.hangup()
    await town.settle()
    mail.stop()
    mail.releaseAll()
    await town.pass(1000)
    expectOver('cancel')
  })

  it('he crashes, starts again and calls: the old call is over', async () => {
    const { alice, town } = scene
    await connect('otto calls')
    otto.crash()
    await town.pass(2000)
    const again = new OldPeer(town, 'otto', dialect, 'otto after a restart')
    await again.signIn()
    again.call('alice')
    await town.settle()
    expect(alice.ends()).toEqual(['replaced'])
    await alice.calling.accept()
    await town.pass(1000)
    expect(again.state).toBe('connected')
    again.hangup()
    await town.settle()
    town.expectIdle()
    again.dispose()
  })

  it('a third user’s hangup, without a name, ends nothing', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob)
    otto.call('carol')
    await town.settle()
    await scene.carol.calling.accept()
    await town.settle()
    scene.carol.calling.destroy()
    await town.settle()
    scene.expectTogether(alice, bob)
  })

  it.each(['', GROUP_ID])(
    'a group of alice’s, in Chat group %j: he comes and goes, the others stay',
    async (groupID) => {
      const { alice, bob, town } = scene
      await alice.calling.groupCall({ userIDList: ['bob', 'otto'], ...(groupID ? { groupID } : {}) })
      await town.settle()
      expect(otto.state).toBe('ringing')
      otto.accept()
      await bob.calling.accept()
      await town.settle()
      expect(alice.calling.state.members.map(({ userID }) => userID).sort()).toEqual(['bob', 'otto'])
      otto.hangup()
      await town.settle()
      scene.expectTogether(alice, bob)
      expect(alice.got('USER_LEAVE')).toEqual([{ userID: 'otto' }])
      await alice.calling.hangup()
      await town.settle()
      town.expectIdle()
      scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
    },
  )

  it.each(['', GROUP_ID])(
    'a group of alice’s, in Chat group %j: he rejects, is busy, or does not answer',
    async (groupID) => {
      const { alice, bob, town } = scene
      for (const answer of ['reject', 'busy', 'no answer'] as const) {
        if (answer === 'busy') otto.call('carol')
        await alice.calling.groupCall({ userIDList: ['bob', 'otto'], ...(groupID ? { groupID } : {}) })
        await town.settle()
        await bob.calling.accept()
        if (answer === 'reject') otto.reject()
        await town.pass(answer === 'no answer' ? 31_000 : 100)
        expect(alice.calling.state.members.map(({ userID }) => userID)).toEqual(['bob'])
        if (answer === 'busy') otto.hangup()
        await alice.calling.hangup()
        await town.settle()
        expect(otto.state).toBe('idle')
      }
      expect(
        [alice.got('REJECT'), alice.got('LINE_BUSY'), alice.got('CALLING_TIMEOUT')].map((list) => list.length),
      ).toEqual([1, 1, 1])
    },
  )

  it.each(['', GROUP_ID])('a group of his, in Chat group %j', async (groupID) => {
    const { alice, bob, town } = scene
    otto.groupCall(['alice', 'bob'], groupID)
    await town.settle()
    expect(alice.got('INVITED')).toMatchObject([{ sponsor: 'otto', isFromGroup: true, inviteeList: ['alice', 'bob'] }])
    await alice.calling.accept()
    await bob.calling.accept()
    await town.settle()
    expect(alice.calling.state.members.map(({ userID }) => userID).sort()).toEqual(['bob', 'otto'])
    otto.hangup()
    await town.settle()
    scene.expectTogether(alice, bob)
    await bob.calling.hangup()
    await town.pass(3100)
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
  })
})

describe('the original component asks for video', () => {
  const original = DIALECTS[0] as Dialect

  it.each(['consents', 'refuses', 'says nothing'] as const)('alice %s', async (answer) => {
    const { alice, town } = scene
    await meet(original)
    await connect('otto calls')
    otto.switchTo(2)
    await town.settle()
    expect(alice.got('CALL_TYPE_REQUEST')).toEqual([{ userID: 'otto', type: 2 }])
    expect(town.media.published('alice').video).toBe(false)
    if (answer === 'consents') await alice.calling.acceptSwitch()
    if (answer === 'refuses') await alice.calling.rejectSwitch()
    await town.pass(35_000)
    expect(alice.calling.state).toMatchObject({
      status: 'connected',
      type: answer === 'consents' ? 2 : 1,
      switchRequest: 'none',
    })
    expect(town.media.published('alice').video).toBe(answer === 'consents')
  })

  it('alice asks it', async () => {
    const { alice, town } = scene
    await meet(original)
    await connect('alice calls')
    await alice.calling.switchCallType(2)
    await town.settle()
    expect([alice.calling.state.type, otto.type]).toEqual([2, 2])
  })
})
