/** The towns of the recorded runs: who lives there, and with what configuration. */
import type { CallingOptions } from '../../../lib/api/calling'
import { DIALECTS } from '../chat/dialects'
import { OldPeer } from '../chat/old-peer'
import { GROUP_ID, type Option } from '../town/random/chaos'
import type { PersonOptions } from '../town/person'
import { Town } from '../town/town'
import { type FakeWxOptions, seededRandom } from '../town/wx'
import { show } from './recorder'
import { ENDS, USERS } from './users'
import { type Subject, Walk } from './walk'
import { WORLD } from './world'

/** A town with people in it, and what is left to do when a run in it is over. */
export interface Stage {
  walk: Pick<Walk, 'recorder' | 'walk'>
  /** everybody leaves */
  close(): Promise<void>
  /** nothing of the town stays */
  dispose(): void
}

export type Kind = 'two' | 'three' | 'devices' | 'old'

const WHO: Record<Kind, [userID: string, phone: string][]> = {
  two: [
    ['alice', 'alice'],
    ['bob', 'bob'],
  ],
  three: [
    ['alice', 'alice'],
    ['bob', 'bob'],
    ['carol', 'carol'],
  ],
  devices: [
    ['alice', 'alice'],
    ['alice', 'tablet'],
    ['bob', 'bob'],
  ],
  old: [
    ['alice', 'alice'],
    ['bob', 'bob'],
  ],
}

/** Every third run waits with each delivery until it is chosen. */
export async function open(kind: Kind, seed: number): Promise<Stage> {
  const town = new Town()
  const random = seededRandom(seed)
  const [dialect] = DIALECTS.slice(seed % DIALECTS.length)
  if (!dialect) throw new Error('there are no dialects')
  const peer = new OldPeer(town, 'olga', dialect)
  const subjects = [...USERS, ...WORLD, ENDS, ...(kind === 'old' ? [deedsOf(peer)] : [])]
  const walk = new Walk(town, seed, subjects, seed % 3 === 0)
  town.chat.addAccount('zoe', { nick: 'Zoe', avatar: 'https://example.com/zoe.png' })
  for (const userID of ['alice', 'bob', 'carol']) town.chat.addAccount(userID)
  town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'carol', 'zoe', 'olga'])
  await peer.signIn()
  for (const [at, [userID, phone]] of WHO[kind].entries()) {
    const person = town.person(userID, { ...optionsOf(walk, random), phone, seed: at + 1 })
    walk.join(person)
    // not everybody has signed in when it begins
    if (random() < 0.95) walk.recorder.attempt(`${phone} signs in`, () => person.calling.login())
    await town.settle()
  }
  const close = async (): Promise<void> => {
    peer.dispose()
    for (const { calling } of walk.people) calling.destroy()
    await town.settle()
  }
  const dispose = (): void => {
    town.media.dispose()
    town.installed.uninstall()
  }
  return { walk, close, dispose }
}

/** A configuration, mostly a plain one. */
function optionsOf({ recorder }: Walk, random: () => number): PersonOptions {
  const isOdd = (chance: number): boolean => random() < chance
  const now = Math.floor(Date.now() / 1000)
  let asked = 0
  /** what a signing service answers, for better or worse */
  const answer = (): Promise<unknown> => {
    const at = random()
    if (at < 0.1) return Promise.resolve('')
    if (at < 0.2) return Promise.reject(new Error('no answer'))
    if (at < 0.3) return new Promise(() => {})
    if (at < 0.35) return Promise.resolve(null)
    if (at < 0.5) return Promise.resolve('a word')
    asked += 1
    return Promise.resolve({ userSig: `sig ${asked}`, expiresAt: now + 300 * asked, privateMapKey: `key ${asked}` })
  }
  const ask = (what: string) => (request?: unknown) => {
    recorder.note(`${what} is asked ${show(request)}`)
    // not what the type says: a service may answer anything
    return answer() as Promise<never>
  }
  const config: Partial<CallingOptions> = {
    type: isOdd(0.3) ? 2 : 1,
    ...(isOdd(0.4) ? { ringingPreview: true } : {}),
    ...(isOdd(0.3) ? { strangerInRoom: isOdd(0.8) ? ('warn' as const) : ('end' as const) } : {}),
    ...(isOdd(0.2) ? { hideCallerAvatar: true } : {}),
    ...(isOdd(0.3) ? { reconnectTimeout: isOdd(0.5) ? 5 : 60 } : {}),
    ...(isOdd(0.2) ? { userDefineRecordID: 'record-1' } : {}),
    ...(isOdd(0.2) ? { waitingImage: '/images/waiting.png' } : {}),
    ...(isOdd(0.3) ? { renewUserSig: ask('renewUserSig'), expiresAt: now + (isOdd(0.5) ? 30 : 900) } : {}),
    ...(isOdd(0.3) ? { getPrivateMapKey: ask('getPrivateMapKey') } : {}),
  }
  if (config.renewUserSig && isOdd(0.4)) config.userSig = ''
  const wx: FakeWxOptions = {
    ...(isOdd(0.2) ? { privacy: isOdd(0.7) ? ('agree' as const) : ('disagree' as const) } : {}),
    ...(isOdd(0.2) ? { permissions: { 'scope.record': 'not asked', 'scope.camera': 'not asked' } } : {}),
  }
  return { ...config, wx }
}

/** What the user of an old caller does, when that is possible. */
function deedsOf(peer: OldPeer): Subject {
  const deed = (label: string, run: () => void): Option => ({ label: `olga: ${label}`, weight: 1, run })
  const OF: Record<OldPeer['state'], Option[]> = {
    idle: [
      deed('calls alice', () => peer.call('alice')),
      deed('calls bob, video', () => peer.call('bob', 2)),
      deed('calls both', () => peer.groupCall(['alice', 'bob'], '', 2)),
      deed('calls the group', () => peer.groupCall(['alice', 'bob'], GROUP_ID)),
    ],
    calling: [deed('hangs up', () => peer.hangup())],
    ringing: [
      deed('accepts', () => peer.accept()),
      deed('accepts', () => peer.accept()),
      deed('rejects', () => peer.reject()),
    ],
    connected: [
      deed('hangs up', () => peer.hangup()),
      deed('switches to voice', () => peer.switchTo(1)),
      deed('switches to video', () => peer.switchTo(2)),
    ],
    left: [],
  }
  return { weight: 25, choose: (walk) => walk.pick(OF[peer.state]) }
}
