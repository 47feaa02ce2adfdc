/** People, ready to be drawn. Pure. */
import type { CallingState, DeepReadonly } from '../lib/index'

export type State = DeepReadonly<CallingState>
export type Member = State['members'][number]

/** From this quality on (1 best ... 6 down) people notice. */
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

export function personOf(profile: { userID: string; nick: string; avatar: string }): Person {
  const name = profile.nick === '' ? profile.userID : profile.nick
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
  const trimmed = name.trim()
  // by code point, so that an emoji or a rare character stays whole
  const characters = Array.from(trimmed)
  if (/[\u3400-\u9fff]/.test(trimmed)) return characters.slice(-2).join('')
  const words = trimmed.split(/[\s_.-]+/).filter((word) => word !== '')
  if (words.length < 2) return (characters[0] ?? '').toUpperCase()
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
