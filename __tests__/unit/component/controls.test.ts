import { callControls, ringingControls } from '../../../component/controls'
import type { Action, ControlRow } from '../../../component/controls'

const devices = { mic: true, camera: true, handsFree: false }

function find(rows: ControlRow[], action: Action) {
  const control = rows.flatMap((row) => row.controls).find((one) => one.action === action)
  if (!control) throw new Error(`there is no ${action}`)
  return control
}

const enabled = (rows: ControlRow[]) =>
  rows.flatMap((row) => row.controls.filter((control) => !control.disabled).map((control) => control.action))

it('offers an invitee to accept or to decline', () => {
  const rows = ringingControls('', true, 'en')
  expect(rows.map((row) => row.controls.map((control) => control.label))).toEqual([['Decline', 'Accept']])
})

it('shows a voice call no camera', () => {
  const actions = callControls('', false, devices, 'hangup', 'en').map((row) => row.controls.map((one) => one.action))
  expect(actions).toEqual([['mic', 'hangup', 'speaker']])
})

it('keeps the red button of a video call in the middle', () => {
  const rows = callControls('', true, devices, 'hangup', 'en')
  expect(rows.map((row) => row.controls.map((one) => one.action))).toEqual([
    ['mic', 'speaker', 'camera'],
    ['', 'hangup', 'flip'],
  ])
})

it('calls giving up before an answer cancelling', () => {
  expect(find(callControls('', true, devices, 'cancel', 'en'), 'hangup').label).toBe('Cancel')
  expect(find(callControls('', true, devices, 'hangup', 'zh-CN'), 'hangup').label).toBe('挂断')
})

it('names the state of each device, and says to screen readers what a tap does', () => {
  const on = callControls('', true, { mic: true, camera: true, handsFree: true }, 'hangup', 'en')
  const off = callControls('', true, { mic: false, camera: false, handsFree: false }, 'hangup', 'en')
  expect(find(on, 'mic')).toMatchObject({ label: 'Mic on', aria: 'Mic on, tap to mute', tone: 'plain' })
  expect(find(off, 'mic')).toMatchObject({ label: 'Mic off', aria: 'Mic off, tap to unmute', tone: 'lit' })
  expect(find(on, 'camera').label).toBe('Camera on')
  expect(find(off, 'camera').label).toBe('Camera off')
  expect(find(on, 'speaker')).toMatchObject({ label: 'Speaker on', tone: 'lit' })
  expect(find(off, 'speaker')).toMatchObject({ label: 'Speaker off', tone: 'plain' })
})

it('flips only a camera that is on', () => {
  expect(find(callControls('', true, devices, 'hangup', 'en'), 'flip').disabled).toBe(false)
  expect(find(callControls('', true, { ...devices, camera: false }, 'hangup', 'en'), 'flip').disabled).toBe(true)
})

it('lets nothing be tapped while an answer or an end is under way', () => {
  expect(enabled(ringingControls('accept', true, 'en'))).toEqual([])
  expect(enabled(ringingControls('reject', true, 'en'))).toEqual([])
  expect(enabled(callControls('hangup', true, devices, 'hangup', 'en'))).toEqual([])
})

it('lets an invitee hang up whose accept does not get through', () => {
  expect(enabled(callControls('accept', true, devices, 'hangup', 'en'))).toEqual(['hangup'])
})
