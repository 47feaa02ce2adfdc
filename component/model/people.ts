/** People, ready to be drawn. Pure. */
import type { CallingState, DeepReadonly } from '../../lib/index'

export type State = DeepReadonly<CallingState>
export type ShownMember = State['members'][number]

/** Network quality from 1 (best) to 6 (down) that is marked as weak, from here on. */
export const WEAK_QUALITY = 5

/** How many background tints the stylesheet has: `tint-0` ... `tint-7`. */
const TINTS = 8

export interface Person {
  userID: string
  name: string
  /** url, '' if there is none */
  avatar: string
  /** what stands for the picture while there is none */
  initials: string
  tint: number
}

export const NOBODY: Person = { userID: '', name: '', avatar: '', initials: '', tint: 6 }

/** What is invisible: marks that turn the rest of a text around, and characters without a width. */
const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

export function personOf(profile: { userID: string; nick: string; avatar: string }): Person {
  const name = profile.nick.replace(UNSEEN, '').replace(/\s+/g, ' ').trim() || profile.userID
  return {
    userID: profile.userID,
    name,
    avatar: profile.avatar,
    initials: initialsOf(name),
    tint: tintOf(profile.userID),
  }
}

/** Two letters that stand for a name: `Alice Smith` AS, `alice` A, and of Chinese names the last two characters. */
export function initialsOf(name: string): string {
  // without what may follow: a department, a Latin name
  const chinese = /[\u3400-\u9fff]+/.exec(name)
  if (chinese) return chinese[0].slice(-2)
  const words = name.split(/[\s_.-]+/).filter((word) => word !== '')
  // by code point, so that an emoji or a rare character stays whole
  return words
    .slice(0, 2)
    .map((word) => Array.from(word)[0] ?? '')
    .join('')
    .toUpperCase()
}

/** The same colour for the same person on every phone. */
export function tintOf(userID: string): number {
  let hash = 7
  for (let i = 0; i < userID.length; i += 1) hash = (hash * 31 + userID.charCodeAt(i)) % 65521
  return hash % TINTS
}
