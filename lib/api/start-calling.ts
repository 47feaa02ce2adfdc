import type { CallingConfig } from '../foundation/options'
import type { Logger } from '../foundation/tools/platform'
import { TRTCCalling } from './calling'
import type { AppOptions } from './claim'
import { LANGUAGES } from '../foundation/types'
import * as check from './validate'

/** What `startCalling` takes: the account, where its calls show, and what they look and sound like. */
export interface StartOptions extends CallingConfig, AppOptions {
  /** one line per step of a call; without it only warnings are written */
  logger?: Logger
}

/**
 * Signs the app's user in, for all its pages: every `<TRTCCalling>`, with the same `config` or without one, shows the
 * calls of this session. Another user's sign-in ends the one before; a login that fails comes as `EVENT.ERROR`.
 * @returns the app's instance; its `logout()` signs out for every page
 * @throws CallingError INVALID_PARAMETER, COPIES_DIFFER
 */
export function startCalling(options: StartOptions): TRTCCalling {
  checkStart(check.asObject(options, 'the argument of startCalling()', '{ sdkAppID, userID, userSig, type }'))
  return new TRTCCalling({ ...options, isApp: true })
}

/** What the constructor does not know. @throws CallingError INVALID_PARAMETER */
function checkStart(given: Record<string, unknown>): void {
  const { callPage, language, ringtone, contacts, strings } = given
  if (callPage !== undefined && typeof callPage !== 'string') check.checkBoolean('callPage', callPage)
  const added = strings === undefined ? {} : check.asObject(strings, 'strings', "{ fr: { accept: 'Répondre' } }")
  if (language !== undefined && language !== '') {
    check.checkOneOf('language', language, [...LANGUAGES, ...Object.keys(added)])
  }
  if (ringtone !== undefined) check.checkString('ringtone', ringtone)
  if (contacts !== undefined) check.checkArray('contacts', contacts, '[{ userID, nick, avatar }]')
  const switches = [
    'mute',
    'backgroundMute',
    'pictureInPicture',
    'ringInSilentMode',
    'hideFromCapture',
    'warnBeforeLeaving',
    'tabBarHidden',
  ]
  for (const name of [...switches, 'keepScreenOn']) {
    if (given[name] !== undefined) check.checkBoolean(name, given[name])
  }
}
