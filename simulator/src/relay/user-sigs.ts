import { createHash } from 'node:crypto'

/** Checks a UserSig; `expiresAt` is in seconds since the epoch, `code` is Tencent's. */
export type VerifyUserSig = (claim: {
  sdkAppID: number
  userID: string
  userSig: string
}) => { ok: true; expiresAt: number } | { ok: false; code: number; message: string }

/** Chat's and TRTC's code for a UserSig that has expired. */
const EXPIRED = 70001

/** The UserSigs of the whole relay: what the desk lets expire is refused by Chat and in media rooms alike. */
export class UserSigs {
  private readonly expired = new Set<string>()

  constructor(private readonly verifyUserSig: VerifyUserSig) {}

  readonly verify: VerifyUserSig = (claim) => {
    const verdict = this.verifyUserSig(claim)
    if (!verdict.ok || !this.expired.has(digest(claim.userSig))) return verdict
    const message = `the UserSig of ${claim.userID} has expired; ask your server for a new one`
    return { ok: false, code: EXPIRED, message }
  }

  /** Refuses a UserSig from now on. @param signature its `digest` */
  expire(signature: string): void {
    this.expired.add(signature)
  }
}

/** The relay compares UserSigs; it has no need to keep them. */
export function digest(userSig: string): string {
  return createHash('sha256').update(userSig).digest('base64')
}
