import { ApiFailure, respond, type Callbacks } from '../respond'
import { OBJECTS, WX } from './platform'

/**
 * What the platform has and the simulator has not. platform.ts marks each function with what becomes of a call:
 *
 *     name          nothing happens; of a listener: it never hears anything
 *     name*         it fails by its callback or its promise
 *     name>Kind     it returns an object, or is one, whose members are of this sort as well
 *     name*>Kind    it fails by its callback, and returns an object
 *     name!         it throws: it would have to return something
 */
interface Member {
  name: string
  fails: boolean
  throws: boolean
  /** '' for none */
  kind: string
}

/** Is told of each call, with what becomes of it. */
type Say = (path: string, fate: string) => void

const REASON = 'not in the simulator'

/** All members of `wx` that the typings know. */
export const PLATFORM_NAMES: readonly string[] = parse(WX).map(({ name }) => name)

/**
 * Those that are not in `present`.
 * @param warn is told once of each that is used
 */
export function absentApi(present: object, warn: (text: string) => void): Record<string, unknown> {
  const said = new Set<string>()
  const say: Say = (path, fate) => {
    if (said.has(path)) return
    said.add(path)
    warn(`${path} is not in the simulator: ${fate}`)
  }
  return membersOf(
    'wx',
    parse(WX).filter(({ name }) => !(name in present)),
    say,
  )
}

function membersOf(owner: string, members: Member[], say: Say): Record<string, unknown> {
  return Object.fromEntries(members.map((member) => [member.name, valueOf(owner, member, say)]))
}

function valueOf(owner: string, member: Member, say: Say): unknown {
  // the only member that is an object, and no function
  if (member.name === 'cloud') return objectOf('wx.cloud', member.kind, say)
  return functionOf(`${owner}.${member.name}`, member, say)
}

function functionOf(path: string, { name, fails, throws, kind }: Member, say: Say): (options?: Callbacks) => unknown {
  // an object that is not there has said so itself, when it was made
  const isQuiet = path.split('.').length > 2 && !path.startsWith('wx.cloud.')
  return (options) => {
    if (!isQuiet && !/^off[A-Z]/.test(name)) say(path, fateOf(name, { fails, throws, kind }))
    if (throws) throw new Error(`${name}:fail ${REASON}`)
    const outcome = fails ? respond(name, options ?? undefined, fail) : undefined
    if (kind === '') return outcome
    // who gets an object gets no promise that could be handled
    outcome?.catch(() => {})
    return objectOf(path, kind, say)
  }
}

function objectOf(path: string, kind: string, say: Say): object {
  return membersOf(path, parse(OBJECTS[kind] ?? ''), say)
}

function fateOf(name: string, { fails, throws, kind }: Omit<Member, 'name'>): string {
  if (fails) return 'it fails'
  if (throws) return 'it throws'
  if (kind !== '') return 'what it returns does nothing'
  return /^on[A-Z]/.test(name) ? 'it never happens' : 'it does nothing'
}

function fail(): never {
  throw new ApiFailure(REASON)
}

function parse(text: string): Member[] {
  return Array.from(text.matchAll(/([\w$]+)(\*?)(!?)(?:>(\w+))?/g), ([, name = '', star, bang, kind = '']) => ({
    name,
    fails: star === '*',
    throws: bang === '!',
    kind,
  }))
}
