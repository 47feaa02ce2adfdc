import { controlsOf } from '../../../component/model/controls'
import type { Action, ControlRow } from '../../../component/model/controls'
import type { Screen } from '../../../component/model/view-model'
import { CALL_STATUS, CALL_TYPE } from '../../../lib/index'
import { callState } from '../../support/town/call-state'

interface Situation {
  screen: Screen
  video: boolean
  /** a connected call of two */
  switchable: boolean
  /** a group call whose host knows more people */
  invitable: boolean
  /** our request for video */
  waiting: boolean
  onComputer: boolean
  mic: boolean
  camera: boolean
  handsFree: boolean
  busy: Action
}

const VIDEO: Situation = {
  screen: 'connected',
  video: true,
  switchable: false,
  invitable: false,
  waiting: false,
  onComputer: false,
  mic: true,
  camera: true,
  handsFree: false,
  busy: '',
}
const VOICE: Situation = { ...VIDEO, video: false }
const RINGING: Situation = { ...VIDEO, screen: 'ringing' }

function sourcesOf({ screen, video, switchable, invitable, waiting, onComputer, busy, ...self }: Situation) {
  const state = callState({
    status: switchable ? CALL_STATUS.CONNECTED : CALL_STATUS.CONNECTING,
    type: video ? CALL_TYPE.VIDEO : CALL_TYPE.AUDIO,
    isGroup: invitable,
    switchRequest: waiting ? 'outgoing' : 'none',
    self,
  })
  return { state, screen, canInvite: invitable, onComputer, busy }
}

const rowsOf = (situation: Situation) => controlsOf(sourcesOf(situation), 'en')
const actions = (situation: Situation) => rowsOf(situation).map((row) => row.controls.map((one) => one.action))

function find(rows: ControlRow[], action: Action) {
  const control = rows.flatMap((row) => row.controls).find((one) => one.action === action)
  if (!control) throw new Error(`there is no ${action}`)
  return control
}

const enabled = (situation: Situation) =>
  rowsOf(situation).flatMap((row) =>
    row.controls.filter((control) => !control.disabled).map((control) => control.action),
  )

it('offers an invitee to accept or to decline, and a video call by voice, or with devices off', () => {
  const labels = (situation: Situation) => rowsOf(situation).map((row) => row.controls.map(({ label }) => label))
  const answers = ['Decline', 'Accept']
  expect(labels({ ...RINGING, video: false })).toEqual([answers])
  expect(labels(RINGING)).toEqual([['Mic on', 'Voice only', 'Camera on'], answers])
  expect(labels({ ...RINGING, mic: false, camera: false })).toEqual([['Mic off', 'Voice only', 'Camera off'], answers])
})

it('shows a voice call no camera', () => {
  expect(actions({ ...VOICE, screen: 'calling' })).toEqual([['mic', 'hangup', 'speaker']])
  expect(actions({ ...VOICE, switchable: true })).toEqual([['mic', 'speaker', 'video'], ['hangup']])
})

it.each([
  ['while it connects', {}, ''],
  ['of two', { switchable: true }, 'voice'],
  ['of a group whose host knows more people', { invitable: true }, 'pick'],
] as const)('keeps the red button of a video call in the middle: %s', (_which, overrides, extra) => {
  expect(actions({ ...VIDEO, ...overrides })).toEqual([
    ['mic', 'speaker', 'camera'],
    [extra, 'hangup', 'flip'],
  ])
})

it('has nothing to flip and no earpiece on a computer', () => {
  const onComputer = true
  expect(actions({ ...VIDEO, onComputer })).toEqual([['mic', 'camera'], ['hangup']])
  expect(actions({ ...VIDEO, switchable: true, onComputer })).toEqual([['mic', 'camera', 'voice'], ['hangup']])
  expect(actions({ ...VOICE, onComputer })).toEqual([['mic', 'hangup']])
  expect(actions({ ...VOICE, switchable: true, onComputer })).toEqual([['mic', 'hangup', 'video']])
})

it('calls giving up before an answer cancelling', () => {
  expect(find(rowsOf({ ...VIDEO, screen: 'calling' }), 'hangup').label).toBe('Cancel')
  expect(find(controlsOf(sourcesOf(VIDEO), 'zh-CN'), 'hangup').label).toBe('挂断')
})

it('names the state of each device, and says to screen readers what a tap does', () => {
  const on = rowsOf({ ...VIDEO, handsFree: true })
  const off = rowsOf({ ...VIDEO, mic: false, camera: false })
  expect(find(on, 'mic')).toMatchObject({ label: 'Mic on', aria: 'Mic on, tap to mute', color: 'lit' })
  expect(find(off, 'mic')).toMatchObject({ label: 'Mic off', aria: 'Mic off, tap to unmute', color: 'plain' })
  expect(find(on, 'camera').label).toBe('Camera on')
  expect(find(off, 'camera').label).toBe('Camera off')
  expect(find(on, 'speaker')).toMatchObject({ label: 'Speaker on', color: 'lit' })
  expect(find(off, 'speaker')).toMatchObject({ label: 'Speaker off', color: 'plain' })
})

it('has an icon, a label and words for screen readers on every button', () => {
  const variants = [RINGING, VIDEO, { ...VIDEO, switchable: true }, { ...VOICE, switchable: true, waiting: true }]
  const buttons = [...variants, { ...VOICE, invitable: true, mic: false }]
    .flatMap(rowsOf)
    .flatMap((row) => row.controls.filter((control) => control.action !== ''))
  expect(buttons.length).toBeGreaterThan(variants.length)
  for (const { icon, label, aria } of buttons) expect([icon, label, aria]).not.toContain('')
})

it.each([
  ['voice', VOICE],
  ['switchable voice', { ...VOICE, switchable: true }],
  ['video', VIDEO],
])('gives no two places of a row the same key: %s', (_which, sources) => {
  const rows = actions(sources)
  expect(rows).not.toEqual([])
  for (const row of rows) expect(new Set(row).size).toBe(row.length)
})

it('flips only a camera that is on', () => {
  expect(find(rowsOf(VIDEO), 'flip').disabled).toBe(false)
  expect(find(rowsOf({ ...VIDEO, camera: false }), 'flip').disabled).toBe(true)
})

it('asks for video once at a time', () => {
  const voice = { ...VOICE, switchable: true }
  expect(find(rowsOf(voice), 'video').disabled).toBe(false)
  expect(find(rowsOf({ ...voice, waiting: true }), 'video').disabled).toBe(true)
})

const DEVICES = ['mic', 'speaker', 'camera', 'flip']

it('lets nothing be answered twice', () => {
  for (const busy of ['accept', 'acceptByVoice', 'reject'] as const) {
    expect(enabled({ ...RINGING, busy })).toEqual(['mic', 'camera'])
  }
})

it('leaves the devices to the user while an end is under way', () => {
  expect(enabled({ ...VIDEO, switchable: true, busy: 'hangup' })).toEqual(DEVICES)
})

it.each(['accept', 'video', 'invite'] as const)('lets one mute, and hang up, whose %s does not get through', (busy) => {
  const actions = enabled({ ...VIDEO, switchable: true, busy })
  expect(actions.sort()).toEqual([...DEVICES, 'hangup'].sort())
})
