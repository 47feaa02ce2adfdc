// What became of calls is in the history of the app's Chat, as messages that describeCallMessage puts into words.
const TIM = require('tim-wx-sdk')
const { describeCallMessage } = require('trtc-calling-miniprogram')

/** Calls send their messages through the same instance as the app's chats. One for each SDKAppID. */
function createChat(SDKAppID) {
  return TIM.create({ SDKAppID })
}

/** The last call with each person, the latest first: `[{ peer, name, avatar, text, time }]`. */
function loadRecents(tim, userID, language) {
  return tim.getConversationList().then(({ data }) =>
    data.conversationList
      .filter(({ type }) => type === TIM.TYPES.CONV_C2C)
      .map(({ userProfile, lastMessage }) => ({
        peer: userProfile.userID,
        name: userProfile.nick || userProfile.userID,
        avatar: userProfile.avatar,
        text: describeCallMessage({ from: lastMessage.fromAccount, payload: lastMessage.payload }, language, userID),
        time: formatTime(lastMessage.lastTime),
      }))
      .filter(({ text }) => text),
  )
}

/** What calls with `peer` left in the history, the latest last: `[{ id, isOwn, text, time }]`. */
function loadCalls(tim, peer, language) {
  return tim.getMessageList({ conversationID: `C2C${peer}`, count: 15 }).then(({ data }) =>
    data.messageList
      .map((message) => ({
        id: message.ID,
        isOwn: message.flow === 'out',
        text: describeCallMessage(message, language),
        time: formatTime(message.time),
      }))
      .filter(({ text }) => text),
  )
}

/** Calls `listener` whenever a message was sent or has come. Returns what ends that. */
function onMessage({ tim, calling }, listener) {
  const { CALL_MESSAGE } = calling.EVENT
  tim.on(TIM.EVENT.MESSAGE_RECEIVED, listener)
  calling.on(CALL_MESSAGE, listener)
  return () => {
    tim.off(TIM.EVENT.MESSAGE_RECEIVED, listener)
    calling.off(CALL_MESSAGE, listener)
  }
}

/** Seconds since the epoch: the time of today, or the date. */
function formatTime(seconds) {
  const two = (number) => (number < 10 ? `0${number}` : number)
  const date = new Date(seconds * 1000)
  if (date.toDateString() === new Date().toDateString()) return `${two(date.getHours())}:${two(date.getMinutes())}`
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

module.exports = { createChat, loadRecents, loadCalls, onMessage }
