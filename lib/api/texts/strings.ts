import type { CallingErrorReason } from '../../foundation/errors'

/** Every text of the component, in one language; `setStrings` changes them, or adds a language. */
export interface CallStrings {
  /** Incoming voice call */
  incomingVoice: string
  /** Incoming video call */
  incomingVideo: string
  /** Incoming group voice call */
  incomingGroupVoice: string
  /** Incoming group video call */
  incomingGroupVideo: string
  /** Calling… */
  calling: string
  /** Connecting… */
  connecting: string
  /** Your network is lost, reconnecting… */
  reconnecting: string
  /** a phone call has taken camera and microphone */
  interrupted: string
  /** Your network is weak */
  weakNetworkHere: string
  /** The other side's network is weak */
  weakNetworkThere: string
  /** %s: userIDs of those who are in the room of a 1v1 call without a part in it */
  strangerHere: string
  /** %s: whose network it is */
  waitingFor: string
  /** Ringing… */
  memberRinging: string
  /** Me */
  me: string
  /** %s: whose */
  screenOf: string
  /** between names */
  listSeparator: string

  /** Accept */
  accept: string
  /** answers a video call without the own camera */
  byVoice: string
  /** the answer to a question; `accept` is the one to a call */
  agree: string
  /** Decline */
  reject: string
  /** Cancel */
  cancel: string
  /** Hang up */
  hangup: string
  /** Mic on */
  micOn: string
  /** Mic off */
  micOff: string
  /** Camera on */
  cameraOn: string
  /** Camera off */
  cameraOff: string
  /** Speaker on */
  speakerOn: string
  /** Speaker off */
  speakerOff: string
  /** Flip */
  flip: string
  /** To voice */
  toVoice: string
  /** To video */
  toVideo: string
  /** Invite */
  invite: string
  /** Close */
  close: string
  /** Open settings */
  openSettings: string

  /** for screen readers: the visible label first, then what a tap does */
  micOnAction: string
  /** Mic off, tap to unmute */
  micOffAction: string
  /** Camera on, tap to turn off */
  cameraOnAction: string
  /** Camera off, tap to turn on */
  cameraOffAction: string
  /** Speaker on, tap for the earpiece */
  speakerOnAction: string
  /** Speaker off, tap for the loudspeaker */
  speakerOffAction: string
  /** Voice only, answer without the camera */
  byVoiceAction: string
  /** Flip, switch between front and back camera */
  flipAction: string
  /** To voice, go on without pictures */
  toVoiceAction: string
  /** To video, ask the other side */
  toVideoAction: string
  /** Invite more people */
  inviteAction: string
  /** Swap the two pictures */
  swapAction: string
  /** Shrink the call */
  shrinkAction: string
  /** Back to the call */
  growAction: string
  /** marks of a picture */
  mutedMark: string
  /** Weak network */
  weakMark: string
  /** Waiting for the picture */
  waitingMark: string

  /** in a video call that goes on with sound alone, and in one that became a voice call */
  cameraDenied: string
  /** No camera access, so this is a voice call */
  cameraDeniedVoice: string
  /** Allow the microphone */
  microphoneTitle: string
  /** A call needs your microphone. Allow it in the settings, then call again. */
  microphoneText: string
  /** of a voice call that is to become a video call */
  cameraTitle: string
  /** Video needs your camera. Allow it in the settings, then try again. */
  cameraText: string

  /** switching a 1v1 call; %s: the other one's name */
  switchTitle: string
  /** If you accept, your camera turns on. */
  switchText: string
  /** Waiting for %s to accept video… */
  switchWaiting: string
  /** %s declined video */
  switchDeclined: string
  /** %s did not answer the request for video */
  switchUnanswered: string
  /** Switched to voice */
  switchedToVoice: string

  /** Invite to the call */
  inviteTitle: string
  /** %s: a number */
  inviteMost: string

  /** WeChat asks it, with `warnBeforeLeaving` */
  leaveWarning: string

  /** why a call ended, from one's own point of view */
  ended: {
    /** followed by the duration */
    completed: string
    /** Cancelled */
    cancelled: string
    /** Cancelled by the caller */
    cancelledByCaller: string
    /** Declined */
    declined: string
    /** Call declined */
    declinedByPeer: string
    /** Line busy */
    lineBusy: string
    /** Not reachable right now */
    notReachable: string
    /** No answer */
    noAnswer: string
    /** Missed call */
    missed: string
    /** The other side dropped out */
    peerLeft: string
    /** Could not connect */
    notConnected: string
    /** Ended: somebody else was listening */
    stranger: string
    /** No access to the microphone */
    microphoneDenied: string
    /** Network lost */
    networkLost: string
    /** Removed from the call */
    removed: string
    /** Answered on another device */
    answeredElsewhere: string
    /** Declined on another device */
    rejectedElsewhere: string
    /** The other side called again */
    replaced: string
    /** Call failed */
    failed: string
    /** Ended by signing out */
    signedOut: string
    /** Ended in the background */
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
