/** The cards that ask something, as data. Pure. */
import { isDisabled } from './controls'
import type { Action } from './controls'
import { stringsOf, withName } from '../locales/index'
import type { Contact } from '../../lib/index'
import type { Language } from '../locales/index'
import { listHeight } from './layout'
import { personOf } from './people'
import type { Person, State } from './people'

export interface Choice extends Person {
  chosen: boolean
  /** as many as can be invited are chosen already */
  disabled: boolean
}

/** How many the library invites at a time; a test holds it to that. */
export const MOST_INVITEES = 20

/** Whom the library can invite; one other would have the whole invitation refused. A test holds it to that, too. */
const USER_ID = /^[\w-]{1,32}$/

interface Button {
  action: Action
  label: string
  disabled: boolean
}

export interface Sheet {
  title: string
  text: string
  people: Choice[]
  /** of their list, pixels */
  height: number
  close: Button
  main: Button
}

/** Which card the user asked for, or was led to. */
export type Asking = '' | 'microphone' | 'camera' | 'invite'

/** The one that shows: a question of the other side comes first, but for what has to be done before the answer. */
export function sheetOf(
  state: State,
  asking: Asking,
  people: Choice[],
  busy: Action,
  language: Language,
  windowHeight: number,
): Sheet | null {
  const strings = stringsOf(language)
  const button = (action: Action, label: string): Button => ({ action, label, disabled: isDisabled(action, busy) })
  const close = button('close', strings.close)
  const toSettings = (title: string, text: string): Sheet => {
    return { title, text, people: [], height: 0, close, main: button('settings', strings.openSettings) }
  }
  if (asking === 'camera') return toSettings(strings.cameraTitle, strings.cameraText)
  if (state.switchRequest === 'incoming') {
    const peer = state.members[0]
    return {
      title: withName(strings.switchTitle, peer ? personOf(peer).name : ''),
      text: strings.switchText,
      people: [],
      height: 0,
      close: button('rejectSwitch', strings.reject),
      main: button('acceptSwitch', strings.agree),
    }
  }
  if (asking === 'microphone') return toSettings(strings.microphoneTitle, strings.microphoneText)
  if (asking === 'invite') {
    const main = button('invite', strings.invite)
    main.disabled = main.disabled || !people.some((one) => one.chosen)
    const text = people.length > MOST_INVITEES ? withName(strings.inviteMost, String(MOST_INVITEES)) : ''
    const height = listHeight(people.length, windowHeight)
    return { title: strings.inviteTitle, text, people, height, close, main }
  }
  return null
}

/** The contacts who could still be invited. What the host passes may be anything. */
export function choicesOf(contacts: unknown, state: State, chosen: string[]): Choice[] {
  const taken = state.members.filter((member) => member.status !== 'left').map((member) => member.userID)
  const seen = taken.concat(state.self.userID)
  const choices: Choice[] = []
  for (const contact of Array.isArray(contacts) ? (contacts as (Partial<Contact> | null)[]) : []) {
    const { userID, nick, avatar } = contact || {}
    if (typeof userID !== 'string' || !USER_ID.test(userID) || seen.indexOf(userID) >= 0) continue
    seen.push(userID)
    const person = personOf({ userID, nick: textOf(nick), avatar: textOf(avatar) })
    choices.push({ ...person, chosen: chosen.indexOf(userID) >= 0, disabled: false })
  }
  const isFull = choices.filter((one) => one.chosen).length >= MOST_INVITEES
  return choices.map((one) => ({ ...one, disabled: isFull && !one.chosen }))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
