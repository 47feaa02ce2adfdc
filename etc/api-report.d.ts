// The public surface of the package. `npm run api -- --update` writes this file; do not edit it.

interface AcceptOptions {
    inviteID?: string;
    type?: CallType;
}

interface AppOptions extends Partial<Look> {
    callPage?: boolean | string;
}

type Bindings<M extends string, L extends string> = Record<M, Method> & Record<L, unknown>;

declare const CALLING_ERROR: {
    readonly INVALID_PARAMETER: 1001;
    readonly INVALID_STATE: 1002;
    readonly CALL_SELF: 1003;
    readonly DESTROYED: 1004;
    readonly ABORTED: 1005;
    readonly CALL_PAGE_MISSING: 1006;
    readonly COPIES_DIFFER: 1007;
    readonly NOT_LOGGED_IN: 2001;
    readonly USER_SIG_EXPIRED: 2002;
    readonly USER_SIG_INVALID: 2003;
    readonly LOGIN_FAILED: 2004;
    readonly KICKED_OUT: 2005;
    readonly CHAT_SDK_MISSING: 2006;
    readonly SEND_FAILED: 3001;
    readonly NETWORK_UNAVAILABLE: 3002;
    readonly UNKNOWN_USER: 3003;
    readonly TOO_FREQUENT: 3004;
    readonly INVITATION_GONE: 3005;
    readonly ENTER_ROOM_FAILED: 4001;
    readonly CAMERA_DENIED: 4002;
    readonly MICROPHONE_DENIED: 4003;
    readonly MEDIA_LOST: 4004;
    readonly LIVE_UNSUPPORTED: 4005;
    readonly PRIVACY_DENIED: 4006;
    readonly STRANGER_IN_ROOM: 4007;
    readonly LISTENER_FAILED: 5001;
};

declare const CALL_END_REASON: {
    readonly HANGUP: "hangup";
    readonly CANCEL: "cancel";
    readonly REJECT: "reject";
    readonly LINE_BUSY: "line-busy";
    readonly NO_RESPONSE: "no-response";
    readonly TIMEOUT: "timeout";
    readonly PEER_LEFT: "peer-left";
    readonly PEER_NEVER_JOINED: "peer-never-joined";
    readonly ROOM_FAILED: "room-failed";
    readonly STRANGER: "stranger";
    readonly MICROPHONE_DENIED: "microphone-denied";
    readonly NETWORK_LOST: "network-lost";
    readonly KICKED_OUT: "kicked-out";
    readonly ANSWERED_ELSEWHERE: "answered-elsewhere";
    readonly REJECTED_ELSEWHERE: "rejected-elsewhere";
    readonly REPLACED: "replaced";
    readonly SIGNALING_FAILED: "signaling-failed";
    readonly LOGOUT: "logout";
    readonly DESTROYED: "destroyed";
    readonly BACKGROUND: "background";
};

declare const CALL_STATUS: {
    readonly IDLE: "idle";
    readonly CALLING: "calling";
    readonly RINGING: "ringing";
    readonly CONNECTING: "connecting";
    readonly CONNECTED: "connected";
};

declare const CALL_TYPE: {
    readonly AUDIO: 1;
    readonly VIDEO: 2;
};

interface CallEndData {
    reason: CallEndReason;
    userID: UserID;
    callEnd: number;
    call_end: string;
    inviteID: string;
    type: CallType;
    isFromGroup: boolean;
}

type CallEndReason = (typeof CALL_END_REASON)[keyof typeof CALL_END_REASON];

interface CallOptions {
    type?: CallType;
    timeout?: number;
    userData?: string;
    offlinePushInfo?: OfflinePushInfo;
    roomID?: number;
    strRoomID?: string;
}

interface CallParams extends CallOptions {
    userID: UserID;
}

type CallStatus = (typeof CALL_STATUS)[keyof typeof CALL_STATUS];

