/** The host's own code, and what is looked up beside the call: faults 44 and 45. */
import { inviteCall, makeUp } from '../../../support/chat/wire'
import { createPlatform } from '../../../../lib/foundation/tools/platform'
import { EVENT } from '../../../../lib/foundation/types'
import type { EventName } from '../../../../lib/foundation/types'
import { DURING_A_CALL, KINDS, SITUATIONS, pairs, setScene } from '../../../support/town/scene'
import type { Hop } from '../../../support/chat/chat'
import type { Person } from '../../../support/town/town'

const scene = setScene()

/** Every handler of `person` throws, and after them come handlers that count. */
function throwAlways(person: Person): EventName[] {
  const reached: EventName[] = []
  for (const name of Object.keys(EVENT) as EventName[]) {
    person.calling.on(name, () => {
      throw new Error(`${name} is too much for this page`)
    })
    person.calling.on(name, () => reached.push(name))
  }
  return reached
}

describe('fault 44: a listener of the host throws', () => {
  it.each(pairs(DURING_A_CALL, KINDS))(
    '%s, %s: the others still run, the call goes on, the error is reported',
    async (situation, kind) => {
      const { alice } = scene
      const reached = throwAlways(alice)
      await scene.bring(situation, kind)
      await scene.expectUntouched()
      const errors = alice.got('ERROR')
      expect(errors.length).toBeGreaterThan(0)
      for (const error of errors) expect(error).toMatchObject({ reason: 'LISTENER_FAILED', code: 5001 })
      expect(errors[0]?.message).toContain('is too much for this page')
      expect(reached.filter((name) => name !== 'ERROR')).toEqual(
        alice.heard.map(({ eventCode }) => eventCode).filter((name) => name !== 'ERROR' && name !== 'SDK_READY'),
      )
    },
  )

  it('idle: a throwing ERROR handler is logged, and does not call itself', async () => {
    const { alice } = scene
    throwAlways(alice)
    await expect(alice.calling.call({ userID: 'nobody-there' })).rejects.toMatchObject({ reason: 'UNKNOWN_USER' })
    expect(alice.ends()).toEqual(['signaling-failed'])
    expect(alice.platform.logged.some((line) => line.startsWith('error: A handler of ERROR threw'))).toBe(true)
  })

  it('a handler that hangs up, calls or destroys in the middle of an event finds everything in order', async () => {
    const { alice, bob, town } = scene
    bob.calling.on('INVITED', () => void bob.calling.reject())
    alice.calling.on('REJECT', () => void alice.calling.hangup().catch(() => undefined))
    await alice.calling.call({ userID: 'bob' })
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['reject'], bob: ['reject'] })
    let again = true
    alice.calling.on('CALL_END', () => {
      if (again) void alice.calling.call({ userID: 'carol' })
      again = false
    })
    await alice.calling.call({ userID: 'bob' })
    await town.settle()
    expect(alice.calling.state.status).toBe('calling')
    expect(scene.carol.calling.state.status).toBe('ringing')
    scene.carol.calling.on('CALLING_CANCEL', () => scene.carol.calling.destroy())
    await alice.calling.hangup()
    await town.settle()
    town.expectIdle()
    expect(scene.carol.ends()).toEqual(['cancel'])
  })
})

it('a handler hangs up while the invitation goes out: it does not ring on for nothing', async () => {
  const { alice, bob, town } = scene
  alice.wx.permissions['scope.camera'] = 'refused'
  // says that the call goes out by voice
  alice.calling.on('ERROR', () => void alice.calling.hangup())
  await alice.calling.call({ userID: 'bob', type: 2 }).catch(() => undefined)
  await town.settle()
  town.expectIdle()
  expect([alice.ends(), bob.ends()]).toEqual([['cancel'], ['cancel']])
})

