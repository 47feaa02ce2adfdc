import { CallingError } from '../foundation/errors'
import type { CallingConfig } from '../foundation/options'
import type { Logger } from '../foundation/platform'
import { CALL_PAGE } from './call-page'
import { TRTCCalling } from './calling'
import * as check from './validate'
import type { Look, Session } from './session'
import { findSession, setAppSession } from './session'

/** What `startCalling` takes: the account, where its calls show, and what they look and sound like. */
export interface StartOptions extends CallingConfig, Partial<Look> {
  /**
   * `true`: the page that the package brings shows a call that no page can show; app.json lists it under "pages",
   * `miniprogram_npm/trtc-calling-miniprogram/pages/call/call`. A string: its path where that is another one, in a subpackage
   */
  callPage?: boolean | string
  /** one line per step of a call; without it only warnings are written */
  logger?: Logger
}

/** the one of this app */
let running: { calling: TRTCCalling; session: Session } | null = null

/**
 * Signs the app's user in, for all its pages: every `<TRTCCalling>`, with the same `config` or without one, shows the
 * calls of this session. Another user's sign-in ends the one before; a login that fails comes as `EVENT.ERROR`.
 * @returns the app's instance; its `logout()` signs out for every page
 * @throws CallingError INVALID_PARAMETER
 */
export function startCalling(options: StartOptions): TRTCCalling {
  checkStart(check.asObject(options, 'the argument of startCalling()', '{ sdkAppID, userID, userSig, type }'))
  const calling = new TRTCCalling({ ...options, isApp: true })
  // made by the line above, if it was not there before
  const session = findSession(options) as Session
  const { callPage } = options
  const { look } = session
  for (const name of Object.keys(look) as (keyof Look)[]) {
    if (options[name] !== undefined) Object.assign(look, { [name]: options[name] })
  }
  if (callPage) session.useCallPage(callPage === true ? CALL_PAGE : callPage.replace(/^\//, ''))
  setAppSession(session)
  const before = running
  running = { calling, session }
  if (before) {
    const destroy = (): void => before.calling.destroy()
    if (before.session === session) destroy()
    else void before.calling.logout().then(destroy, destroy)
  }
  calling.login().catch((error: unknown) => {
    if (error instanceof CallingError) session.engine.emitter.emit('ERROR', error)
  })
  return calling
}

/** What the constructor does not know. @throws CallingError INVALID_PARAMETER */
function checkStart(given: Record<string, unknown>): void {
  const { callPage, language, ringtone } = given
  if (callPage !== undefined && typeof callPage !== 'string') check.checkBoolean('callPage', callPage)
  if (language !== undefined && language !== '') check.checkOneOf('language', language, ['zh-CN', 'en'])
  if (ringtone !== undefined) check.checkString('ringtone', ringtone)
  for (const name of ['mute', 'backgroundMute', 'pictureInPicture', 'keepScreenOn']) {
    if (given[name] !== undefined) check.checkBoolean(name, given[name])
  }
}
