/** One line for the list of events, for example `CALL_END hangup 00:12`. */
function describeEvent({ eventCode, data }) {
  switch (eventCode) {
    case 'CALL_END':
    case 'HANG_UP':
      return `${eventCode} ${data.reason} ${duration(data.callEnd)}`
    case 'INVITED':
      return `${eventCode} ${data.sponsor} ${data.inviteData.callType === 2 ? 'video' : 'voice'}`
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

function duration(seconds) {
  const two = (number) => (number < 10 ? `0${number}` : number)
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

module.exports = { describeEvent }
