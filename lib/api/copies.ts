/**
 * Several copies of this package in one app: the main package and each subpackage may bring one, with modules of its
 * own. The first one that uses a Chat instance answers for it: its sessions are those of the other copies as well, whose
 * instances stand in for its own (stand-in.ts). What they find each other by hangs on the Chat instance. ARCHITECTURE.md
 * says who owns what.
 */
import { loadChat } from '../chat/sdk/sdk'
import type { CallingOptions } from '../engine/engine'
import { CallingError } from '../foundation/errors'
import { VERSION } from '../foundation/version'

/** What copies expect of each other: `Copy`. Another number means that they do not understand each other. */
const CONTRACT = 1
/** The property of a Chat instance that holds it. */
const NAME = 'trtcCalling'

/** What the owner of a Chat instance does for the other copies. Only plain data and functions go from one to the other. */
export interface Copy {
  readonly contract: number
  /** of its package, for people */
  readonly version: string
  /** the Chat instance, as it came first */
  readonly chat: object
  /**
   * Makes an instance of its class.
   * @param tell gets what is to be seen of it, at once and after each change
   */
  create(options: CallingOptions, tell: (seen: Seen) => void): Made
  /** The options of the account that `options` mean, if anyone holds on to it; of the app's one if they name no user. */
  find(options: Partial<CallingOptions>): CallingOptions | null
}

/** As JSON: `state`, and the fields of `view`. */
export interface Seen {
  state: object
  view: object
}

export interface Made {
  /** the public methods of the class are the contract */
  calling: object
  /** ends what `tell` gets */
  forget(): void
}

/** What a copy offers; the rest is the same for all. */
export type Offer = Pick<Copy, 'create' | 'find'>

/** Of this copy. */
const owned = new WeakMap<object, Copy>()

/** The Chat instance that `options` mean: theirs, or that of the app's own `tim-wx-sdk`; null if there is none. */
export function chatOf({ tim, sdkAppID }: CallingOptions): object | null {
  try {
    return Object(tim ?? loadChat(sdkAppID)) as object
  } catch {
    // the login says what is missing
    return null
  }
}

/** The owner of a Chat instance: this copy, if there was none yet. @throws CallingError COPIES_DIFFER */
export function ownerOf(chat: object, offer: Offer): Copy {
  const found = knownOwner(chat)
  if (found) return found
  const copy = { contract: CONTRACT, version: VERSION, chat, ...offer }
  const anchor = anchorOf(chat)
  owned.set(anchor, copy)
  // not to be copied along with the instance; one that is frozen has a single copy
  if (Object.isExtensible(anchor)) Object.defineProperty(anchor, NAME, { value: copy })
  return copy
}

/** The copy that owns a Chat instance; null if none does yet. @throws CallingError COPIES_DIFFER */
export function knownOwner(chat: unknown): Copy | null {
  const anchor = anchorOf(Object(chat) as object)
  const copy = owned.get(anchor) || (anchor as { [NAME]?: Copy })[NAME]
  if (copy && copy.contract !== CONTRACT) throw differs(copy.version)
  return copy || null
}

/** Whether its modules are others than these. */
export function isForeign(copy: Copy): boolean {
  return owned.get(anchorOf(copy.chat)) !== copy
}

/** Whether two objects are one Chat instance. */
export function isSameChat(one: object, other: object): boolean {
  return anchorOf(one) === anchorOf(other)
}

/** The other copy is of a version that this one does not understand. */
export function differs(version: string): CallingError {
  return new CallingError(
    'COPIES_DIFFER',
    `Two copies of trtc-calling-miniprogram use one Chat SDK instance: version ${version}, which came first, and ` +
      `${VERSION}. They do not understand each other. Install the same version in the main package and in each subpackage.`,
  )
}

/**
 * As a property, a Chat instance is a deep copy each time. All copies share its functions: where `on` is its own, that
 * stands for it; where it is that of a prototype, there are no copies that work.
 */
function anchorOf(chat: object): object {
  const own = Object.getOwnPropertyDescriptor(chat, 'on')
  return own && typeof own.value === 'function' ? (own.value as object) : chat
}
