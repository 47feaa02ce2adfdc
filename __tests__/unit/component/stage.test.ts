import { speakingOf, stageOf } from '../../../component/model/stage'
import type { Arrangement } from '../../../component/model/stage'
import { CALL_STATUS, CALL_TYPE } from '../../../lib/index'
import type { CallingState } from '../../../lib/index'
import { callState, member, player, pusher } from '../../support/town/call-state'

const AS_IT_BEGINS: Arrangement = { swapped: false, floating: false }

describe('the stage', () => {
  const video = { type: CALL_TYPE.VIDEO, pusher: pusher(), members: [member('bob')], players: [player('bob')] }
  const places = (state: CallingState, arrangement: Partial<Arrangement> = {}) => {
    const stage = stageOf(state, { ...AS_IT_BEGINS, ...arrangement }, 'en')
    return [...stage.members.map((cell) => cell.place), stage.self.place]
  }

  it('is a mirror while calling with a camera, and empty without one', () => {
    expect(places(callState({ ...video, status: CALL_STATUS.CALLING }))).toEqual(['hidden', 'full'])
    expect(places(callState({ ...video, status: CALL_STATUS.CALLING, pusher: null }))).toEqual(['hidden', 'hidden'])
  })

  it('swaps the two pictures of a connected call', () => {
    const state = callState({ ...video, status: CALL_STATUS.CONNECTED })
    expect(places(state)).toEqual(['full', 'pip'])
    expect(places(state, { swapped: true })).toEqual(['pip', 'full'])
  })

  it('shows nothing of a voice call, but keeps its player', () => {
    const state = callState({ ...video, type: CALL_TYPE.AUDIO, status: CALL_STATUS.CONNECTED })
    expect(places(state)).toEqual(['hidden', 'hidden'])
    expect(stageOf(state, AS_IT_BEGINS, 'en').members[0]?.player?.streamID).toBe('bob_main')
  })

  it('lays a group out in a grid, in which whoever left keeps the index and gives up the place', () => {
    const members = [member('bob', { status: 'left' }), member('carol'), member('dave', { status: 'ringing' })]
    const stage = stageOf(callState({ isGroup: true, status: CALL_STATUS.CONNECTED, members }), AS_IT_BEGINS, 'en')
    expect(stage.members.map((cell) => cell.place)).toEqual(['hidden', 'grid', 'grid'])
    expect(stage.gridSize).toBe(3)
    expect(stage.members[2]?.ringing).toBe(true)
  })

  it('puts the avatar in for a camera that is off, a view that was stopped, and a stream that is not there yet', () => {
    const cell = (one: ReturnType<typeof member>, players = [player('bob')]) =>
      stageOf(callState({ status: CALL_STATUS.CONNECTED, members: [one], players }), AS_IT_BEGINS, 'en').members[0]
    expect(cell(member('bob'))?.video).toBe(true)
    expect(cell(member('bob', { hasVideo: false }))?.video).toBe(false)
    expect(cell(member('bob', { viewing: false }))?.video).toBe(false)
    expect(cell(member('bob'), [])?.video).toBe(false)
  })

  it('puts the dimmed avatar in until the first picture, while it loads again, and while the other is away', () => {
    const cell = (one: ReturnType<typeof member>, hasPicture: boolean, overrides: Partial<CallingState> = {}) => {
      const players = [{ ...player('bob'), hasPicture }]
      const state = callState({ status: CALL_STATUS.CONNECTED, members: [one], players, ...overrides })
      const { video: isShown, waiting } = stageOf(state, AS_IT_BEGINS, 'en').members[0] ?? {}
      return [isShown, waiting]
    }
    expect(cell(member('bob'), true)).toEqual([true, false])
    expect(cell(member('bob'), false)).toEqual([false, true])
    expect(cell(member('bob', { hasVideo: false }), false)).toEqual([false, false])
    expect(cell(member('bob', { hasVideo: false, away: true }), false)).toEqual([false, true])
    expect(cell(member('bob', { hasVideo: false, status: 'accepted' }), false)).toEqual([false, true])
    expect(cell(member('bob', { hasVideo: false }), false, { reconnecting: true })).toEqual([false, true])
    expect(cell(member('bob', { hasVideo: false }), false, { interrupted: true })).toEqual([false, true])
  })

  it('waits for the own camera to open', () => {
    const self = (hasPicture: boolean, camera = true) =>
      stageOf(callState({ ...video, status: CALL_STATUS.CALLING, self: { hasPicture, camera } }), AS_IT_BEGINS, 'en')
        .self
    expect(self(false)).toMatchObject({ video: false, waiting: true })
    expect(self(true)).toMatchObject({ video: true, waiting: false })
    expect(self(false, false)).toMatchObject({ video: false, waiting: false })
  })

  it('marks who is muted, and who speaks', () => {
    const members = [member('bob', { hasAudio: false, volume: 40 }), member('carol', { volume: 40 })]
    const state = callState({ isGroup: true, status: CALL_STATUS.CONNECTED, members, self: { volume: 60, mic: false } })
    const stage = stageOf(state, AS_IT_BEGINS, 'en')
    expect(stage.members.map((cell) => cell.muted)).toEqual([true, false])
    expect(stage.self.muted).toBe(true)
    expect(speakingOf(state)).toEqual([false, false, true])
  })

  it('leaves one picture of a shrunk video call, and none of a voice or group call', () => {
    const state = callState({ ...video, status: CALL_STATUS.CONNECTED })
    expect(places(state, { floating: true })).toEqual(['float', 'hidden'])
    expect(places(state, { floating: true, swapped: true })).toEqual(['float', 'hidden'])
    expect(places({ ...state, type: CALL_TYPE.AUDIO }, { floating: true })).toEqual(['hidden', 'hidden'])
    expect(places({ ...state, isGroup: true }, { floating: true })).toEqual(['hidden', 'hidden'])
    expect(places({ ...state, status: CALL_STATUS.CALLING }, { floating: true })).toEqual(['hidden', 'float'])
  })

  it('gives the large place to a shared screen, and makes it one more picture of a group', () => {
    const screen = { ...player('bob'), streamID: 'bob_aux', hasAudio: false }
    const state = callState({ ...video, status: CALL_STATUS.CONNECTED, players: [screen, player('bob')] })
    const { members } = stageOf(state, AS_IT_BEGINS, 'en')
    expect(members.map(({ place, name }) => [place, name])).toEqual([
      ['pip', 'bob'],
      ['full', "bob's screen"],
    ])
    expect(members.map((cell) => cell.player?.streamID)).toEqual(['bob_main', 'bob_aux'])
    expect(places(state, { swapped: true })).toEqual(['full', 'pip', 'hidden'])
    expect(places(state, { floating: true })).toEqual(['hidden', 'float', 'hidden'])
    expect(places(state, { floating: true, swapped: true })).toEqual(['hidden', 'float', 'hidden'])
    expect(places({ ...state, type: CALL_TYPE.AUDIO }, { swapped: true })).toEqual(['hidden', 'full', 'hidden'])
    expect(places({ ...state, type: CALL_TYPE.AUDIO })).toEqual(['hidden', 'full', 'hidden'])
    const group = stageOf({ ...state, isGroup: true }, AS_IT_BEGINS, 'en')
    expect(group.gridSize).toBe(3)
    // the texts lie on black, or on a colour that has to be darkened
    const isBlack = (players: typeof state.players, swapped = false) =>
      stageOf({ ...state, players }, { swapped, floating: false }, 'en').screen
    expect(isBlack([screen, player('bob')])).toBe(true)
    expect(isBlack([{ ...screen, hasPicture: false }, player('bob')])).toBe(false)
    expect(isBlack([screen, player('bob')], true)).toBe(false)
    expect(isBlack([player('bob')])).toBe(false)
    expect(places({ ...state, players: [{ ...screen, hasVideo: false }, player('bob')] })).toEqual(['full', 'pip'])
  })

  it('puts the own avatar in while a phone call has the camera', () => {
    const state = callState({ ...video, status: CALL_STATUS.CONNECTED })
    expect(stageOf(state, AS_IT_BEGINS, 'en').self.video).toBe(true)
    expect(stageOf({ ...state, interrupted: true }, AS_IT_BEGINS, 'en').self.video).toBe(false)
  })
})