describe('the host’s logger throws', () => {
  it('is left out of what it logs: nothing else fails', () => {
    const before = (globalThis as Record<string, unknown>)['wx']
    Object.assign(globalThis, { wx: scene.alice.wx.wx })
    const warn = jest.spyOn(console, 'warn').mockImplementation()
    const platform = createPlatform(() => {
      throw new Error('the log is full')
    })
    platform.log('info', 'something')
    expect(warn).not.toHaveBeenCalled()
    platform.log('error', 'something bad')
    expect(warn).toHaveBeenCalledWith('[TRTCCalling] something bad')
    warn.mockRestore()
    Object.assign(globalThis, { wx: before })
  })

  it('and even an input that fails altogether does not stop those that follow', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    const { log } = alice.platform
    let failures = 2
    alice.platform.log = (level, line) => {
      if (failures-- > 0) throw new Error('the log is full')
      log(level, line)
    }
    // means nothing in this state, which is a line in the log, and its failure another one
    const call = inviteCall(7)
    town.chat.inject(
      'alice',
      makeUp({ action: 'cancel', from: 'carol', inviter: 'carol', inviteID: 'another', inviteeList: ['alice'], call }),
    )
    await town.settle()
    expect(failures).toBeLessThanOrEqual(0)
    await bob.calling.hangup()
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
  })
})

describe('a handler ends what is ending already', () => {
  const leavers = {
    destroy: ({ calling }: Person) => calling.destroy(),
    leaveForBackground: ({ calling }: Person) => calling.leaveForBackground(),
    logout: ({ calling }: Person) => void calling.logout(),
  }

  // a rejection that nobody handles fails the test
  it.each(Object.keys(leavers) as (keyof typeof leavers)[])('hangup(), and then %s()', async (leaver) => {
    const { bob, town } = scene
    bob.calling.on('USER_ENTER', () => {
      void bob.calling.hangup()
      leavers[leaver](bob)
    })
    await scene.alice.calling.call({ userID: 'bob' })
    await town.settle()
    await bob.calling.accept()
    await town.settle()
    expect(bob.ends()).toEqual(['hangup'])
    expect(bob.calling.state.session).toBe(leaver === 'leaveForBackground' ? 'ready' : 'signed-out')
    town.expectIdle()
  })
})

describe('fault 45: the profile lookup', () => {
  const isProfile = (hop: Hop) => hop.kind === 'profile'

  it.each(pairs(DURING_A_CALL, KINDS))('%s, %s: never answers: the call is not delayed', async (situation, kind) => {
    const { alice, town } = scene
    town.chat.hold(isProfile)
    await scene.bring(situation, kind)
    const { members } = alice.calling.state
    expect(members).not.toEqual([])
    expect(members.map(({ nick, userID }) => nick === userID)).not.toContain(false)
    await scene.expectUntouched()
  })

  it.each(pairs(DURING_A_CALL, KINDS))('%s, %s: fails: the call goes on with userIDs', async (situation, kind) => {
    const { alice, town } = scene
    town.chat.intercept((hop) => {
      if (hop.kind !== 'profile') return 'pass'
      hop.fail({ code: 2801 })
      return 'drop'
    })
    await scene.bring(situation, kind)
    await scene.expectUntouched()
    expect(alice.got('ERROR')).toEqual([])
  })

  it.each(SITUATIONS)(
    '%s: the answer of the call before comes now: nothing comes back from the dead',
    async (situation) => {
      const { alice, bob, carol, town } = scene
      town.chat.addAccount('carol', { nick: 'Carol' })
      const profiles = town.chat.hold(isProfile)
      await town.connect(alice, carol)
      await carol.calling.hangup()
      await town.settle()
      profiles.stop()
      await scene.bring(situation)
      const before = JSON.stringify(alice.calling.state.members)
      expect(profiles.hops).not.toEqual([])
      profiles.releaseAll()
      await town.settle()
      expect(JSON.stringify(alice.calling.state.members)).toBe(before)
      if (situation === 'idle') {
        town.expectIdle()
        return
      }
      await scene.carryOn()
      await bob.calling.hangup()
      await town.settle()
      town.expectIdle()
    },
  )

  it('connected: nick and avatar of every member, looked up once each', async () => {
    const { alice, town } = scene
    town.chat.addAccount('bob', { nick: 'Bob', avatar: 'https://example.com/b.png' })
    town.chat.profileLookups.length = 0
    await scene.bring('connected', 'group')
    await town.pass(10_000)
    expect(alice.calling.state.members[0]).toMatchObject({ nick: 'Bob', avatar: 'https://example.com/b.png' })
    const byAlice = town.chat.profileLookups.flat()
    for (const userID of ['bob', 'dave']) {
      // each of the three asks, about oneself as well
      const { length } = byAlice.filter((one) => one === userID)
      expect(length).toBeGreaterThan(0)
      expect(length).toBeLessThanOrEqual(3)
    }
  })
})
