/** Translates the Chat SDK's codes into errors that say what to do. The SDK's own code stays in `sdkCode`. */
import { CallingError, type CallingErrorReason } from '../../foundation/errors'
import type { UserID } from '../../foundation/types'

/** tim-wx-sdk's code for a request without an answer; the message may have arrived all the same. */
export const NETWORK_TIMEOUT = 2801
/** `login` while an earlier one has no answer yet (for at most 15 s). */
export const LOGIN_UNDER_WAY = 2025

/** Not signed in, not ready, signing in, sign-in failed, signed out. */
const NOT_SIGNED_IN_CODES = [2024, 2999, 3000, 3001, 3005]

/** Codes of the Chat SDK that mean one thing, and what to do then. */
type Problem = [codes: number[], reason: CallingErrorReason, text: string]

const PROBLEMS: Problem[] = [
  [
    [2800, NETWORK_TIMEOUT, 2805],
    'NETWORK_UNAVAILABLE',
    "the network is away. Check the connection and the mini program's list of legal domains, then try again.",
  ],
  [
    [70001, 6206, 3004],
    'USER_SIG_EXPIRED',
    'the UserSig has expired. Get a new one from your server and call login() again.',
  ],
  [[3002, 3003, 3006], 'KICKED_OUT', 'another device took the account over. Call login() again to take it back.'],
]

const LOGIN_PROBLEMS = PROBLEMS.concat([
  [
    [2003, 70002, 70003, 70005, 70009, 70013, 70014, 70016, 70052],
    'USER_SIG_INVALID',
    "Chat refused the UserSig. It must be computed for this userID and this sdkAppID, with the application's own secret key.",
  ],
])

const REQUEST_PROBLEMS = PROBLEMS.concat([
  [
    [20003, 70107],
    'UNKNOWN_USER',
    'there is no such account. An account exists once it has signed in for the first time.',
  ],
  [NOT_SIGNED_IN_CODES, 'NOT_LOGGED_IN', 'Chat is not signed in. Call login() and wait for it.'],
  [[2996], 'TOO_FREQUENT', 'too many messages in a short time. Wait a moment and try again.'],
  [[8010, 8011], 'INVITATION_GONE', 'the invitation is over, or it is not addressed to this user.'],
  [[2603, 10010], 'SEND_FAILED', 'the group does not exist, or was dismissed.'],
  [[10004], 'SEND_FAILED', 'the group refuses this kind of message, or its ID is malformed.'],
  [[10007], 'SEND_FAILED', 'this user is not a member of the group or may not do this there; join it first.'],
  [[10015], 'SEND_FAILED', 'the groupID is invalid.'],
  [[10017], 'SEND_FAILED', 'this user is muted in the group.'],
])

/** The `code` of what a Chat SDK rejects with. */
export function codeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'number' ? code : undefined
}

/** True while the SDK refuses because no account is signed in, or because it is not ready yet. */
export function isNotReady(error: unknown): boolean {
  return NOT_SIGNED_IN_CODES.indexOf(codeOf(error) ?? 0) >= 0
}

/** Why `login` failed. `secret` (the UserSig) is taken out of the SDK's own text. */
export function loginError(error: unknown, userID: UserID, secret: string): CallingError {
  return translate(error, `Signing in as "${userID}" failed`, LOGIN_PROBLEMS, 'LOGIN_FAILED', secret)
}

/**
 * Why a message could not be sent.
 *
 * @param to the user or group it was meant for
 */
export function sendError(error: unknown, to: string): CallingError {
  return translate(error, `A call message to "${to}" could not be sent`, REQUEST_PROBLEMS, 'SEND_FAILED')
}

/** Why the own profile could not be changed. */
export function profileError(error: unknown): CallingError {
  return translate(error, 'The profile could not be changed', REQUEST_PROBLEMS, 'SEND_FAILED')
}

function translate(
  error: unknown,
  what: string,
  problems: Problem[],
  otherwise: CallingErrorReason,
  secret?: string,
): CallingError {
  if (error instanceof CallingError) return error
  const code = codeOf(error)
  const known = problems.filter(([codes]) => codes.indexOf(code ?? 0) >= 0)[0]
  const [, reason, text] = known || [[], otherwise, `${textOf(error, secret)}.`]
  return new CallingError(reason, `${what}${code === undefined ? '' : ` (${code})`}: ${text}`, code)
}

/** The Chat SDK's own words. */
function textOf(error: unknown, secret: string | undefined): string {
  const { message } = (error ?? {}) as { message?: unknown }
  if (typeof message !== 'string' || message === '') return 'the Chat SDK gave no reason'
  if (!secret) return message
  return message.split(secret).join('***').split(encodeURIComponent(secret)).join('***')
}
