import type { CallingErrorReason } from '../foundation/errors'

/** Every text of the component, in one language; `setStrings` changes them, or adds a language. */
export interface CallStrings {
  incomingVoice: string
  incomingVideo: string
  incomingGroupVoice: string
  incomingGroupVideo: string
  calling: string
  connecting: string
  reconnecting: string
  /** a phone call has taken camera and microphone */
  interrupted: string
  weakNetworkHere: string
  weakNetworkThere: string
  /** %s: userIDs of those who are in the room of a 1v1 call without a part in it */
  strangerHere: string
  /** %s: whose network it is */
  waitingFor: string
  memberRinging: string
  me: string
  /** %s: whose */
  screenOf: string
  /** between names */
  listSeparator: string

  accept: string
  /** answers a video call without the own camera */
  byVoice: string
  /** the answer to a question; `accept` is the one to a call */
  agree: string
  reject: string
  cancel: string
  hangup: string
  micOn: string
  micOff: string
  cameraOn: string
  cameraOff: string
  speakerOn: string
  speakerOff: string
  flip: string
  toVoice: string
  toVideo: string
  invite: string
  close: string
  openSettings: string

  /** for screen readers: the visible label first, then what a tap does */
  micOnAction: string
  micOffAction: string
  cameraOnAction: string
  cameraOffAction: string
  speakerOnAction: string
  speakerOffAction: string
  byVoiceAction: string
  flipAction: string
  toVoiceAction: string
  toVideoAction: string
  inviteAction: string
  swapAction: string
  shrinkAction: string
  growAction: string
  /** marks of a picture */
  mutedMark: string
  weakMark: string
  waitingMark: string

  /** in a video call that goes on with sound alone, and in one that became a voice call */
  cameraDenied: string
  cameraDeniedVoice: string
  microphoneTitle: string
  microphoneText: string
  /** of a voice call that is to become a video call */
  cameraTitle: string
  cameraText: string

  /** switching a 1v1 call; %s: the other one's name */
  switchTitle: string
  switchText: string
  switchWaiting: string
  switchDeclined: string
  switchUnanswered: string
  switchedToVoice: string

  inviteTitle: string
  /** %s: a number */
  inviteMost: string

  /** WeChat asks it, with `warnBeforeLeaving` */
  leaveWarning: string

  /** why a call ended, from one's own point of view */
  ended: {
    /** followed by the duration */
    completed: string
    cancelled: string
    cancelledByCaller: string
    declined: string
    declinedByPeer: string
    lineBusy: string
    notReachable: string
    noAnswer: string
    missed: string
    peerLeft: string
    notConnected: string
    stranger: string
    microphoneDenied: string
    networkLost: string
    removed: string
    answeredElsewhere: string
    rejectedElsewhere: string
    replaced: string
    failed: string
    signedOut: string
    background: string
  }
}

/** What `setStrings` takes: what is left out stays as it is; in a new language it is English. */
export interface CallTexts extends Partial<Omit<CallStrings, 'ended'>> {
  /** why a call ended */
  ended?: Partial<CallStrings['ended']>
  /** what is told of an error, by its `reason`; `''`: nothing */
  errors?: { [reason in CallingErrorReason]?: string }
}
