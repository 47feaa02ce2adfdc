import type { SignalingPort } from './ports'
import type { Profile, UserID } from './types'

/** Nick and avatar of the members of a call: looked up once each, never again during the call. */
export class Profiles {
  known: { [userID: string]: Profile } = {}
  private asked: { [userID: string]: true } = {}
  /** answers of an earlier call are not this one's */
  private round = 0

  constructor(
    private readonly signaling: () => SignalingPort | null,
    private readonly changed: () => void,
  ) {}

  /** A new call begins: profiles may have changed since the last one. */
  forget(): void {
    this.asked = {}
    this.round++
  }

  /** Looks up those not asked for yet. Failures are nobody's concern: the userID stands in for the nick. */
  want(users: UserID[]): void {
    const fresh = users.filter((userID) => !this.asked[userID])
    const signaling = this.signaling()
    if (!fresh.length || !signaling) return
    for (const userID of fresh) this.asked[userID] = true
    const { round } = this
    signaling.getProfiles(fresh).then(
      (profiles) => {
        if (round !== this.round) return
        const known = { ...this.known }
        for (const profile of profiles) known[profile.userID] = profile
        this.known = known
        this.changed()
      },
      () => undefined,
    )
  }
}
