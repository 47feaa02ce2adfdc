/** The session ends under a call: faults 22 to 25, and 47. */
import { DURING_A_CALL, KINDS, SITUATIONS, type Situation, pairs, setScene } from '../../support/town/scene'
import { deliveryOf, holdLogins, traffic } from '../../support/chat/wire'

const scene = setScene()

/** The others get on without alice: they stay together, or end in their own time. */
async function expectOthersToComeToRest(): Promise<void> {
  const { alice, town } = scene
  await town.pass(60_000)
  town.expectIdle(alice)
  const inCall = scene.others.filter((one) => one.calling.state.status !== 'idle')
  if (inCall.length) scene.expectTogether(...inCall)
  for (const one of inCall) {
    if (one.calling.state.status !== 'idle') await one.calling.hangup()
    await town.settle()
  }
  town.expectIdle()
}

/** Alice cannot call any more, and the others get on. */
async function expectSignedOut(): Promise<void> {
  const { calling, wx } = scene.alice
  expect(calling.state.session).toBe('signed-out')
  wx.closeDialogs(true)
  await expectOthersToComeToRest()
  await expect(calling.call({ userID: 'bob' })).rejects.toMatchObject({ reason: 'NOT_LOGGED_IN' })
}

/** Alice signs in, and can call. */
async function expectLoginToWork(userSig?: string): Promise<void> {
  const { alice, town } = scene
  town.media.behaviour('alice').silent = false
  const login = alice.calling.login(userSig)
  await town.settle()
  await login
  await scene.expectNextCallWorks()
}

describe('fault 22: kicked out of Chat', () => {
  it.each(pairs(SITUATIONS, KINDS))('%s, %s: media off at once, one CALL_END, KICKED_OUT', async (situation, kind) => {
    const { alice, town } = scene
    await scene.bring(situation, kind)
    town.chat.kick('alice', 'multipleAccount')
    expect(alice.calling.state.status).toBe('idle')
    expect(alice.calling.state.pusher).toBeNull()
    expect(alice.ends()).toEqual(situation === 'idle' ? [] : ['kicked-out'])
    expect(alice.got('KICKED_OUT')).toEqual([{ type: 'multipleAccount' }])
    await expectSignedOut()
    await expectLoginToWork()
  })
})

describe('fault 22: kicked out of the room', () => {
  it.each(pairs(['connecting', 'connected'] as Situation[], KINDS))(
    '%s, %s: media off at once, one CALL_END, KICKED_OUT',
    async (situation, kind) => {
      const { alice, bob, town } = scene
      await scene.bring(situation, kind)
      town.media.behaviour('alice').silent = false
      town.media.kick('alice')
      await town.settle()
      town.expectIdle(alice)
      expect(alice.ends()).toEqual(['kicked-out'])
      expect(alice.got('KICKED_OUT')).toEqual([{ type: 'room' }])
      await expectOthersToComeToRest()
      if (kind === '1v1') expect(bob.ends()).toEqual([situation === 'connected' ? 'peer-left' : 'peer-never-joined'])
      await scene.expectNextCallWorks()
    },
  )
})

describe('fault 23: the UserSig expires', () => {
  it('before login: login says so, and works with a new one', async () => {
    const { bob, town } = scene
    const erin = town.person('erin')
    const refuse = holdLogins(town.chat)
    const login = erin.calling.login()
    await town.settle()
    refuse({ code: 70001, message: 'UserSig expired' })
    await expect(login).rejects.toMatchObject({ reason: 'USER_SIG_EXPIRED', code: 2002 })
    expect(erin.got('ERROR')).toMatchObject([{ reason: 'USER_SIG_EXPIRED' }])
    expect(erin.calling.state.session).toBe('signed-out')
    const again = erin.calling.login('a newer signature')
    await town.settle()
    await again
    await scene.expectNextCallWorks(erin, bob)
  })

  it.each(pairs(SITUATIONS, KINDS))(
    '%s, %s: ERROR with its own code, and a new one signs in',
    async (situation, kind) => {
      const { alice, town } = scene
      await scene.bring(situation, kind)
      town.chat.kick('alice', 'userSigExpired')
      town.expectIdle(alice)
      expect(alice.got('ERROR')).toMatchObject([{ reason: 'USER_SIG_EXPIRED', code: 2002 }])
      expect(alice.got('KICKED_OUT')).toEqual([{ type: 'userSigExpired' }])
      expect(alice.ends()).toEqual(situation === 'idle' ? [] : ['kicked-out'])
      alice.wx.closeDialogs(true)
      await expectOthersToComeToRest()
      await expectLoginToWork('a newer signature')
    },
  )

  it.each(KINDS)('connecting, %s, and the room notices: ERROR with its own code', async (kind) => {
    const { alice, town } = scene
    town.media.behaviour('alice').entryFailure = -100018
    Object.assign(scene, { kind })
    await scene.call(alice)
    await town.settle()
    await scene.everybodyAccepts(alice)
    town.expectIdle(alice)
    expect(alice.got('ERROR')).toMatchObject([{ reason: 'USER_SIG_INVALID' }])
    expect(alice.ends()).toEqual(['room-failed'])
    await expectOthersToComeToRest()
    town.media.behaviour('alice').entryFailure = null
    await alice.calling.logout()
    await expectLoginToWork('a newer signature')
  })
})

