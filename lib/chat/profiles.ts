import type { Profile, UserID } from '../foundation/types'
import { BoundedMap } from '../foundation/tools/bounded-map'
import type { Signaling } from './signaling'

/** of this call and of those before it; the oldest are looked up again when they are needed */
const KNOWN = 128
const FRESH_MS = 10_000

/** Nick and avatar of the members of a call: looked up once each, never again during the call. */
export class Profiles {
  readonly known = new BoundedMap<UserID, Profile>(KNOWN)
  /** the look-up that counts; answers to others are late */
  private readonly asked = new Map<UserID, { at: number }>()

  constructor(
    private readonly signaling: () => Signaling | null,
    private readonly changed: () => void,
    /** monotonic ms */
    private readonly now: () => number,
  ) {}

  /** A new call begins: profiles may have changed since the last one, though not at each ring of a flood. */
  forget(): void {
    const { asked, now } = this
    asked.forEach(({ at }, userID) => {
      if (now() - at >= FRESH_MS) asked.delete(userID)
    })
  }

  /** What the user has just changed. */
  set(profile: Partial<Profile> & { userID: UserID }): void {
    const { userID } = profile
    this.asked.set(userID, { at: this.now() })
    this.known.set(userID, { ...(this.known.get(userID) || { nick: '', avatar: '' }), ...profile })
    this.changed()
  }

  /** Looks up those not asked for yet. After a failure the userID stands in for the nick. */
  want(users: UserID[]): void {
    const fresh = users.filter((userID) => !this.asked.has(userID))
    const signaling = this.signaling()
    if (!fresh.length || !signaling) return
    const lookup = { at: this.now() }
    for (const userID of fresh) this.asked.set(userID, lookup)
    signaling.getProfiles(fresh).then(
      (profiles) => {
        for (const profile of profiles) {
          if (this.asked.get(profile.userID) === lookup) this.known.set(profile.userID, profile)
        }
        this.changed()
      },
      () => undefined,
    )
  }
}