interface CallStrings {
    incomingVoice: string;
    incomingVideo: string;
    incomingGroupVoice: string;
    incomingGroupVideo: string;
    calling: string;
    connecting: string;
    reconnecting: string;
    interrupted: string;
    weakNetworkHere: string;
    weakNetworkThere: string;
    strangerHere: string;
    waitingFor: string;
    memberRinging: string;
    me: string;
    screenOf: string;
    listSeparator: string;
    accept: string;
    byVoice: string;
    agree: string;
    reject: string;
    cancel: string;
    hangup: string;
    micOn: string;
    micOff: string;
    cameraOn: string;
    cameraOff: string;
    speakerOn: string;
    speakerOff: string;
    flip: string;
    toVoice: string;
    toVideo: string;
    invite: string;
    close: string;
    openSettings: string;
    micOnAction: string;
    micOffAction: string;
    cameraOnAction: string;
    cameraOffAction: string;
    speakerOnAction: string;
    speakerOffAction: string;
    byVoiceAction: string;
    flipAction: string;
    toVoiceAction: string;
    toVideoAction: string;
    inviteAction: string;
    swapAction: string;
    shrinkAction: string;
    growAction: string;
    mutedMark: string;
    weakMark: string;
    waitingMark: string;
    cameraDenied: string;
    cameraDeniedVoice: string;
    microphoneTitle: string;
    microphoneText: string;
    cameraTitle: string;
    cameraText: string;
    switchTitle: string;
    switchText: string;
    switchWaiting: string;
    switchDeclined: string;
    switchUnanswered: string;
    switchedToVoice: string;
    inviteTitle: string;
    inviteMost: string;
    leaveWarning: string;
    ended: {
        completed: string;
        cancelled: string;
        cancelledByCaller: string;
        declined: string;
        declinedByPeer: string;
        lineBusy: string;
        notReachable: string;
        noAnswer: string;
        missed: string;
        peerLeft: string;
        notConnected: string;
        stranger: string;
        microphoneDenied: string;
        networkLost: string;
        removed: string;
        answeredElsewhere: string;
        rejectedElsewhere: string;
        replaced: string;
        failed: string;
        signedOut: string;
        background: string;
    };
}

interface CallTexts extends Partial<Omit<CallStrings, "ended">> {
    ended?: Partial<CallStrings["ended"]>;
    errors?: {
        [reason in CallingErrorReason]?: string;
    };
}

type CallType = (typeof CALL_TYPE)[keyof typeof CALL_TYPE];

interface CallingConfig {
    sdkAppID: number;
    userID: UserID;
    userSig?: string;
    expiresAt?: number;
    renewUserSig?: () => Promise<string | RenewedUserSig>;
    getPrivateMapKey?: (room: RoomKeyRequest) => Promise<string | {
        privateMapKey: string;
    }>;
    type: CallType;
    tim?: unknown;
    strangerInRoom?: "end" | "warn";
    hideCallerAvatar?: boolean;
    userDefineRecordID?: string;
    waitingImage?: string;
    ringingPreview?: boolean;
    reconnectTimeout?: number;
}

declare class CallingError extends Error implements CallingErrorShape {
    readonly code: CallingErrorCode;
    readonly reason: CallingErrorReason;
    readonly sdkCode: number | undefined;
    constructor(reason: CallingErrorReason, message: string, sdkCode?: number);
}

type CallingErrorCode = (typeof CALLING_ERROR)[CallingErrorReason];

type CallingErrorReason = keyof typeof CALLING_ERROR;

interface CallingErrorShape {
    code: CallingErrorCode;
    reason: CallingErrorReason;
    message: string;
}

interface CallingEvent<N extends EventName = EventName> {
    eventCode: N;
    data: EventPayloads[N];
}

interface CallingOptions extends CallingConfig {
    context?: unknown;
    logger?: Logger;
    platform?: Platform;
    onPage?: boolean;
    isApp?: boolean;
}

interface CallingState {
    session: SessionStatus;
    status: CallStatus;
    callID: string;
    shown: boolean;
    type: CallType;
    isGroup: boolean;
    groupID: string;
    roomID: number;
    strRoomID: string;
    inviteID: string;
    inviter: UserID;
    members: MemberState[];
    self: LocalState;
    duration: number;
    reconnecting: boolean;
    interrupted: boolean;
    cameraDenied: boolean;
    strangers: UserID[];
    switchRequest: "none" | "outgoing" | "incoming";
    pusher: PusherAttributes | null;
    players: PlayerAttributes[];
    lastEnd: CallEndData | null;
}

interface CallingView {
    readonly isFront: boolean;
    readonly holdsTags: boolean;
    readonly isAlone: boolean;
    readonly minimized: boolean;
    readonly inSmallWindow: boolean;
    readonly isOnStack: boolean;
    readonly look: Readonly<Look>;
    setLook(look: Partial<Look>): void;
    pageChanged(visible: boolean): void;
    setSmallWindow(on: boolean): void;
    setPageOrientation(orientation: VideoOrientation): void;
    grow(): void;
    shrink(): void;
}