describe('fault 24: logout', () => {
  it.each(pairs(SITUATIONS, KINDS))(
    '%s, %s: the peer is told, all idle, late answers ignored',
    async (situation, kind) => {
      const { alice, bob, town } = scene
      await scene.bring(situation, kind)
      const late = town.chat.hold(deliveryOf('accept', 'bob'))
      if (situation === 'calling') await bob.calling.accept()
      const logout = alice.calling.logout()
      await town.settle()
      await logout
      town.expectIdle(alice)
      expect(alice.ends()).toEqual(situation === 'idle' ? [] : ['logout'])
      expect(alice.calling.state.session).toBe('signed-out')
      const heard = alice.heard.length
      late.stop()
      late.releaseAll()
      alice.wx.closeDialogs(true)
      await town.settle()
      if (kind === '1v1') {
        town.expectIdle()
        expect(bob.ends()).toHaveLength(situation === 'idle' || situation === 'unsent' ? 0 : 1)
      }
      await expectOthersToComeToRest()
      expect(alice.heard).toHaveLength(heard)
      await bob.calling.call({ userID: 'alice' })
      await town.pass(40_000)
      expect(alice.heard).toHaveLength(heard)
      await expectLoginToWork()
    },
  )
})

describe('fault 24: the host signs its Chat SDK out', () => {
  it.each(pairs(SITUATIONS, KINDS))('%s, %s: the call ends, and login works again', async (situation, kind) => {
    const { alice, town } = scene
    await scene.bring(situation, kind)
    void alice.tim.logout()
    await town.settle()
    expect(alice.ends()).toEqual(situation === 'idle' ? [] : ['logout'])
    await expectSignedOut()
    await expectLoginToWork()
  })
})

describe('fault 25: the instance is destroyed', () => {
  it.each(pairs(SITUATIONS, KINDS))(
    '%s, %s: as a logout for the call; nothing of it is left',
    async (situation, kind) => {
      const { alice, bob, town } = scene
      await scene.bring(situation, kind)
      alice.calling.destroy()
      expect(alice.ends()).toEqual(situation === 'idle' ? [] : ['destroyed'])
      await town.settle()
      town.expectIdle(alice)
      expect(alice.tim.listenerCount()).toBe(0)
      expect(alice.wx.listenerCount()).toBe(0)
      const heard = alice.heard.length
      if (kind === '1v1') town.expectIdle()
      await expectOthersToComeToRest()
      await bob.calling.call({ userID: 'alice' })
      await town.pass(40_000)
      expect(alice.heard).toHaveLength(heard)
      await expect(alice.calling.call({ userID: 'bob' })).rejects.toMatchObject({ reason: 'DESTROYED' })
      await expect(alice.calling.login()).rejects.toMatchObject({ reason: 'DESTROYED' })
    },
  )

  it.each(DURING_A_CALL)('%s: an instance made afterwards works', async (situation) => {
    const { alice, bob, town } = scene
    await scene.bring(situation)
    alice.calling.destroy()
    await town.settle()
    const again = await town.signedIn('alice', { tim: alice.tim, phone: 'the next page' })
    await town.pass(60_000)
    await scene.expectNextCallWorks(again, bob)
    await scene.expectNextCallWorks(bob, again)
  })

  it('during the login: nothing comes of it', async () => {
    const { town } = scene
    const erin = town.person('erin')
    const answers = town.chat.hold((hop) => hop.kind === 'login')
    const login = erin.calling.login()
    await town.settle()
    erin.calling.destroy()
    answers.stop()
    answers.releaseAll()
    await expect(login).rejects.toMatchObject({ name: 'CallingError' })
    await town.pass(20_000)
    expect(erin.tim.listenerCount()).toBe(0)
    expect(erin.calling.state.session).toBe('signed-out')
  })
})

