/** Names and pictures as others have written them into their profiles: anything may be in there. */

/** Control characters, and marks that turn the words after them around. */
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g // eslint-disable-line no-control-regex -- these are what is looked for

/** What shows nothing by itself: spaces, fillers, joiners, selectors, tags, and marks that need a letter to sit on. */
const BLANK =
  /[\u0300-\u036f\u20d0-\u20f0\u17b4-\u17b5\u180b-\u180f\ufe20-\ufe2f\ufe00-\ufe0f\s\u00ad\u115f\u1160\u200b-\u200d\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\uffff]|\ud834[\udd59\udd73-\udd7a]|\ud82f[\udca0-\udca3]|\udb40[\udc00-\udfff]/g

/** @returns a nick that can be read on one line; '' for one that shows nothing */
export function visibleNick(nick: unknown): string {
  if (typeof nick !== 'string') return ''
  const line = nick.replace(CONTROLS, '').replace(/\s+/g, ' ').trim()
  return line.replace(BLANK, '') === '' ? '' : line
}

/** @returns a picture that is loaded over TLS, or out of this mini program (`/assets/me.png`); '' for any other */
export function safeAvatar(avatar: unknown): string {
  return typeof avatar === 'string' && /^(https:\/\/[^\s\\]+|\/(?![/\\])[^\s\\]*)$/i.test(avatar) ? avatar : ''
}
