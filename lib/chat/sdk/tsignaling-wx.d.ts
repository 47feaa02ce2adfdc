/**
 * The parts of tsignaling 1.0.8 that lib/chat/writer.ts uses. The package ships no types. Members with an underscore
 * are private to the SDK: the version is pinned, and a contract test holds each of them.
 */
declare module 'tsignaling/tsignaling-wx.js' {
  interface Sent {
    code: number
    message?: string
    data?: { message?: unknown }
  }

  interface InviteOptions {
    /** a JSON object as a string */
    data: string
    /** seconds */
    timeout: number
    onlineUserOnly?: boolean
    offlinePushInfo?: { title?: string; description?: string; androidOPPOChannelID?: string; extension?: string }
  }

  interface Invitation {
    inviteID: string
    inviter: string
    /** spliced in place */
    inviteeList: string[]
    groupID: string
  }

  export default class TSignaling {
    constructor(options: { SDKAppID: number; tim: object; offlineSupport: boolean })
    /** 4 silences it. The level belongs to the module, not to the instance; `tim` gets it too */
    setLogLevel(level: number): void
    login(credentials: { userID: string; userSig: string }): Promise<unknown>
    logout(): Promise<unknown>
    /** returns the inviteID */
    inviteSync(
      options: InviteOptions & { userID: string },
      onSuccess: () => void,
      onError: (code: number, message: string) => void,
    ): string
    inviteInGroupSync(
      options: InviteOptions & { groupID: string; inviteeList: string[] },
      onSuccess: () => void,
      onError: (code: number, message: string) => void,
    ): string
    accept(answer: { inviteID: string; data: string }): Promise<Sent>
    reject(answer: { inviteID: string; data: string }): Promise<Sent>
    cancel(answer: { inviteID: string; data: string }): Promise<Sent>

    /** the lock of accept, reject and cancel; a failed send leaves it closed */
    protected _isHandling: boolean
    /** what accept, reject and cancel know */
    protected _inviteInfoMap: Map<string, Invitation & { message: unknown }>
    /** sends an invitation, and registers it under the id that its envelope then has */
    protected _sendCustomMessageSync(to: string, envelope: { inviteID: string }, ...rest: unknown[]): void
    /** starts the 1 s interval of an invitation */
    protected _startTimer(): void
    /** sends a TIMEOUT message */
    protected _sendTimeoutNotice(invitation: Invitation & { data: string }, asInviter: boolean): Promise<Sent>
  }
}