interface ChatMessage {
    ID: string;
    type: string;
    from: string;
    to: string;
    conversationType: string;
    flow: string;
    time: number;
    payload: {
        data?: string;
        description?: string;
        extension?: string;
    };
}

interface ComponentContext extends ViewContext<ComponentInstance> {
    triggerEvent(name: string, detail?: unknown, options?: WechatMiniprogram.Component.TriggerEventOption): void;
    onMoved: OnMoment;
    onDetached: OnMoment;
}

type ComponentInstance = WechatMiniprogram.Component.TrivialInstance;

interface ComponentOptions<M extends string, L extends string, P, B> extends ViewOptions<M, L> {
    properties?: P;
    data?: NotInferred<Partial<DataOf<B>>> & Record<string, unknown>;
    options?: WechatMiniprogram.Component.ComponentOptions;
    externalClasses?: string[];
    behaviors?: WechatMiniprogram.Behavior.Identifier[];
    relations?: Record<string, WechatMiniprogram.Component.RelationOption>;
    setup(props: Props<P>, context: ComponentContext): B;
}

interface Computed<T> {
    readonly value: T;
}

interface Contact {
    userID: string;
    nick?: string;
    avatar?: string;
}

type DataOf<B> = {
    [K in keyof B as B[K] extends Method ? never : K]: B[K] extends Computed<infer V> ? V : B[K];
};

type DeepReadonly<T> = T extends (...args: never[]) => unknown ? T : T extends object ? {
    readonly [K in keyof T]: DeepReadonly<T[K]>;
} : T;

type Dispose = () => void;

declare const EVENT: {
    readonly INVITED: "INVITED";
    readonly CALLING_CANCEL: "CALLING_CANCEL";
    readonly REJECT: "REJECT";
    readonly LINE_BUSY: "LINE_BUSY";
    readonly NO_RESP: "NO_RESP";
    readonly CALLING_TIMEOUT: "CALLING_TIMEOUT";
    readonly USER_ACCEPT: "USER_ACCEPT";
    readonly USER_ENTER: "USER_ENTER";
    readonly USER_LEAVE: "USER_LEAVE";
    readonly USER_VIDEO_AVAILABLE: "USER_VIDEO_AVAILABLE";
    readonly USER_AUDIO_AVAILABLE: "USER_AUDIO_AVAILABLE";
    readonly USER_VOICE_VOLUME: "USER_VOICE_VOLUME";
    readonly NETWORK_QUALITY: "NETWORK_QUALITY";
    readonly CALL_MODE: "CALL_MODE";
    readonly CALL_TYPE_REQUEST: "CALL_TYPE_REQUEST";
    readonly GROUP_CALL_INVITEE_LIST_UPDATE: "GROUP_CALL_INVITEE_LIST_UPDATE";
    readonly CALL_MESSAGE: "CALL_MESSAGE";
    readonly CALL_END: "CALL_END";
    readonly HANG_UP: "HANG_UP";
    readonly SDK_READY: "SDK_READY";
    readonly KICKED_OUT: "KICKED_OUT";
    readonly ERROR: "ERROR";
};

type EventName = keyof typeof EVENT;

interface EventPayloads {
    INVITED: {
        sponsor: UserID;
        isFromGroup: boolean;
        inviteID: string;
        inviteData: InviteData;
        inviteeList: UserID[];
        userData?: string;
    };
    CALLING_CANCEL: {
        inviteID: string;
        invitee: UserID;
    };
    REJECT: {
        invitee: UserID;
        inviteID: string;
        reason: "reject";
    };
    LINE_BUSY: {
        invitee: UserID;
        inviteID: string;
        reason: "line busy";
    };
    NO_RESP: NoAnswerData;
    CALLING_TIMEOUT: NoAnswerData;
    USER_ACCEPT: {
        userID: UserID;
    };
    USER_ENTER: {
        userID: UserID;
    };
    USER_LEAVE: {
        userID: UserID;
    };
    USER_VIDEO_AVAILABLE: {
        userID: UserID;
        isAvailable: boolean;
    };
    USER_AUDIO_AVAILABLE: {
        userID: UserID;
        isAvailable: boolean;
    };
    USER_VOICE_VOLUME: {
        userID: UserID;
        volume: number;
    };
    NETWORK_QUALITY: {
        userID: UserID;
        quality: number;
    };
    CALL_MODE: {
        type: CallType;
        refusal?: "reject" | "timeout";
    };
    CALL_TYPE_REQUEST: {
        userID: UserID;
        type: CallType;
    };
    GROUP_CALL_INVITEE_LIST_UPDATE: {
        userIDList: UserID[];
    };
    CALL_MESSAGE: {
        message: ChatMessage;
    };
    CALL_END: CallEndData;
    HANG_UP: CallEndData;
    SDK_READY: Record<string, never>;
    KICKED_OUT: {
        type: string;
    };
    ERROR: CallingErrorShape;
}

