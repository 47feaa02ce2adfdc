/** The app signs its own Chat SDK out and in again, under the library: fault 55. */
import { KINDS, SITUATIONS, pairs, setScene } from '../../support/town/scene'

const scene = setScene()

async function appSignsOut(): Promise<void> {
  await scene.alice.tim.logout()
  await scene.town.settle()
}

async function appSignsIn(userID: string): Promise<void> {
  await scene.alice.tim.login({ userID, userSig: 'from the app' })
  await scene.town.settle()
}

describe('fault 55: the app signs its Chat out and in again, the same user', () => {
  it.each(pairs(SITUATIONS, KINDS))('%s, %s: the call ends, and calls arrive again', async (situation, kind) => {
    const { alice, bob, town } = scene
    await scene.bring(situation, kind)
    alice.heard = []
    await appSignsOut()
    expect(alice.calling.state).toMatchObject({ session: 'signed-out', status: 'idle' })
    expect(alice.ends()).toEqual(situation === 'idle' ? [] : ['logout'])
    await appSignsIn('alice')
    expect(alice.calling.state.session).toBe('ready')
    expect(alice.names()).not.toContain('KICKED_OUT')
    expect(alice.got('SDK_READY')).toHaveLength(1)
    alice.wx.closeDialogs(true)
    town.media.behaviour('alice').silent = false
    await town.pass(60_000)
    await scene.endAll()
    await scene.expectNextCallWorks(bob, alice)
    await scene.expectNextCallWorks(alice, bob)
  })

  it('several times: one SDK_READY each, and each call rings once', async () => {
    const { alice, bob, town } = scene
    alice.heard = []
    for (let n = 1; n <= 3; n++) {
      await appSignsOut()
      await appSignsIn('alice')
      expect(alice.got('SDK_READY')).toHaveLength(n)
    }
    await bob.calling.call({ userID: 'alice' })
    await town.settle()
    expect(alice.got('INVITED')).toHaveLength(1)
    await bob.calling.hangup()
    await town.settle()
  })

  it('two instances on it, two pages: both are back', async () => {
    const { alice, town } = scene
    const page = await town.signedIn('alice', { tim: alice.tim, phone: 'page' })
    await appSignsOut()
    await appSignsIn('alice')
    expect([alice, page].map(({ calling }) => calling.state.session)).toEqual(['ready', 'ready'])
  })

  it('login() before the app does: one session, and Chat’s second login changes nothing', async () => {
    const { alice, bob, town } = scene
    await appSignsOut()
    alice.heard = []
    await alice.calling.login()
    await town.settle()
    await appSignsIn('alice')
    expect(alice.got('SDK_READY')).toHaveLength(1)
    await scene.expectNextCallWorks(bob, alice)
  })

  it.each([
    ['logout()', () => scene.alice.calling.logout()],
    [
      'destroy()',
      async () => {
        scene.alice.calling.destroy()
        await scene.town.settle()
      },
    ],
  ])('%s meanwhile: it stays out, and leaves no listener', async (_, end) => {
    const { alice, bob, town } = scene
    await appSignsOut()
    await end()
    expect(alice.tim.listenerCount()).toBe(0)
    alice.heard = []
    await appSignsIn('alice')
    await bob.calling.call({ userID: 'alice' })
    await town.settle()
    expect(alice.heard).toEqual([])
    await bob.calling.hangup()
    await town.settle()
  })

  it('and Chat cannot say who is signed in: only login() signs in again', async () => {
    const { alice, bob } = scene
    await appSignsOut()
    alice.tim.getMyProfile = () => Promise.reject(Object.assign(new Error('no answer'), { code: 2801 }))
    alice.heard = []
    await appSignsIn('alice')
    expect([alice.calling.state.session, alice.heard]).toEqual(['signed-out', []])
    await alice.calling.login()
    await scene.expectNextCallWorks(bob, alice)
  })

  it('thrown out by Chat: only login() signs in again', async () => {
    const { alice, town } = scene
    town.chat.kick('alice', 'multipleAccount')
    await town.settle()
    await appSignsIn('alice')
    expect(alice.calling.state.session).toBe('signed-out')
  })
})

describe('fault 55: the app signs its Chat out and in again, another user', () => {
  it.each(SITUATIONS)('%s: KICKED_OUT says so, and so does the next call', async (situation) => {
    const { alice, bob, town } = scene
    await scene.bring(situation)
    await appSignsOut()
    alice.heard = []
    await appSignsIn('erin')
    expect(alice.got('KICKED_OUT')).toEqual([{ type: 'otherUser' }])
    expect(alice.calling.state.session).toBe('signed-out')
    await expect(alice.calling.call({ userID: 'bob' })).rejects.toMatchObject({
      reason: 'NOT_LOGGED_IN',
      message: expect.stringMatching(/signed in as "erin".*"alice"/) as string,
    })
    await expect(alice.calling.login()).rejects.toMatchObject({ reason: 'LOGIN_FAILED' })
    alice.wx.closeDialogs(true)
    await town.pass(60_000)
    alice.heard = []
    await bob.calling.call({ userID: 'erin' })
    await bob.calling.hangup()
    await town.settle()
    expect(alice.heard).toEqual([])
  })

  it('and alice again: login() signs in', async () => {
    const { alice, bob } = scene
    await appSignsOut()
    await appSignsIn('erin')
    await appSignsOut()
    await appSignsIn('alice')
    expect(alice.calling.state.session).toBe('signed-out')
    await alice.calling.login()
    await scene.expectNextCallWorks(bob, alice)
  })
})
