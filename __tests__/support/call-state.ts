/** A `CallingState` of alice, with whatever a test needs different. */
import { CALL_STATUS, CALL_TYPE } from '../../lib/index'
import type { CallingState, LocalState, MemberState, PlayerAttributes, PusherAttributes } from '../../lib/index'

export function callState(
  overrides: Partial<Omit<CallingState, 'self'>> & { self?: Partial<LocalState> } = {},
): CallingState {
  return {
    session: 'ready',
    status: CALL_STATUS.IDLE,
    type: CALL_TYPE.VIDEO,
    isGroup: false,
    groupID: '',
    inviteID: '',
    inviter: '',
    members: [],
    duration: 0,
    reconnecting: false,
    interrupted: false,
    cameraDenied: false,
    switchRequest: 'none',
    pusher: null,
    players: [],
    lastEnd: null,
    ...overrides,
    self: {
      userID: 'alice',
      nick: 'Alice',
      avatar: '',
      camera: true,
      mic: true,
      frontCamera: true,
      handsFree: true,
      volume: 0,
      quality: 1,
      ...overrides.self,
    },
  }
}

/** Somebody in the room with picture and sound. */
export function member(userID: string, overrides: Partial<MemberState> = {}): MemberState {
  return {
    userID,
    nick: userID,
    avatar: '',
    status: 'joined',
    hasVideo: true,
    hasAudio: true,
    viewing: true,
    volume: 0,
    quality: 1,
    streamID: `${userID}_main`,
    ...overrides,
  }
}

export function player(userID: string): PlayerAttributes {
  return {
    streamID: `${userID}_main`,
    userID,
    src: `room://play/${userID}`,
    mode: 'RTC',
    autoplay: true,
    hasVideo: true,
    hasAudio: true,
    muteVideo: false,
    muteAudio: false,
    soundMode: 'speaker',
    objectFit: 'fillCrop',
    orientation: 'vertical',
    minCache: 0.6,
    maxCache: 0.8,
  }
}

export function pusher(): PusherAttributes {
  return {
    url: 'room://enter',
    mode: 'RTC',
    autopush: true,
    enableCamera: true,
    enableMic: true,
    enableAgc: true,
    enableAns: true,
    frontCamera: 'front',
    videoWidth: 360,
    videoHeight: 640,
    videoAspect: '9:16',
    minBitrate: 400,
    maxBitrate: 900,
    beautyLevel: 0,
    whitenessLevel: 0,
    audioQuality: 'low',
    audioVolumeType: 'auto',
    videoOrientation: 'vertical',
    localMirror: 'auto',
  }
}