interface GroupCallParams extends CallOptions {
    userIDList: UserID[];
    groupID?: string;
}

type Handler<N extends EventName> = (event: CallingEvent<N>) => void;

interface InviteData {
    callType: CallType;
    roomID: number;
    strRoomID?: string;
    version: number;
}

declare const LANGUAGES: readonly [
    "zh-CN",
    "zh-TW",
    "en",
    "ja"
];

type Language = (typeof LANGUAGES)[number];

interface LocalState {
    userID: UserID;
    nick: string;
    avatar: string;
    camera: boolean;
    hasPicture: boolean;
    mic: boolean;
    frontCamera: boolean;
    handsFree: boolean;
    volume: number;
    quality: number;
}

type Logger = (level: "debug" | "info" | "warn" | "error", line: string) => void;

interface Look {
    language: string;
    strings: {
        readonly [language: string]: CallTexts;
    };
    ringtone: string;
    mute: boolean;
    backgroundMute: boolean;
    pictureInPicture: boolean;
    ringInSilentMode: boolean;
    hideFromCapture: boolean;
    warnBeforeLeaving: boolean;
    tabBarHidden: boolean;
    keepScreenOn: boolean;
    contacts: Contact[];
}

interface MemberState {
    userID: UserID;
    nick: string;
    avatar: string;
    status: "ringing" | "accepted" | "joined" | "left";
    away: boolean;
    hasVideo: boolean;
    hasAudio: boolean;
    viewing: boolean;
    volume: number;
    quality: number;
    streamID: string;
}

type Method = (...args: never[]) => unknown;

declare const NO_CALL: Readonly<CallingState>;

interface NoAnswerData {
    inviteID: string;
    timeoutUserList: UserID[];
    sponsor: UserID;
    groupID: string;
}

type NotInferred<T> = [
    T
][T extends unknown ? 0 : never];

interface OfflinePushInfo {
    title?: string;
    description?: string;
    androidOPPOChannelID?: string;
    extension?: string;
}

type OnMoment = (hook: () => void) => void;

interface PageContext extends ViewContext<PageInstance> {
    onUnload: OnMoment;
}

type PageInstance = WechatMiniprogram.Page.TrivialInstance;

interface PageOptions<M extends string, L extends string, B> extends ViewOptions<M, L> {
    data?: NotInferred<Partial<DataOf<B>>> & Record<string, unknown>;
    options?: WechatMiniprogram.Component.ComponentOptions;
    setup(query: Record<string, string | undefined>, context: PageContext): B;
}

interface Platform {
    wx: WechatMiniprogram.Wx;
    now(): number;
    setHidden?(hidden: boolean): void;
    wallClock(): number;
    random(): number;
    setTimeout(callback: () => void, ms: number): number;
    clearTimeout(handle: number): void;
    log(level: "debug" | "info" | "warn" | "error", line: string): void;
}

interface PlayerAttributes {
    streamID: string;
    userID: UserID;
    src: string;
    mode: string;
    autoplay: boolean;
    hasVideo: boolean;
    hasAudio: boolean;
    hasPicture: boolean;
    muteVideo: boolean;
    muteAudio: boolean;
    soundMode: "speaker" | "ear";
    objectFit: "contain" | "fillCrop";
    orientation: "vertical" | "horizontal";
    minCache: number;
    maxCache: number;
}

interface Profile {
    userID: UserID;
    nick: string;
    avatar: string;
}

type PropertyConstructor = StringConstructor | NumberConstructor | BooleanConstructor | ArrayConstructor | ObjectConstructor | null;

