/** What arrives from outside and is not honest: faults 34 to 38, and 43. */
import { DURING_A_CALL, SITUATIONS, pairs, setScene } from '../../../support/town/scene'
import {
  FORGED,
  HOSTILE,
  MALFORMED,
  OVERSIZED_OR_POISONED,
  type Raw,
  UNKNOWN_COMMANDS,
  prototypes,
} from '../../../support/chat/hostile'
import { inviteCall, makeUp, traffic } from '../../../support/chat/wire'

const scene = setScene()

function goodInvite(from: string): Raw {
  const call = inviteCall(99)
  return makeUp({
    action: 'invite',
    from,
    inviter: from,
    inviteID: `of ${from}`.replace(' ', '-'),
    inviteeList: ['alice'],
    call,
  })
}

/** `bad` arrives in one batch with honest messages around it. */
async function expectDroppedAlone(bad: Raw): Promise<void> {
  const { alice, town } = scene
  const before = { rang: alice.got('INVITED').length, prototypes: prototypes(), names: alice.names().length }
  town.chat.inject('alice', goodInvite('carol'), bad, goodInvite('dave'))
  await town.settle()
  expect(prototypes()).toEqual(before.prototypes)
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  expect(town.chat.listenerErrors).toEqual([])
  if (scene.situation === 'idle') {
    // the first honest one rings, so the second one is told that alice is busy
    expect(alice.got('INVITED').map(({ sponsor }) => sponsor)).toEqual(['carol'])
    expect(traffic(town.chat)).toEqual(['alice>dave reject'])
    await alice.calling.reject()
    await town.settle()
    return
  }
  // the honest ones get their answers, the other one none
  expect(alice.names()).toHaveLength(before.names)
  expect(traffic(town.chat).slice(-2)).toEqual(['alice>carol reject', 'alice>dave reject'])
  await scene.expectUntouched()
}

describe.each([
  { fault: 34, what: 'malformed', list: MALFORMED },
  { fault: 35, what: 'too large, or poisoned', list: OVERSIZED_OR_POISONED },
  { fault: 36, what: 'an unknown command', list: UNKNOWN_COMMANDS },
  { fault: 37, what: 'forged', list: FORGED },
])('fault $fault: $what: dropped, the others of its batch delivered', ({ list }) => {
  it.each(list)('idle: %s', async (_, bad) => {
    await scene.bring('idle')
    await expectDroppedAlone(bad)
  })

  it.each(list)('connected: %s', async (_, bad) => {
    await scene.bring('connected')
    await expectDroppedAlone(bad)
  })
})

describe('faults 34 to 37: all of them at once', () => {
  it.each(DURING_A_CALL)('%s: the call untouched', async (situation) => {
    const { alice, town } = scene
    await scene.bring(situation)
    const heard = alice.names().length
    town.chat.inject('alice', ...HOSTILE.map(([, bad]) => bad))
    await town.settle()
    expect(alice.names()).toHaveLength(heard)
    await scene.expectUntouched()
  })
})

describe('fault 35: how large a message may be', () => {
  it.each([
    [12 * 1024, ['carol']],
    [12 * 1024 + 1, []],
  ])('%d characters: %j', async (length, callers) => {
    const { alice, town } = scene
    const invitation = { from: 'carol', inviter: 'carol', inviteID: 'long', inviteeList: ['alice'] }
    const sized = (filler: string) => makeUp({ ...invitation, action: 'invite', call: { ...inviteCall(7), filler } })
    const { data } = sized('').payload as { data: string }
    town.chat.inject('alice', sized('a'.repeat(length - data.length)))
    await town.settle()
    expect(alice.got('INVITED').map(({ sponsor }) => sponsor)).toEqual(callers)
    await scene.endAll()
  })
})

describe('fault 36: a higher version', () => {
  it.each([5, 99, 1e9])('idle: %d is read as the latest known', async (version) => {
    const { alice, town } = scene
    const call = { ...inviteCall(7, { newField: { of: 'the future' } }), version, anotherField: [1] }
    town.chat.inject(
      'alice',
      makeUp({ action: 'invite', from: 'carol', inviter: 'carol', inviteID: 'new', inviteeList: ['alice'], call }),
    )
    await town.settle()
    expect(alice.got('INVITED')).toMatchObject([{ sponsor: 'carol', inviteData: { callType: 1, roomID: 7, version } }])
    await alice.calling.reject()
    await town.settle()
  })
})

