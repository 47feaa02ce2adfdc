import type { MediaMember } from '../relay/wire/protocol'
import { playURL } from './room/room-url'
import { PUSHER_STATE } from './state-codes'

/** A `statechange` whose message is JSON: `{"userlist":[{"userid", ...}]}`. */
export interface StateChange {
  code: number
  message: string
}

export function joinedReport(userID: string): StateChange {
  return userList(PUSHER_STATE.USERS_JOINED, { userid: userID })
}

export function goneReport(userID: string): StateChange {
  return userList(PUSHER_STATE.USERS_LEFT, { userid: userID })
}

/** One report for the picture, one for the voice, one for a shared screen, whichever changed. */
export function streamReports(member: MediaMember, before: MediaMember): StateChange[] {
  const { userID, hasVideo, hasAudio, hasScreen = false } = member
  const stream = { userid: userID, playurl: playURL(userID, 'main') }
  const reports: StateChange[] = []
  if (hasVideo !== before.hasVideo) {
    reports.push(userList(PUSHER_STATE.VIDEO_CHANGED, { ...stream, streamtype: 'main', hasvideo: hasVideo }))
  }
  if (hasAudio !== before.hasAudio) {
    reports.push(userList(PUSHER_STATE.AUDIO_CHANGED, { ...stream, hasaudio: hasAudio }))
  }
  if (hasScreen !== (before.hasScreen ?? false)) {
    const screen = { userid: userID, playurl: playURL(userID, 'aux'), streamtype: 'aux', hasvideo: hasScreen }
    reports.push(userList(PUSHER_STATE.VIDEO_CHANGED, screen))
  }
  return reports
}

function userList(code: number, entry: object): StateChange {
  return { code, message: JSON.stringify({ userlist: [entry] }) }
}
