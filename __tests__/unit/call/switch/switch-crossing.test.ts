/** Requests to switch the media, answers and failures that cross each other, in the pure call logic. */
import type { Failure } from '../../../../lib/foundation/failures'
import { initialState, transition } from '../../../../lib/call/machine'
import type { Effect, Incoming, Input, State } from '../../../../lib/call/state/model'

const BOB = { from: 'bob', groupID: '', callID: 'call', age: 0 } as const

/** Alice's side, fed with one input after the other. */
class Side {
  private state: State = initialState('alice', 0)

  get mediaSwitch(): unknown {
    const { current } = this.state
    return current.phase === 'active' ? current.mediaSwitch : current.phase
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
    { type: 'assigned', key: 1, localID: 1, inviteID: 'invitation' },
    { type: 'inviteDone', key: 1, localID: 1, failure: null },
  )
  alice.hear({ ...BOB, kind: 'accept', inviteID: 'invitation', type: 1, sequence: 1, replaces: '', switchTo: 0 })
  alice.feed({ type: 'room', key: 1, event: { kind: 'userJoined', userID: 'bob' } })
  return alice
}

describe('an answer to a request for video that comes too late', () => {
  const tooLate: Incoming = {
    ...BOB,
    kind: 'accept',
    inviteID: 'switch',
    type: 1,
    sequence: 3,
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
      { type: 'assigned', key: 1, localID: 2, inviteID: 'switch' },
      { type: 'timer', key: 1, timer: 'switch' },
    )
    return alice
  }

  it('brings the peer back to voice', () => {
    expect(whoStoppedWaiting().hear(tooLate)).toContainEqual(backToVoice)
  })

  it('does so once, also with a peer that numbers nothing', () => {
    const alice = whoStoppedWaiting()
    const unnumbered = { ...tooLate, sequence: 0 }
    expect(alice.hear(unnumbered)).toContainEqual(backToVoice)
    expect(alice.hear(unnumbered)).not.toContainEqual(backToVoice)
  })

  it('does so while the peer’s own request is open, which has become pointless', () => {
    const alice = whoStoppedWaiting()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, sequence: 2 })
    expect(alice.mediaSwitch).toEqual({ state: 'asked', inviteID: 'their switch' })
    const effects = alice.hear(tooLate)
    expect(effects).toContainEqual(backToVoice)
    expect(effects).toContainEqual({ type: 'forget', inviteID: 'their switch' })
    expect(alice.mediaSwitch).toMatchObject({ state: 'downgrading' })
  })
})

describe('an answer to a request for video that is overtaken by a later word of the peer', () => {
  it('does not make this side forget what it has granted since', () => {
    const alice = inVoiceCall()
    alice.feed(
      { type: 'switchType', request: 2, to: 2 },
      { type: 'assigned', key: 1, localID: 2, inviteID: 'switch' },
      { type: 'timer', key: 1, timer: 'switch' },
    )
    // bob accepted it (order 2), was told that it was too late, and asked himself
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, sequence: 4 })
    alice.feed({ type: 'acceptSwitch', request: 3 })
    alice.hear({ ...BOB, kind: 'accept', inviteID: 'switch', type: 1, sequence: 2, replaces: '', switchTo: 2 })
    const effects = alice.hear({ ...BOB, kind: 'cancel', inviteID: 'their switch' })
    expect(effects).toContainEqual({ type: 'camera', key: 1, on: false, denied: false })
  })
})

it('a peer who asks for video anew: the request before is forgotten', () => {
  const alice = inVoiceCall()
  alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, sequence: 2 })
  const effects = alice.hear({ ...BOB, kind: 'switch', inviteID: 'their next', to: 2, sequence: 3 })
  expect(effects).toContainEqual({ type: 'forget', inviteID: 'their switch' })
  expect(alice.mediaSwitch).toEqual({ state: 'asked', inviteID: 'their next' })
})

describe('the peer switches to voice while an own request for video is open', () => {
  it('takes the request back, so that no late consent to it turns a camera on', () => {
    const alice = inVoiceCall()
    alice.feed({ type: 'switchType', request: 2, to: 2 }, { type: 'assigned', key: 1, localID: 2, inviteID: 'switch' })
    const effects = alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 1, sequence: 2 })
    const name = expect.objectContaining({ inviteID: 'switch', inviter: 'alice', invitees: ['bob'] })
    expect(effects).toContainEqual(expect.objectContaining({ type: 'cancel', invitation: name }))
    expect(alice.mediaSwitch).toEqual({ state: 'none' })
  })
})