describe('fault 47: two instances of one account on one Chat SDK, on two pages, are one session', () => {
  it.each(pairs(SITUATIONS, KINDS))(
    '%s, %s: the other one is destroyed: this one keeps working',
    async (situation, kind) => {
      const { alice, town } = scene
      const other = await town.signedIn('alice', { tim: alice.tim, phone: 'other page' })
      await scene.bring(situation, kind)
      other.calling.destroy()
      other.letsGo()
      await town.settle()
      await scene.expectUntouched()
      await scene.expectNextCallWorks()
    },
  )

  it.each(KINDS)('ringing, %s: answered on one page, the call is that of both, its tags are here', async (kind) => {
    const { alice, town } = scene
    const other = await town.signedIn('alice', { tim: alice.tim, phone: 'other page' })
    await scene.bring('ringing', kind)
    expect(other.calling.state.status).toBe('ringing')
    await scene.carryOn()
    expect(other.calling.state.status).toBe(alice.calling.state.status)
    expect([alice, other].map((one) => one.calling.state.pusher !== null)).toEqual([true, false])
    expect(other.got('INVITED')).toHaveLength(1)
    other.calling.destroy()
    other.letsGo()
    await town.pass(60_000)
    scene.expectTogether(...scene.party)
    expect(traffic(town.chat).filter((line) => line.endsWith('timeout'))).toEqual([])
  })

  it.each(KINDS)('ringing, %s: rejected on one page, it is over on both', async (kind) => {
    const { alice, town } = scene
    const other = await town.signedIn('alice', { tim: alice.tim, phone: 'other page' })
    await scene.bring('ringing', kind)
    await alice.calling.reject()
    await town.settle()
    town.expectIdle(alice, other)
    expect(other.ends()).toEqual(['reject'])
    await town.pass(60_000)
    town.expectIdle()
  })

  it('connected on one page: a third user’s call does not ring on the other (fault 57)', async () => {
    const { alice, carol, town } = scene
    const other = await town.signedIn('alice', { tim: alice.tim, phone: 'other page' })
    await scene.bring('connected')
    const heard = other.got('INVITED').length
    await carol.calling.call({ userID: 'alice' })
    await town.settle()
    expect(carol.ends()).toEqual(['line-busy'])
    expect(other.got('INVITED')).toHaveLength(heard)
    other.calling.destroy()
    other.letsGo()
    await scene.expectUntouched()
  })

  it('connected on one page: a second call from the other one is refused (fault 58)', async () => {
    const { alice, carol, town } = scene
    const other = await town.signedIn('alice', { tim: alice.tim, phone: 'other page' })
    await scene.bring('connected')
    const sent = traffic(town.chat).length
    await expect(other.calling.call({ userID: 'carol' })).rejects.toMatchObject({ reason: 'INVALID_STATE' })
    await town.settle()
    expect(traffic(town.chat)).toHaveLength(sent)
    town.expectIdle(carol)
    other.calling.destroy()
    other.letsGo()
    await scene.expectUntouched()
  })

  it.each(KINDS)('ringing, %s: one logs out, the other one rings on', async (kind) => {
    const { alice, town } = scene
    const other = await town.signedIn('alice', { tim: alice.tim, phone: 'other page' })
    await scene.bring('ringing', kind)
    const logout = other.calling.logout()
    other.letsGo()
    await town.settle()
    await logout
    expect(other.calling.state).toMatchObject({ session: 'signed-out', status: 'idle' })
    await expect(other.calling.call({ userID: 'carol' })).rejects.toMatchObject({ reason: 'NOT_LOGGED_IN' })
    await scene.expectUntouched()
  })

  it('one logs out, the other one still receives', async () => {
    const { alice, bob, town } = scene
    const other = await town.signedIn('alice', { tim: alice.tim, phone: 'other page' })
    const logout = other.calling.logout()
    await town.settle()
    await logout
    await scene.expectNextCallWorks(bob, alice)
    expect(other.names()).toEqual([])
  })
})
