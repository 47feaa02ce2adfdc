/** Translates the Chat SDK's codes into errors that say what to do. The SDK's own code stays in `sdkCode`. */
import { CallingError, type CallingErrorReason } from '../errors'
import type { UserID } from '../types'

/** tim-wx-sdk's code for a request without an answer; the message may have arrived all the same. */
export const NETWORK_TIMEOUT = 2801
/** `login` while an earlier one has no answer yet (for at most 15 s). */
export const LOGIN_UNDER_WAY = 2025

const NETWORK_CODES = [2800, NETWORK_TIMEOUT, 2805]
/** Not signed in, not ready, signing in, sign-in failed, signed out. */
const NOT_SIGNED_IN_CODES = [2024, 2999, 3000, 3001, 3005]
const KICKED_OUT_CODES = [3002, 3003, 3006]
const USER_SIG_EXPIRED_CODES = [70001, 6206, 3004]
const USER_SIG_INVALID_CODES = [2003, 70002, 70003, 70005, 70009, 70013, 70014, 70016, 70052]
const UNKNOWN_USER_CODES = [20003, 70107]

const GROUP_PROBLEMS: Partial<Record<number, string>> = {
  2603: 'the group does not exist',
  10004: 'the group refuses this kind of message, or its ID is malformed',
  10007: 'this user is not a member of the group or may not do this there; join it first',
  10010: 'the group does not exist or was dismissed',
  10015: 'the groupID is invalid',
  10017: 'this user is muted in the group',
}

/** The `code` of what a Chat SDK rejects with. */
export function codeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'number' ? code : undefined
}

/** True while the SDK refuses because nobody is signed in, or because it is not ready yet. */
export function isNotReady(error: unknown): boolean {
  return hasCode(NOT_SIGNED_IN_CODES, codeOf(error))
}

/** Why `login` failed. `secret` (the UserSig) is taken out of the SDK's own text. */
export function loginError(error: unknown, userID: UserID, secret: string): CallingError {
  if (error instanceof CallingError) return error
  const code = codeOf(error)
  const failed = (reason: CallingErrorReason, text: string) =>
    new CallingError(reason, `Signing in as "${userID}" failed: ${text}`, code)
  if (hasCode(USER_SIG_EXPIRED_CODES, code)) {
    return failed('USER_SIG_EXPIRED', 'the UserSig has expired. Get a new one from your server and call login() again.')
  }
  if (hasCode(USER_SIG_INVALID_CODES, code)) {
    return failed(
      'USER_SIG_INVALID',
      `Chat refused the UserSig (${code}). It must be computed for this userID and this sdkAppID, with the ` +
        "application's own secret key.",
    )
  }
  if (hasCode(NETWORK_CODES, code)) {
    return failed(
      'NETWORK_UNAVAILABLE',
      `the network is away (${code}). Check the connection and the mini program's list of legal domains, then try again.`,
    )
  }
  if (hasCode(KICKED_OUT_CODES, code)) {
    return failed('KICKED_OUT', 'another device took the account over meanwhile. Call login() again to take it back.')
  }
  return failed('LOGIN_FAILED', describe(error, secret))
}

/**
 * Why a message could not be sent.
 *
 * @param to the user or group it was meant for
 */
export function sendError(error: unknown, to: string): CallingError {
  return requestError(error, `A call message to "${to}" could not be sent`)
}

/** Why the own profile could not be changed. */
export function profileError(error: unknown): CallingError {
  return requestError(error, 'The profile could not be changed')
}

function requestError(error: unknown, what: string): CallingError {
  if (error instanceof CallingError) return error
  const code = codeOf(error)
  const failed = (reason: CallingErrorReason, text: string) => new CallingError(reason, `${what}: ${text}`, code)
  if (hasCode(NETWORK_CODES, code)) return failed('NETWORK_UNAVAILABLE', `the network is away (${code}). Try again.`)
  if (hasCode(UNKNOWN_USER_CODES, code)) {
    return failed(
      'UNKNOWN_USER',
      'there is no such account. An account exists once it has signed in for the first time.',
    )
  }
  if (hasCode(NOT_SIGNED_IN_CODES, code)) {
    return failed('NOT_LOGGED_IN', `Chat is not signed in (${code}). Call login() and wait for it.`)
  }
  if (hasCode(KICKED_OUT_CODES, code)) {
    return failed('KICKED_OUT', `another device took the account over (${code}). Call login() to take it back.`)
  }
  if (hasCode(USER_SIG_EXPIRED_CODES, code)) {
    return failed('USER_SIG_EXPIRED', 'the UserSig has expired. Call login() with a new one.')
  }
  if (code === 2996) return failed('TOO_FREQUENT', 'too many messages in a short time. Wait a moment and try again.')
  if (code === 8010 || code === 8011) {
    return failed('INVITATION_GONE', 'the invitation is over, or it is not addressed to this user.')
  }
  const groupProblem = code === undefined ? undefined : GROUP_PROBLEMS[code]
  return failed('SEND_FAILED', groupProblem ? `${groupProblem} (${code}).` : describe(error, ''))
}

function hasCode(codes: readonly number[], code: number | undefined): boolean {
  return code !== undefined && codes.indexOf(code) >= 0
}

function describe(error: unknown, secret: string): string {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const text = typeof message === 'string' && message !== '' ? message : 'the Chat SDK gave no reason'
  return `${withoutSecret(text, secret)}${typeof code === 'number' ? ` (${code})` : ''}.`
}

function withoutSecret(text: string, secret: string): string {
  if (secret === '') return text
  return text.split(secret).join('***').split(encodeURIComponent(secret)).join('***')
}
