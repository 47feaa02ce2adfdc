/** Seconds as `02:15`. */
function formatDuration(seconds) {
  const two = (number) => (number < 10 ? `0${number}` : number)
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** A call in one line, for example `bob, carol · 00:12`; '' without a call. `state` is `calling.state`. */
function describeCall(state, strings) {
  if (state.status === 'idle') return ''
  const names = state.members.map((member) => member.nick).join(', ')
  const progress = state.status === 'connected' ? formatDuration(state.duration) : strings.status[state.status]
  return names ? `${names} · ${progress}` : progress
}

/** An event in one line, for example `CALL_END hangup 00:12`. */
function describeEvent({ eventCode, data }) {
  switch (eventCode) {
    case 'CALL_END':
    case 'HANG_UP':
      return `${eventCode} ${data.reason} ${formatDuration(data.callEnd)}`
    case 'INVITED':
      return `${eventCode} ${data.sponsor} ${media(data.inviteData.callType)}`
    case 'CALL_MODE':
      return `${eventCode} ${media(data.type)}`
    case 'CALL_TYPE_REQUEST':
      return `${eventCode} ${data.userID} ${media(data.type)}`
    case 'GROUP_CALL_INVITEE_LIST_UPDATE':
      return `${eventCode} ${data.userIDList.join(', ')}`
    case 'REJECT':
    case 'LINE_BUSY':
    case 'CALLING_CANCEL':
      return `${eventCode} ${data.invitee}`
    case 'NO_RESP':
    case 'CALLING_TIMEOUT':
      return `${eventCode} ${data.timeoutUserList.join(', ')}`
    case 'USER_VIDEO_AVAILABLE':
    case 'USER_AUDIO_AVAILABLE':
      return `${eventCode} ${data.userID} ${data.isAvailable ? 'on' : 'off'}`
    case 'ERROR':
      return `${eventCode} ${data.reason}`
    case 'KICKED_OUT':
      return `${eventCode} ${data.type}`
    default:
      return [eventCode, data && data.userID].filter(Boolean).join(' ')
  }
}

function media(type) {
  return type === 2 ? 'video' : 'voice'
}

module.exports = { describeCall, describeEvent }