type PropertyOption = PropertyConstructor | {
    type: PropertyConstructor;
    optionalTypes?: PropertyConstructor[];
    value?: unknown;
};

type Props<P> = {
    readonly [K in keyof P]: P[K] extends {
        value: infer V;
    } ? V : P[K] extends {
        type: infer C;
    } ? ValueOf<C> : ValueOf<P[K]>;
};

interface PusherAttributes {
    url: string;
    mode: string;
    autopush: boolean;
    enableCamera: boolean;
    enableMic: boolean;
    enableAgc: boolean;
    enableAns: boolean;
    frontCamera: "front" | "back";
    videoWidth: number;
    videoHeight: number;
    videoAspect: "9:16" | "3:4";
    minBitrate: number;
    maxBitrate: number;
    beautyLevel: number;
    whitenessLevel: number;
    audioQuality: "low" | "high";
    audioVolumeType: "auto" | "media" | "voicecall";
    videoOrientation: "vertical" | "horizontal";
    localMirror: "auto" | "enable" | "disable";
    enableRemoteMirror: boolean;
    beautyStyle: "smooth" | "nature";
    filter: string;
    fps: number;
    waitingImage: string;
}

interface RejectOptions {
    reason?: "reject" | "busy";
}

interface RenewedUserSig {
    userSig: string;
    expiresAt?: number;
}

type ResizeEvent = WechatMiniprogram.Page.IResizeOption;

interface RoomKeyRequest {
    roomID?: number;
    strRoomID?: string;
    type: CallType;
}

interface SelfInfo {
    nickName?: string;
    avatar?: string;
}

type SessionStatus = "signed-out" | "signing-in" | "ready";

interface StartOptions extends CallingConfig, AppOptions {
    logger?: Logger;
}

declare class TRTCCalling {
    readonly EVENT: typeof EVENT;
    constructor(options: CallingOptions);
    get state(): Readonly<CallingState>;
    get view(): CallingView;
    login(userSig?: string, expiresAt?: number): Promise<void>;
    logout(): Promise<void>;
    setSelfInfo(info: SelfInfo): Promise<void>;
    on<N extends EventName>(event: N, handler: Handler<N>, context?: unknown): void;
    off<N extends EventName>(event: N, handler?: Handler<N>): void;
    call(params: CallParams): Promise<void>;
    groupCall(params: GroupCallParams): Promise<void>;
    inviteUser(params: GroupCallParams): Promise<void>;
    joinInGroupCall(params: {
        groupID?: string;
        roomID?: number;
        strRoomID?: string;
        type?: CallType;
    }): Promise<void>;
    accept(options?: string | AcceptOptions): Promise<void>;
    reject(options?: RejectOptions): Promise<void>;
    hangup(): Promise<void>;
    switchCallType(type: CallType): Promise<void>;
    acceptSwitch(): Promise<void>;
    rejectSwitch(): Promise<void>;
    startRemoteView(userID: UserID): void;
    stopRemoteView(userID: UserID): void;
    openCamera(): void;
    closeCamera(): void;
    setMicMute(isMute: boolean): void;
    switchCamera(isFrontCamera?: boolean): void;
    setHandsFree(isHandsFree: boolean): void;
    setVideoQuality(quality: VideoQuality): void;
    setVideoEffects(effects: VideoEffects): void;
    setBeautyLevel(level: number): void;
    setAudioQuality(quality: "low" | "high"): void;
    onPusherEvent(event: unknown): void;
    onPlayerEvent(event: unknown): void;
    leaveForBackground(): void;
    destroy(): void;
}

interface TRTCCallingComponent extends Omit<TRTCCalling, "login" | "leaveForBackground" | "destroy">, WechatMiniprogram.Component.InstanceProperties, WechatMiniprogram.Component.InstanceMethods<Record<string, unknown>> {
    readonly data: Record<string, unknown>;
    readonly properties: Record<string, unknown>;
    login(): Promise<void>;
    setCredentials(credentials: Pick<CallingConfig, "renewUserSig" | "getPrivateMapKey" | "tim">): void;
    setMinimized(on: boolean): void;
    setLanguage(language: string): void;
    setStrings(language: string, texts: CallTexts): void;
    setCallingBell(src: string): void;
    enableMuteMode(on: boolean): void;
}

type UserID = string;

