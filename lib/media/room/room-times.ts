/** How long a room is waited for. Milliseconds. */

/** A pusher that said nothing for this long is started by hand: some WeChat versions ignore autopush. */
export const START_AFTER = 3000
/** The same on re-entry with a new url: the others wait. */
export const RESTART_AFTER = 1000
/** No answer from the room for this long is a failure; after a first entry, a loss of the network. */
export const ENTER_WITHIN = 10000
/** Between a re-entry that was not answered and the next one. */
export const RETRY_AFTER = 3000
/** After a re-entry, members have this long to be announced again. */
export const RETURN_WITHIN = 5000
/** WeChat enters the room again by itself when it shows a mini program that was suspended; if not, we do after this. */
export const RESUME_WITHIN = 3000
/** `stop` answers in its callback; where it does not, we go on after this. */
export const STOP_WITHIN = 1000
/** The same for tags that may be gone with their page. */
export const MOVE_WITHIN = 300
