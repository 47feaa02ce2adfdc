/** A user who mutes microphone and camera is reported as gone by some rooms, and is not: fault 54. */
import { DIALECTS } from '../../../support/chat/dialects'
import { OldPeer } from '../../../support/chat/old-peer'
import { pairs, setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'

const scene = setScene()
const ROLES = ['caller', 'callee'] as const
const TYPES = [1, 2] as const

function quiet(person: Person): void {
  person.calling.setMicMute(true)
  person.calling.closeCamera()
}

/** alice's room says so of bob. */
function report(code: 1031 | 1032, userID = 'bob'): void {
  scene.town.media.state('alice', code, JSON.stringify({ userlist: [{ userid: userID }] }))
}

async function connect(role: 'caller' | 'callee', type: 1 | 2): Promise<void> {
  const { alice, bob, town } = scene
  await (role === 'caller' ? town.connect(bob, alice, type) : town.connect(alice, bob, type))
}

const messages = () => scene.town.chat.log.filter(({ data }) => data.includes('devices')).map(({ from }) => from)

describe('fault 54: who mutes both is not gone', () => {
  describe.each(pairs(ROLES, TYPES))('bob is the %s, media %d', (role, type) => {
    it('the room says that he is gone: the call goes on, for ten minutes as well, and ends by his hangup', async () => {
      const { alice, bob, town } = scene
      await connect(role, type)
      quiet(bob)
      report(1032)
      await town.pass(10_000)
      expect([alice.ends(), bob.ends()]).toEqual([[], []])
      expect(alice.calling.state.members).toMatchObject([{ userID: 'bob', status: 'joined' }])
      await town.pass(590_000)
      expect([alice.ends(), bob.ends()]).toEqual([[], []])
      await bob.calling.hangup()
      await town.settle()
      expect([alice.ends(), bob.ends()]).toEqual([['hangup'], ['hangup']])
    })

    it('he has crashed: the call ends within a bound', async () => {
      const { alice, bob, town } = scene
      await connect(role, type)
      quiet(bob)
      await town.settle()
      report(1032)
      town.crash(bob)
      await town.pass(70_000)
      expect(alice.ends()).toEqual(['peer-left'])
      town.expectIdle(alice)
    })

    it('he speaks again and the room sees him: as if nothing had been; he leaves then: the usual', async () => {
      const { alice, bob, town } = scene
      await connect(role, type)
      quiet(bob)
      await town.settle()
      report(1032)
      await town.pass(5000)
      bob.calling.setMicMute(false)
      report(1031)
      await town.pass(100_000)
      expect(alice.ends()).toEqual([])
      town.crash(bob)
      await town.pass(130_000)
      expect(alice.ends()).toEqual(['peer-left'])
    })
  })

  it('he speaks again, and the room still says that he is gone: its word counts', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob)
    quiet(bob)
    await town.settle()
    report(1032)
    bob.calling.setMicMute(false)
    await town.pass(35_000)
    expect(alice.ends()).toEqual(['peer-left'])
  })

  it('muted before the other one was there: told once both are in the room', async () => {
    const { alice, bob, town } = scene
    await alice.calling.call({ userID: 'bob', type: 1 })
    await town.settle()
    town.media.behaviour('alice').silent = true
    await bob.calling.accept()
    bob.calling.setMicMute(true)
    await town.settle()
    town.media.behaviour('alice').silent = false
    await town.pass(3500)
    expect(alice.calling.state.status).toBe('connected')
    // it is no question
    expect(messages()).toEqual(['bob'])
    report(1032)
    await town.pass(100_000)
    expect(alice.ends()).toEqual([])
    await bob.calling.hangup()
  })

  it('Chat is away here: nobody is asked, and nobody given up', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob)
    quiet(bob)
    await town.settle()
    report(1032)
    alice.tim.setOnline(false)
    await town.pass(200_000)
    expect(alice.ends()).toEqual([])
    alice.tim.setOnline(true)
    await town.pass(100_000)
    expect(alice.ends()).toEqual([])
    await bob.calling.hangup()
  })

  it('one message each time, kept in no history; none in a group call, and none that the host has to show', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob, 2)
    bob.heard = []
    bob.calling.setMicMute(true)
    bob.calling.closeCamera()
    bob.calling.setMicMute(true)
    bob.calling.openCamera()
    await town.settle()
    expect(messages()).toEqual(['bob', 'bob'])
    expect(town.chat.log.slice(-1)).toMatchObject([{ options: { onlineUserOnly: true } }])
    expect(bob.got('CALL_MESSAGE')).toEqual([])
    await bob.calling.hangup()
    await town.settle()
    await scene.bring('connected', 'group')
    quiet(bob)
    await town.settle()
    expect(messages()).toHaveLength(2)
    await scene.endAll()
  })

  it.each(DIALECTS)('$name cannot say so, and is told nothing: there the room’s word counts', async (dialect) => {
    const { alice, town } = scene
    const otto = new OldPeer(town, 'otto', dialect)
    await otto.signIn()
    await alice.calling.call({ userID: 'otto', type: 1 })
    await town.settle()
    otto.accept()
    await town.settle()
    quiet(alice)
    await town.settle()
    expect(messages()).toEqual([])
    report(1032, 'otto')
    await town.pass(35_000)
    expect(alice.ends()).toHaveLength(1)
    otto.dispose()
  })
})
