/** A `CallingState` of alice, with whatever a test needs different. */
import { CALL_TYPE, NO_CALL } from '../../../lib/index'
import type { CallingState, LocalState, MemberState, PlayerAttributes, PusherAttributes } from '../../../lib/index'

export function callState(
  overrides: Partial<Omit<CallingState, 'self'>> & { self?: Partial<LocalState> } = {},
): CallingState {
  return {
    ...NO_CALL,
    session: 'ready',
    type: CALL_TYPE.VIDEO,
    ...overrides,
    self: {
      ...NO_CALL.self,
      userID: 'alice',
      nick: 'Alice',
      camera: true,
      hasPicture: true,
      handsFree: true,
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
    away: false,
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
    hasPicture: true,
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
    enableRemoteMirror: false,
    beautyStyle: 'smooth',
    filter: 'standard',
    fps: 15,
    waitingImage: '',
  }
}
