/**
 * Faults of consent, planted around the call logic: what each of these does, a user has not agreed to. The random runs
 * must notice every one.
 */
import type { transition } from '../../../../lib/call/machine'
import type { Call, Effect, Input, State } from '../../../../lib/call/state/model'
import { CALL_TYPE } from '../../../../lib/foundation/types'

type Transition = typeof transition

/** What a planted fault knows of a step. `again` gives the logic a further input. */
interface Step {
  before: State
  input: Input
  state: State
  effects: Effect[]
  again(input: Input): void
}

/** Changes `state` and `effects` of a step. */
type Fault = (step: Step) => void

/** The promise of an input that no user gave. */
const NOBODY = -1

/** Each time anew: some remember what has happened. */
const FAULTS = {
  'a request for video opens the camera': () => (step) => {
    if (isAsked(step)) showCamera(step)
  },

  'a request for video is granted without a word': () => (step) => {
    if (isAsked(step)) step.again({ type: 'acceptSwitch', request: NOBODY })
  },

  'the camera stays on when video becomes voice': () => (step) => {
    step.effects = step.effects.filter((effect) => effect.type !== 'camera' || effect.on)
  },

  'a video call that is answered by voice publishes video': () => (step) => {
    const { current } = step.before
    const isByVoice = step.input.type === 'prepared' && !step.input.camera
    if (!isByVoice || current.phase !== 'ringing' || current.call.type !== CALL_TYPE.VIDEO) return
    step.effects = step.effects.filter(({ type }) => type !== 'camera')
  },

  'the microphone is open while it rings': () => (step) => {
    const { current } = step.state
    if (step.before.current.phase === 'ringing' || current.phase !== 'ringing') return
    const { key, room } = current.call
    step.effects = [...step.effects, { type: 'enterRoom', key, room, callType: CALL_TYPE.AUDIO }]
  },

  'the consent of an earlier call counts in the next': () => {
    const willing = new Set<string>()
    return (step) => {
      const { self } = step.before.memory
      if (step.input.type === 'acceptSwitch' && step.before.current.phase === 'active') willing.add(self)
      else if (isAsked(step) && willing.has(self)) step.again({ type: 'acceptSwitch', request: NOBODY })
    }
  },

  'a permission that comes after the hangup opens the media': () => {
    const calls = new Map<string, Call>()
    return (step) => {
      const { before, input } = step
      const { current } = step.state
      const nameOf = (key: number) => `${before.memory.self} ${key}`
      if (current.phase !== 'idle') calls.set(nameOf(current.call.key), current.call)
      if (input.type !== 'prepared' || (current.phase !== 'idle' && current.call.key === input.key)) return
      const call = calls.get(nameOf(input.key))
      if (!call) return
      const { key, room, type } = call
      step.effects = [...step.effects, { type: 'enterRoom', key, room, callType: type }]
    }
  },
} satisfies Record<string, () => Fault>

export type FaultName = keyof typeof FAULTS
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[]

let planted: Fault | null = null

/** @returns takes it out again */
export function plant(name: FaultName): () => void {
  planted = FAULTS[name]()
  return () => void (planted = null)
}

/** The call logic with the planted fault, if there is one. */
export function withFault(sound: Transition): Transition {
  return (before, timed, limits) => {
    const [state, effects] = sound(before, timed, limits)
    if (!planted) return [state, effects]
    const step: Step = {
      ...{ before, input: timed.input, state, effects },
      again(input) {
        const [later, more] = sound(step.state, { ...timed, input }, limits)
        step.state = later
        step.effects = [...step.effects, ...more.filter((one) => one.type !== 'settle' || one.request !== NOBODY)]
      },
    }
    planted(step)
    return [step.state, step.effects]
  }
}

function isAsked({ effects }: Step): boolean {
  return effects.some((effect) => effect.type === 'emit' && effect.event === 'CALL_TYPE_REQUEST')
}

function showCamera(step: Step): void {
  const { current } = step.state
  if (current.phase === 'idle') return
  step.effects = [...step.effects, { type: 'camera', key: current.call.key, on: true, denied: false }]
}