describe('fault 38: a room id from a peer that no room can have', () => {
  const rooms = [0, -1, 1.5, 4294967295, 1e20, null, '1234', {}, [], true]

  it.each(pairs(['idle', 'calling', 'ringing', 'connected'] as const, rooms))(
    '%s: %j: rejected',
    async (situation, room) => {
      const { alice, town } = scene
      await scene.bring(situation)
      const rang = alice.got('INVITED').length
      town.chat.inject(
        'alice',
        makeUp({
          action: 'invite',
          from: 'carol',
          inviter: 'carol',
          inviteID: 'bad',
          inviteeList: ['alice'],
          call: inviteCall(room),
        }),
      )
      await town.settle()
      expect(traffic(town.chat).slice(-1)).toEqual(['alice>carol reject'])
      expect(alice.got('INVITED')).toHaveLength(rang)
      await scene.expectUntouched()
    },
  )
})

describe('fault 43: a flood of invitations', () => {
  function flood(from: string, count: number): Raw[] {
    return Array.from({ length: count }, (_, n) =>
      makeUp({
        action: 'invite',
        from,
        inviter: from,
        inviteID: `${from}-${n}`,
        inviteeList: ['alice'],
        call: inviteCall(1 + n),
      }),
    )
  }

  it.each(SITUATIONS)('%s, from one sender: few busy replies, the call untouched', async (situation) => {
    const { alice, town } = scene
    await scene.bring(situation)
    const sent = town.chat.log.length
    town.chat.inject('alice', ...flood('mallory', 2000))
    await town.settle()
    expect(town.chat.log.length - sent).toBeLessThanOrEqual(5)
    if (situation === 'idle') {
      // each of them takes the place of the one before
      expect(alice.got('INVITED').length).toBeLessThanOrEqual(30)
      await alice.calling.reject()
      await town.settle()
    }
    await scene.expectUntouched()
    town.chat.addAccount('mallory')
  })

  it.each(SITUATIONS)('%s, from 500 senders: bounded, the call untouched', async (situation) => {
    const { alice, town } = scene
    await scene.bring(situation)
    for (let n = 0; n < 500; n++) town.chat.addAccount(`m${n}`)
    town.chat.inject('alice', ...Array.from({ length: 500 }, (_, n) => flood(`m${n}`, 3)).flat())
    await town.settle()
    if (situation === 'idle') {
      await alice.calling.reject()
      await town.settle()
    }
    await scene.expectUntouched()
  })

  it.each([0, 31_000, 61_000, 600_000])('connected for %d ms: no more replies than at the start', async (uptime) => {
    const { town } = scene
    town.chat.addAccount('mallory')
    await scene.bring('connected')
    await town.pass(uptime)
    const sent = town.chat.log.length
    town.chat.inject('alice', ...flood('mallory', 100))
    await town.settle()
    expect(traffic(town.chat).slice(sent)).toEqual(Array.from({ length: 5 }, () => 'alice>mallory reject'))
    await scene.expectUntouched()
  })

  it('connected: a minute after the first reply there are new ones', async () => {
    const { town } = scene
    town.chat.addAccount('mallory')
    await scene.bring('connected')
    const invitations = flood('mallory', 13)
    const repliesTo = async (count: number): Promise<number> => {
      const sent = town.chat.log.length
      town.chat.inject('alice', ...invitations.splice(0, count))
      await town.settle()
      return town.chat.log.length - sent
    }
    expect(await repliesTo(6)).toBe(5)
    await town.pass(59_900)
    expect(await repliesTo(1)).toBe(0)
    await town.pass(200)
    expect(await repliesTo(6)).toBe(5)
    await scene.expectUntouched()
  })

  it('connected: afterwards an honest caller still gets an answer', async () => {
    const { carol, town } = scene
    await scene.bring('connected')
    town.chat.inject('alice', ...flood('mallory', 2000))
    await town.settle()
    await carol.calling.call({ userID: 'alice' })
    await town.settle()
    expect(carol.ends()).toEqual(['line-busy'])
    await scene.expectUntouched()
  })
})