declare const VIDEO_SIZES: {
    readonly "180p": readonly [
        180,
        320,
        150,
        350
    ];
    readonly "360p": readonly [
        360,
        640,
        600,
        900
    ];
    readonly "480p": readonly [
        480,
        640,
        600,
        1000
    ];
    readonly "540p": readonly [
        540,
        960,
        800,
        1500
    ];
    readonly "720p": readonly [
        720,
        1280,
        1000,
        1800
    ];
};

type ValueOf<C> = C extends null ? unknown : C extends StringConstructor ? string : C extends NumberConstructor ? number : C extends BooleanConstructor ? boolean : C extends ArrayConstructor ? unknown[] : Record<string, unknown> | null;

interface VideoEffects {
    beautyStyle?: "smooth" | "nature";
    filter?: "standard" | "pink" | "nostalgia" | "blues" | "romantic" | "cool" | "fresher" | "solor" | "aestheticism" | "whitening" | "cerisered";
    remoteMirror?: boolean;
}

type VideoOrientation = "vertical" | "horizontal";

interface VideoQuality {
    resolution: keyof typeof VIDEO_SIZES;
    orientation?: "vertical" | "horizontal";
    minBitrate?: number;
    maxBitrate?: number;
    fps?: number;
}

interface ViewContext<V> {
    readonly view: V;
    selectComponent(selector: string): WechatMiniprogram.Component.TrivialInstance | null;
    selectAllComponents(selector: string): WechatMiniprogram.Component.TrivialInstance[];
    createSelectorQuery(): WechatMiniprogram.SelectorQuery;
    expose(values: object): void;
    onReady: OnMoment;
    onShow: OnMoment;
    onHide: OnMoment;
    onResize(hook: (event: ResizeEvent) => void): void;
}

interface ViewOptions<M extends string, L extends string> {
    methods?: readonly M[];
    lazy?: readonly L[];
    always?: readonly L[];
    flushInterval?: number;
}

interface WatchOptions {
    immediate?: boolean;
    deep?: boolean;
    once?: boolean;
}

declare function appAccount({ tim }?: Pick<CallingOptions, "tim">): CallingOptions | null;

declare function batch<T>(write: () => T): T;

declare function computed<T>(get: () => T): Computed<T>;

declare function defineComponent<M extends string = never, L extends string = never, P extends Record<string, PropertyOption> = Record<string, never>, B extends Bindings<M, L> = Bindings<M, L>>(definition: ComponentOptions<M, L, P, B>): void;

declare function definePage<M extends string = never, L extends string = never, B extends Bindings<M, L> = Bindings<M, L>>(definition: PageOptions<M, L, B>): void;

declare function describeCallMessage(message: unknown, language: Language, userID?: string): string;

declare function describeError(error: unknown, language: Language): string;

declare function hasAccount(options: Partial<CallingOptions>): boolean;

declare function nextTick(callback?: () => void): Promise<void>;

declare function reactive<T extends object>(source: T): T;

declare function readonly<T extends object>(source: T): DeepReadonly<T>;

declare function startCalling(options: StartOptions): TRTCCalling;

declare function watch<T>(source: Computed<T> | (() => T), callback: (value: T, previous: T | undefined) => void, { immediate, deep, once }?: WatchOptions): Dispose;

export { CALLING_ERROR, CALL_END_REASON, CALL_STATUS, CALL_TYPE, CallingError, EVENT, NO_CALL, TRTCCalling, appAccount, batch, computed, defineComponent, definePage, describeCallMessage, describeError, hasAccount, nextTick, reactive, readonly, startCalling, watch };

export type { AcceptOptions, AppOptions, CallEndData, CallEndReason, CallOptions, CallParams, CallStatus, CallStrings, CallTexts, CallType, CallingConfig, CallingErrorCode, CallingErrorReason, CallingErrorShape, CallingEvent, CallingOptions, CallingState, CallingView, ChatMessage, ComponentContext, ComponentOptions, Computed, Contact, DataOf, DeepReadonly, Dispose, EventName, EventPayloads, GroupCallParams, Handler, InviteData, Language, LocalState, Logger, Look, MemberState, NoAnswerData, OfflinePushInfo, PageContext, PageOptions, PlayerAttributes, Profile, PusherAttributes, RejectOptions, RenewedUserSig, RoomKeyRequest, SelfInfo, SessionStatus, StartOptions, TRTCCallingComponent, UserID, VideoEffects, VideoQuality, ViewContext, WatchOptions };
