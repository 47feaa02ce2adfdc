declare module 'tls-sig-api-v2/TLSSigAPIv2.js' {
  /** Tencent's own signer, the reference for ours. */
  export class Api {
    constructor(sdkAppID: number, key: string)
    genUserSig(userID: string, expire: number): string
    genPrivateMapKey(userID: string, expire: number, roomID: number, privilegeMap: number): string
    genPrivateMapKeyWithStringRoomID(userID: string, expire: number, strRoomID: string, privilegeMap: number): string
  }
}
