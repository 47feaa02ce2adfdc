/** How much the guard lets through, of one sender and of all strangers, and that nobody's flood costs another anything. */
import { FairMap } from '../../../../lib/foundation/tools/fair-map'
import type { Signal } from '../../../../lib/foundation/ports'
import { OF_STRANGERS, PER_SENDER } from '../../../../lib/chat/allowances'
import { ChatGuard } from '../../../../lib/chat/guard'
import { envelope } from '../../../support/chat/signaling'

const CANCEL = 2
const ACCEPT = 3

let now: number
let guard: ChatGuard

beforeEach(() => {
  now = 0
  guard = new ChatGuard(
    () => now,
    () => {},
  )
})

/** A message to alice; `fields` goes into the envelope. */
function read(fields: Record<string, unknown> = {}, { from = 'bob', to = 'alice' } = {}): Signal | null {
  const data = envelope({ inviteID: 'a3f0c1de', ...fields })
  const conversationType = to === 'alice' ? 'C2C' : 'GROUP'
  const message = { type: 'TIMCustomElem', from, to, conversationType, flow: 'in', payload: { data } }
  return guard.read(message, 'alice')
}

describe('drops', () => {
  test('a flood of invitations from one sender, and lets the others through', () => {
    const inviteBy = (from: string, n: number) => read({ inviter: from, inviteID: `${from}-${n}` }, { from })
    const burst = Array.from({ length: 1000 }, (_, n) => inviteBy('mallory', n)).filter(Boolean)
    expect(burst).toHaveLength(PER_SENDER.invite.burst)
    expect(inviteBy('bob', 1)).not.toBeNull()
    now += 10_000
    const later = Array.from({ length: 1000 }, (_, n) => inviteBy('mallory', 1000 + n)).filter(Boolean)
    expect(later).toHaveLength(10 * PER_SENDER.invite.refill)
  })

  test('a flood of answers from one sender, each to another invitation', () => {
    const acceptBy = (n: number) =>
      read(
        { inviter: 'alice', inviteID: `made-up-${n}`, inviteeList: ['mallory'], actionType: ACCEPT },
        { from: 'mallory' },
      )
    expect(Array.from({ length: 1000 }, (_, n) => acceptBy(n)).filter(Boolean)).toHaveLength(PER_SENDER.answer.burst)
    now += 10_000
    const later = Array.from({ length: 1000 }, (_, n) => acceptBy(1000 + n)).filter(Boolean)
    expect(later).toHaveLength(10 * PER_SENDER.answer.refill)
  })

  test('a flood of invitations from strangers, but not what those say whom this user has called', () => {
    const inviteBy = (from: string, n: number) => read({ inviter: from, inviteID: `${from}-${n}` }, { from })
    guard.noteInvite('own', 'alice', ['bob'], '')
    const burst = Array.from({ length: 3000 }, (_, n) => inviteBy(`mallory-${n % 1000}`, n)).filter(Boolean)
    expect(burst).toHaveLength(OF_STRANGERS.invite.burst)
    expect(inviteBy('carol', 1)).toBeNull()
    expect(inviteBy('bob', 1)).not.toBeNull()
    guard.notePartner('dave')
    expect(inviteBy('dave', 1)).not.toBeNull()
  })

  test('a flood of answers from strangers, but not the end of an invitation that is known', () => {
    read()
    const accepts = Array.from({ length: 3000 }, (_, n) => {
      const from = `mallory-${n % 1000}`
      return read({ inviter: 'alice', inviteID: `made-up-${n}`, inviteeList: [from], actionType: ACCEPT }, { from })
    })
    expect(accepts.filter(Boolean)).toHaveLength(OF_STRANGERS.answer.burst)
    expect(read({ actionType: CANCEL })).not.toBeNull()
  })
})

test('of forty who send without end, none pushes out what another has sent', () => {
  const map = new FairMap<number>(640, 32)
  map.set('bob', 'invitation', 1)
  for (let n = 0; n < 40_000; n++) map.set(`mallory-${n % 40}`, `id-${n}`, n)
  expect(map.get('bob', 'invitation')).toBe(1)
  expect(map['size']).toBe(640)
  expect([...map['owners'].values()].reduce((sum, { size }) => sum + size, 0)).toBe(640)
})

describe('remembers', () => {
  const invited = (n: number) => read({ inviteID: `i-${n}` })

  test('the last 128 messages of each sender: what comes twice is dropped', () => {
    // so slowly that it is no flood
    const invitations = (from: number, to: number): void => {
      for (let n = from; n < to; n++, now += 1000) expect(invited(n)).not.toBeNull()
    }
    invitations(0, 128)
    expect(invited(0)).toBeNull()
    invitations(128, 129)
    now += 1000
    expect(invited(1)).toBeNull()
    expect(invited(0)).not.toBeNull()
  })

  test('the last 32 invitations of each inviter: what is about one of them has to agree with it', () => {
    // a cancel that names this user, of an invitation that was another's
    const others = { inviter: 'bob', groupID: 'team' }
    const cancel = (n: number) =>
      read({ actionType: CANCEL, inviteID: `i-${n}`, ...others }, { from: 'bob', to: 'team' })
    for (let n = 0; n < 32; n++, now += 1000) invited(n)
    expect(cancel(0)).toBeNull()
    invited(32)
    expect([cancel(1), cancel(0)].map(Boolean)).toEqual([false, true])
  })

  test('the last 256 own invitations: who was not invited cannot answer', () => {
    const answer = (n: number) =>
      read({ actionType: ACCEPT, inviter: 'alice', inviteID: `own-${n}`, inviteeList: ['carol'] }, { from: 'carol' })
    const invite = (n: number): void => guard.noteInvite(`own-${n}`, 'alice', ['bob'], '')
    for (let n = 0; n < 256; n++) invite(n)
    expect(answer(0)).toBeNull()
    invite(256)
    expect([answer(1), answer(0)].map(Boolean)).toEqual([false, true])
  })

  test('the last 1,024 own actions: their echo is no other device', () => {
    const echo = (n: number) =>
      read({ actionType: ACCEPT, inviteID: `i-${n}`, inviteeList: ['alice'] }, { from: 'alice' })
    for (let n = 0; n < 1024; n++) guard.noteOwn('accept', `i-${n}`)
    expect(echo(0)).toBeNull()
    guard.noteOwn('accept', 'i-1024')
    expect([echo(1), echo(0)].map(Boolean)).toEqual([false, true])
  })
})
