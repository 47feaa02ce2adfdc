/** An old caller's hangup names no call. When it is late, it ends none but the one that it is about. */
import { DIALECTS } from '../../../support/chat/dialects'
import { OldPeer } from '../../../support/chat/old-peer'
import { hangupCall, makeUp } from '../../../support/chat/wire'
import { setScene } from '../../../support/town/scene'

const scene = setScene()
let otto: OldPeer

/** A call with otto that alice has hung up; his own hangup is on its way. */
async function callBefore(): Promise<void> {
  const { alice, town } = scene
  await alice.calling.call({ userID: 'otto' })
  await town.settle()
  otto.accept()
  await town.settle()
  expect(alice.calling.state.status).toBe('connected')
  await alice.calling.hangup()
  await town.settle()
}

async function hangUpLate(callID?: string): Promise<void> {
  const about = { from: 'otto', inviter: 'otto', inviteID: `late ${callID ?? ''}`, inviteeList: ['alice'] }
  scene.town.chat.inject('alice', makeUp({ action: 'invite', ...about, call: hangupCall(callID) }))
  await scene.town.settle()
}

describe.each(DIALECTS)('$name', (dialect) => {
  beforeEach(async () => {
    otto = new OldPeer(scene.town, 'otto', dialect)
    await otto.signIn()
    await callBefore()
  })
  afterEach(() => otto.dispose())

  it('connected with somebody else: the call goes on', async () => {
    const { alice, bob, town } = scene
    await town.connect(alice, bob)
    await hangUpLate()
    scene.expectTogether(alice, bob)
  })

  it('calling him again: he rings on', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'otto' })
    await town.settle()
    await hangUpLate()
    expect([alice.ends(), alice.calling.state.status]).toEqual([['hangup'], 'calling'])
    await alice.calling.hangup()
  })

  it('he calls again: it rings on', async () => {
    const { alice, town } = scene
    otto.call('alice')
    await town.settle()
    await hangUpLate()
    expect([alice.ends(), alice.calling.state.status]).toEqual([['hangup'], 'ringing'])
    await alice.calling.hangup()
  })

  it('in another call with him: one that names a call is not about this one, and one that names none is', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'otto' })
    await town.settle()
    otto.accept()
    await town.pass(2000)
    await hangUpLate('another')
    expect(alice.calling.state.status).toBe('connected')
    otto.hangup()
    await town.settle()
    expect(alice.ends()).toEqual(['hangup', 'hangup'])
  })
})
