/** The round buttons of each screen, as data. Pure. */
import { stringsOf } from './locales/index'
import type { Language } from './locales/index'

/** What a tap asks for; '' is an empty place that keeps the row aligned. */
export type Action = '' | 'accept' | 'reject' | 'hangup' | 'mic' | 'camera' | 'flip' | 'speaker'

export const NO_ACTION: Action = ''

export interface Control {
  action: Action
  /** class of the icon: `icon--mic-on` ... */
  icon: string
  label: string
  /** for screen readers: the label, and what a tap does */
  aria: string
  /** plain: translucent; lit: white, the unusual state of a device; accept: green; danger: red */
  tone: 'plain' | 'lit' | 'accept' | 'danger'
  disabled: boolean
}

export interface ControlRow {
  id: string
  controls: Control[]
}

export interface Devices {
  mic: boolean
  camera: boolean
  handsFree: boolean
}

export function ringingControls(busy: Action, video: boolean, language: Language): ControlRow[] {
  const strings = stringsOf(language)
  return [
    row('answer', [
      control('reject', 'hangup', strings.reject, 'danger', busy),
      control('accept', video ? 'camera-on' : 'answer', strings.accept, 'accept', busy),
    ]),
  ]
}

/** For a call that is going out, connecting, or connected; `ending` is the word on the red button. */
export function callControls(
  busy: Action,
  video: boolean,
  devices: Devices,
  ending: 'cancel' | 'hangup',
  language: Language,
): ControlRow[] {
  const strings = stringsOf(language)
  const end = control('hangup', 'hangup', strings[ending], 'danger', busy)
  const mic = devices.mic
    ? control('mic', 'mic-on', strings.micOn, 'plain', busy, strings.micOnAction)
    : control('mic', 'mic-off', strings.micOff, 'lit', busy, strings.micOffAction)
  const speaker = devices.handsFree
    ? control('speaker', 'speaker-on', strings.speakerOn, 'lit', busy, strings.speakerOnAction)
    : control('speaker', 'speaker-off', strings.speakerOff, 'plain', busy, strings.speakerOffAction)
  if (!video) return [row('main', [mic, end, speaker])]

  const camera = devices.camera
    ? control('camera', 'camera-on', strings.cameraOn, 'plain', busy, strings.cameraOnAction)
    : control('camera', 'camera-off', strings.cameraOff, 'lit', busy, strings.cameraOffAction)
  const flip = control('flip', 'flip', strings.flip, 'plain', busy, strings.flipAction)
  flip.disabled = flip.disabled || !devices.camera
  return [row('devices', [mic, speaker, camera]), row('main', [gap(), end, flip])]
}

/**
 * While an answer or an end is under way a second tap must not start another one.
 * Only hanging up stays possible after accepting, should the accept never get through.
 */
export function isDisabled(action: Action, busy: Action): boolean {
  return busy !== '' && !(busy === 'accept' && action === 'hangup')
}

function control(
  action: Action,
  icon: string,
  label: string,
  tone: Control['tone'],
  busy: Action,
  aria: string = label,
): Control {
  return { action, icon, label, aria, tone, disabled: isDisabled(action, busy) }
}

function gap(): Control {
  return { action: '', icon: '', label: '', aria: '', tone: 'plain', disabled: true }
}

function row(id: string, controls: Control[]): ControlRow {
  return { id, controls }
}