describe('the answer to a switch to voice', () => {
  it('takes back the request for video that was granted since: its sender, which went to voice, has dropped it', () => {
    const alice = inVoiceCall()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, sequence: 2 })
    alice.feed({ type: 'acceptSwitch', request: 2 })
    const late = { ...BOB, kind: 'accept', inviteID: 'to voice', type: 1, replaces: '', switchTo: 1 } as const
    expect(alice.hear({ ...late, sequence: 1 })).not.toContainEqual(expect.objectContaining({ type: 'camera' }))
    const effects = alice.hear({ ...late, sequence: 3 })
    expect(effects).toContainEqual({ type: 'camera', key: 1, on: false, denied: false })
    const told = expect.objectContaining({ kind: 'switch', to: 1 })
    expect(effects).toContainEqual(expect.objectContaining({ type: 'invite', message: told }))
  })
})

describe('a switch to voice that could not be sent', () => {
  const failure: Failure = { code: 3001, reason: 'SEND_FAILED', message: 'failed' }
  const toVoice = expect.objectContaining({
    type: 'invite',
    message: expect.objectContaining({ kind: 'switch', to: 1 }),
  })
  const toVoiceAgain: Input = { type: 'switchType', request: 9, to: 1 }

  /** In a video call by grant; alice's switch to voice has failed twice. */
  function untold(): Side {
    const alice = inVoiceCall()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, sequence: 2 })
    alice.feed({ type: 'acceptSwitch', request: 2 }, { type: 'switchType', request: 3, to: 1 })
    alice.feed({ type: 'inviteDone', key: 1, localID: 2, failure }, { type: 'inviteDone', key: 1, localID: 3, failure })
    return alice
  }

  it('can be told again in the voice call, for the peer may be in video', () => {
    expect(untold().feed(toVoiceAgain)).toContainEqual(toVoice)
  })

  it('is not told again once the peer has gone to voice itself: the call has that type', () => {
    const alice = untold()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their downgrade', to: 1, sequence: 3 })
    const effects = alice.feed(toVoiceAgain)
    expect(effects).toEqual([
      { type: 'settle', request: 9, failure: expect.objectContaining({ reason: 'INVALID_STATE' }) },
    ])
  })
})

describe('a request for video that was granted, in a call that is back to voice since', () => {
  it('is not taken for the reason of a later video: its late withdrawal changes nothing', () => {
    const alice = inVoiceCall()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'their switch', to: 2, sequence: 2 })
    alice.feed({ type: 'acceptSwitch', request: 2 }, { type: 'switchType', request: 3, to: 1 })
    alice.feed({ type: 'inviteDone', key: 1, localID: 2, failure: null }, { type: 'switchType', request: 4, to: 2 })
    alice.feed({ type: 'assigned', key: 1, localID: 3, inviteID: 'switch' })
    alice.hear({ ...BOB, kind: 'accept', inviteID: 'switch', type: 1, sequence: 4, replaces: '', switchTo: 2 })
    const effects = alice.hear({ ...BOB, kind: 'cancel', inviteID: 'their switch' })
    expect(effects.filter(({ type }) => type === 'camera')).toEqual([])
  })
})

describe('a request for video that is refused in the words of a busy invitee', () => {
  const busy = { ...BOB, kind: 'reject', busy: true, isSwitch: false } as const

  it('is refused at once, if the answer names it', () => {
    const alice = inVoiceCall()
    alice.feed({ type: 'switchType', request: 2, to: 2 }, { type: 'assigned', key: 1, localID: 2, inviteID: 'switch' })
    const effects = alice.hear({ ...busy, inviteID: 'switch' })
    expect(effects).toContainEqual({ type: 'emit', event: 'CALL_MODE', data: { type: 1, refusal: 'reject' } })
    expect(effects).not.toContainEqual(expect.objectContaining({ event: 'LINE_BUSY' }))
    expect(alice.mediaSwitch).toEqual({ state: 'none' })
  })

  it('stays open, if the answer names another', () => {
    const alice = inVoiceCall()
    alice.feed({ type: 'switchType', request: 2, to: 2 }, { type: 'assigned', key: 1, localID: 2, inviteID: 'switch' })
    alice.hear({ ...busy, inviteID: 'another' })
    expect(alice.mediaSwitch).toMatchObject({ state: 'requested' })
  })
})

describe('the peer’s request for video', () => {
  it.each([
    ['carol', 'asked'],
    ['bob', 'none'],
  ])('is taken back by %s, who may know its name: then it is "%s"', (from, state) => {
    const alice = inVoiceCall()
    alice.hear({ ...BOB, kind: 'switch', inviteID: 'switch', to: 2, sequence: 2 })
    expect(alice.mediaSwitch).toMatchObject({ state: 'asked' })
    alice.hear({ ...BOB, from, kind: 'cancel', inviteID: 'switch' })
    expect(alice.mediaSwitch).toMatchObject({ state })
  })
})
