/** A media switch in the pure call logic, where the explorer found an order of events that nobody had thought of. */
import { initialState, transition } from '../../../lib/call/machine'
import type { Effect, Incoming, Input, State } from '../../../lib/call/model'

const BOB = { from: 'bob', groupID: '', callID: 'call' } as const

/** Alice's side, fed with one input after the other. */
class Side {
  private state: State = initialState('alice', 0)

  get switching(): unknown {
    const { current } = this.state
    return current.phase === 'active' ? current.switching : current.phase
  }

  feed(...inputs: Input[]): Effect[] {
    return inputs.reduce<Effect[]>((_, input) => {
      const [state, effects] = transition(this.state, { now: 0, input })
      this.state = state
      return effects
    }, [])
  }

  hear(message: Incoming): Effect[] {
    return this.feed({ type: 'message', message })
  }
}

function inVoiceCall(): Side {
  const alice = new Side()
  const room = { roomID: 1, strRoomID: '' }
  const plan = { invitees: ['bob'], timeout: 30, userData: '', offlinePushInfo: null }
  alice.feed(
    { type: 'call', request: 1, callID: 'call', callType: 1, room, isGroup: false, groupID: '', plan },
    { type: 'prepared', key: 1, camera: true },
    { type: 'assigned', key: 1, n: 1, inviteID: 'invitation' },
    { type: 'inviteDone', key: 1, n: 1, failure: null },
  )
  alice.hear({ ...BOB, kind: 'accept', inviteID: 'invitation', type: 1, order: 1, replaces: '', switchTo: 0 })
  alice.feed({ type: 'room', key: 1, event: { kind: 'userJoined', userID: 'bob' } })
  return alice
}

describe('an answer to a request for video that comes too late', () => {
  const tooLate: Incoming = {
    ...BOB,
    kind: 'accept',
    inviteID: 'switch',
    type: 1,
    order: 3,
    replaces: '',
    switchTo: 2,
  }
  const backToVoice = expect.objectContaining({
    type: 'invite',
    invitees: ['bob'],
    message: expect.objectContaining({ kind: 'switch', to: 1 }),
  })

  function whoStoppedWaiting(): Side {
    const alice = inVoiceCall()
    alice.feed(
      { type: 'switchType', request: 2, to: 2 },
      { type: 'assigned', key: 1, n: 2, inviteID: 'switch' },
      { type: 'timer', key: 1, timer: 'switch' },
    )
    return alice
  }

  it('brings the peer back to voice', () => {
    expect(whoStoppedWaiting().hear(tooLate)).toContainEqual(backToVoice)
  })

  it('does so while the peer’s own request is open, which has become pointless', () => {
    const alice = whoStoppedWaiting()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, order: 2 })
    expect(alice.switching).toEqual({ direction: 'incoming', n: 0, inviteID: 'their switch' })
    expect(alice.hear(tooLate)).toContainEqual(backToVoice)
    expect(alice.switching).toBeNull()
  })
})

describe('an answer to a request for video that is overtaken by a later word of the peer', () => {
  it('does not make this side forget what it has granted since', () => {
    const alice = inVoiceCall()
    alice.feed(
      { type: 'switchType', request: 2, to: 2 },
      { type: 'assigned', key: 1, n: 2, inviteID: 'switch' },
      { type: 'timer', key: 1, timer: 'switch' },
    )
    // bob accepted it (order 2), was told that it was too late, and asked himself
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, order: 4 })
    alice.feed({ type: 'acceptSwitch', request: 3 })
    alice.hear({ ...BOB, kind: 'accept', inviteID: 'switch', type: 1, order: 2, replaces: '', switchTo: 2 })
    const effects = alice.hear({ ...BOB, kind: 'cancel', inviteID: 'their switch' })
    expect(effects).toContainEqual({ type: 'camera', key: 1, on: false, denied: false })
  })
})

describe('the peer switches to voice while an own request for video is open', () => {
  it('takes the request back, so that no late consent to it turns a camera on', () => {
    const alice = inVoiceCall()
    alice.feed({ type: 'switchType', request: 2, to: 2 }, { type: 'assigned', key: 1, n: 2, inviteID: 'switch' })
    const effects = alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 1, order: 2 })
    const name = expect.objectContaining({ inviteID: 'switch', inviter: 'alice', invitees: ['bob'] })
    expect(effects).toContainEqual(expect.objectContaining({ type: 'cancel', invitation: name }))
    expect(alice.switching).toBeNull()
  })
})

describe('the answer to a switch to voice', () => {
  it('does not make this side forget a request for video that it has granted since', () => {
    const alice = inVoiceCall()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, order: 2 })
    alice.feed({ type: 'acceptSwitch', request: 2 })
    alice.hear({ ...BOB, kind: 'accept', inviteID: 'to voice', type: 1, order: 3, replaces: '', switchTo: 1 })
    const effects = alice.hear({ ...BOB, kind: 'cancel', inviteID: 'their switch' })
    expect(effects).toContainEqual({ type: 'camera', key: 1, on: false, denied: false })
  })
})
