import type { SignalingPort } from './ports'
import type { Profile, UserID } from './types'

/** Nick and avatar of the members of a call: looked up once each, never again during the call. */
export class Profiles {
  known: { [userID: string]: Profile } = {}
  /** the look-up that counts; answers to others are late */
  private asked: { [userID: string]: object } = {}

  constructor(
    private readonly signaling: () => SignalingPort | null,
    private readonly changed: () => void,
  ) {}

  /** A new call begins: profiles may have changed since the last one. */
  forget(): void {
    this.asked = {}
  }

  /** What the user has just changed. */
  set(profile: Partial<Profile> & { userID: UserID }): void {
    const { userID } = profile
    this.asked[userID] = profile
    this.known = { ...this.known, [userID]: { ...(this.known[userID] || { nick: '', avatar: '' }), ...profile } }
    this.changed()
  }

  /** Looks up those not asked for yet. Failures are nobody's concern: the userID stands in for the nick. */
  want(users: UserID[]): void {
    const fresh = users.filter((userID) => !this.asked[userID])
    const signaling = this.signaling()
    if (!fresh.length || !signaling) return
    const lookup = {}
    for (const userID of fresh) this.asked[userID] = lookup
    signaling.getProfiles(fresh).then(
      (profiles) => {
        const known = { ...this.known }
        for (const profile of profiles) if (this.asked[profile.userID] === lookup) known[profile.userID] = profile
        this.known = known
        this.changed()
      },
      () => undefined,
    )
  }
}
