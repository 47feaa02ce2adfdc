/**
 * The part of trtc-wx-sdk 1.1.15 that this package uses; it ships no types of its own.
 * Behaviour measured on the package: what is not documented by its authors is said here.
 */
declare module 'trtc-wx-sdk' {
  /** What `createPusher` takes and keeps; the SDK adds whatever `enterRoom` was given, the UserSig included. */
  export interface TrtcPusherAttributes {
    /** null after `enterRoom` with parameters that the SDK refuses */
    url: string | null
    mode: 'RTC' | 'SD' | 'HD' | 'FHD'
    autopush: boolean
    enableCamera: boolean
    enableMic: boolean
    enableAgc: boolean
    enableAns: boolean
    frontCamera: 'front' | 'back'
    videoWidth: number
    videoHeight: number
    videoAspect: '9:16' | '3:4'
    minBitrate: number
    maxBitrate: number
    beautyLevel: number
    whitenessLevel: number
    audioQuality: 'low' | 'high'
    audioVolumeType: 'auto' | 'media' | 'voicecall'
    videoOrientation: 'vertical' | 'horizontal'
    localMirror: 'auto' | 'enable' | 'disable'
    enableRemoteMirror: boolean
    beautyStyle: 'smooth' | 'nature'
    filter: string
    waitingImage: string
    /** the SDK does not know it, and keeps it: it is as new as base library 2.31.0 */
    fps: number
  }

  export interface TrtcPlayerAttributes {
    streamID: string
    userID: string
    streamType: 'main' | 'aux'
    src: string
    hasVideo: boolean
    hasAudio: boolean
    objectFit: 'contain' | 'fillCrop'
    orientation: 'vertical' | 'horizontal'
  }

  export interface TrtcRoomConfig {
    sdkAppID: number
    userID: string
    userSig: string
    /** one of the two */
    roomID?: number
    strRoomID?: string
    privateMapKey?: string
    /** part of the names of TRTC's recordings */
    userDefineRecordID?: string
    scene: 'rtc'
  }

  export interface TrtcPusher {
    start(): void
    stop(options?: { complete?: () => void }): void
    /** toggles, and writes `frontCamera` into the attributes */
    switchCamera(): TrtcPusherAttributes
  }

  export default class TRTC {
    constructor(context: unknown, options: { env: 'test' })
    /** 4: nothing is printed; counts for all instances */
    setLogLevel(level: number): void
    createPusher(attributes: Partial<TrtcPusherAttributes>): TrtcPusher
    /** changes `config`; returns the live attributes */
    enterRoom(config: TrtcRoomConfig): TrtcPusherAttributes
    /** changes and returns the live attributes */
    setPusherAttributes(attributes: Partial<TrtcPusherAttributes>): TrtcPusherAttributes
    getPusherAttributes(): TrtcPusherAttributes
    /** copies, in the order of appearance */
    getPlayerList(): TrtcPlayerAttributes[]
    /** throws on messages that are JSON but no object */
    pusherEventHandler(event: { detail: { code: number; message: string } }): void
  }
}
