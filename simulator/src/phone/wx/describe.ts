import type { AppInstance } from '../runtime/app'
import type { PhoneServices } from '../services'
import { PLATFORM_NAMES } from './absent/absent'
import { playedApi } from './played/index'
import { STAND_IN_NOTES } from './stand-ins'

/** What becomes of a member of `wx`. */
export interface ApiDescription {
  name: string
  fate: 'played' | 'stand-in' | 'absent'
  /** of a stand-in: what it does */
  note: string
}

/** Of all members of `wx` that the platform's typings know, in the order of the alphabet. Runs without a phone. */
export function describeApis(): ApiDescription[] {
  const played = playedApi(nothing() as PhoneServices, nothing() as AppInstance)
  const notes: Readonly<Record<string, string>> = STAND_IN_NOTES
  return PLATFORM_NAMES.map((name) => {
    const note = notes[name]
    if (note !== undefined) return { name, fate: 'stand-in', note }
    return { name, fate: name in played ? 'played' : 'absent', note: '' }
  })
}

/** Stands for whatever is asked of it: making the functions uses nothing of a phone, only calling them does. */
function nothing(): unknown {
  const get = (_target: unknown, name: string | symbol) => (name === Symbol.toPrimitive ? () => '' : nothing())
  return new Proxy(() => {}, { get, apply: () => nothing() })
}
