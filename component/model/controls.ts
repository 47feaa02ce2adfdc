/** The round buttons of each screen, as data. Pure. */
import { CALL_STATUS, CALL_TYPE } from '../../lib/index'
import { stringsOf } from '../locales/index'
import type { Language, Text } from '../locales/index'
import type { State } from './people'
import type { Screen } from './view-model'

/** What a tap asks for; '' is an empty place that keeps the row aligned. */
export type Action =
  | ''
  | 'accept'
  | 'acceptByVoice'
  | 'reject'
  | 'hangup'
  | 'mic'
  | 'camera'
  | 'flip'
  | 'speaker'
  | 'voice'
  | 'video'
  | 'acceptSwitch'
  | 'rejectSwitch'
  | 'pick'
  | 'invite'
  | 'shrink'
  | 'grow'
  | 'settings'
  | 'close'

/** They send something; the others are done at once. */
export const TAKES_TIME: readonly Action[] = [
  'accept',
  'acceptByVoice',
  'reject',
  'hangup',
  'voice',
  'video',
  'acceptSwitch',
  'rejectSwitch',
  'invite',
]

/** plain: translucent; lit: white, a device that is on, as in WeChat's own calls; accept: green; danger: red */
type Color = 'plain' | 'lit' | 'accept' | 'danger'

export interface Control {
  action: Action
  /** class of the icon: `icon--mic-on` ... */
  icon: string
  label: string
  /** for screen readers: the label, and what a tap does */
  aria: string
  color: Color
  disabled: boolean
}

export interface ControlRow {
  id: string
  controls: Control[]
}

/** What the rows depend on. */
export interface ControlSources {
  state: State
  screen: Screen
  /** the host knows people who are not in the call */
  canInvite: boolean
  /** there is nothing to flip, and no earpiece */
  onComputer: boolean
  busy: Action
}

/** By the label's key: the icon, the color, and what a screen reader says when that is more than the label. */
const LOOKS: { [label in Text]?: [icon: string, color: Color, aria?: Text] } = {
  accept: ['answer', 'accept'],
  byVoice: ['answer', 'plain', 'byVoiceAction'],
  reject: ['hangup', 'danger'],
  hangup: ['hangup', 'danger'],
  cancel: ['hangup', 'danger'],
  micOn: ['mic-on', 'lit', 'micOnAction'],
  micOff: ['mic-off', 'plain', 'micOffAction'],
  cameraOn: ['camera-on', 'lit', 'cameraOnAction'],
  cameraOff: ['camera-off', 'plain', 'cameraOffAction'],
  speakerOn: ['speaker-on', 'lit', 'speakerOnAction'],
  speakerOff: ['speaker-off', 'plain', 'speakerOffAction'],
  flip: ['flip', 'plain', 'flipAction'],
  toVoice: ['answer', 'plain', 'toVoiceAction'],
  toVideo: ['camera-on', 'plain', 'toVideoAction'],
  invite: ['invite', 'plain', 'inviteAction'],
}

export function controlsOf(sources: ControlSources, language: Language): ControlRow[] {
  return layoutOf(sources).map((actions, index) => ({
    id: `row-${String(index)}`,
    controls: actions.map((action) => controlOf(action, sources, language)),
  }))
}

/**
 * While one of what takes time is under way a second tap must not start another one.
 * Only hanging up stays possible, should what was tapped before never get through.
 */
export function isDisabled(action: Action, busy: Action): boolean {
  if (busy === '' || TAKES_TIME.indexOf(action) < 0) return false
  return action !== 'hangup' || busy === 'hangup' || busy === 'reject'
}

function layoutOf({ state, screen, canInvite, onComputer }: ControlSources): Action[][] {
  const { status, isGroup } = state
  const video = state.type === CALL_TYPE.VIDEO
  if (screen === 'ringing') {
    const answers: Action[] = ['reject', 'accept']
    return video ? [['mic', 'acceptByVoice', 'camera'], answers] : [answers]
  }
  let extra: Action = ''
  if (isGroup && screen === 'connected' && canInvite) extra = 'pick'
  // the media of a call of two can be switched
  if (!isGroup && status === CALL_STATUS.CONNECTED) extra = video ? 'voice' : 'video'
  if (onComputer) {
    const devices: Action[] = video ? ['mic', 'camera'] : ['mic']
    const others = extra === '' ? [] : [extra]
    return video ? [devices.concat(others), ['hangup']] : [devices.concat('hangup', others)]
  }
  if (!video && extra === '') return [['mic', 'hangup', 'speaker']]
  return video
    ? [
        ['mic', 'speaker', 'camera'],
        [extra, 'hangup', 'flip'],
      ]
    : [['mic', 'speaker', extra], ['hangup']]
}

function controlOf(action: Action, { state, screen, busy }: ControlSources, language: Language): Control {
  const { mic, camera, handsFree } = state.self
  const labels: { [action in Action]?: Text } = {
    accept: 'accept',
    acceptByVoice: 'byVoice',
    reject: 'reject',
    hangup: screen === 'calling' ? 'cancel' : 'hangup',
    mic: mic ? 'micOn' : 'micOff',
    camera: camera ? 'cameraOn' : 'cameraOff',
    flip: 'flip',
    speaker: handsFree ? 'speakerOn' : 'speakerOff',
    voice: 'toVoice',
    video: 'toVideo',
    pick: 'invite',
  }
  const label = labels[action]
  const look = label && LOOKS[label]
  if (!label || !look) return { action: '', icon: '', label: '', aria: '', color: 'plain', disabled: true }
  const [icon, color, aria] = look
  const strings = stringsOf(language)
  return {
    action,
    icon: action === 'accept' && state.type === CALL_TYPE.VIDEO ? 'camera-on' : icon,
    label: strings[label],
    aria: strings[aria || label],
    color,
    disabled:
      isDisabled(action, busy) ||
      (action === 'flip' && !camera) ||
      // our request waits for the peer
      (action === 'video' && state.switchRequest === 'outgoing'),
  }
}
