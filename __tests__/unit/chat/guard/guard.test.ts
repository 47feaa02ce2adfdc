import fc from '../../../support/jest/fast-check'
import type { Signal } from '../../../../lib/foundation/ports'
import { BoundedMap } from '../../../../lib/foundation/tools/bounded-map'
import { FairMap } from '../../../../lib/foundation/tools/fair-map'
import { ChatGuard } from '../../../../lib/chat/guard'
import { CALL_DATA, envelope } from '../../../support/chat/signaling'

const SELF = 'alice'
const ID = 'a3f0c1de-0000-4000-8000-000000000001'
const INVITE = 1
const CANCEL = 2
const ACCEPT = 3
const REJECT = 4
const TIMEOUT = 5

let now: number
let dropped: string[]
let guard: ChatGuard

beforeEach(() => {
  now = 0
  dropped = []
  guard = new ChatGuard(
    () => now,
    (line) => dropped.push(line),
  )
})

/** A message of Bob to Alice; `fields` goes into the envelope, `outside` into the message around it. */
function message(fields: Record<string, unknown> = {}, outside: Record<string, unknown> = {}): unknown {
  return raw(envelope({ inviteID: ID, ...fields }), outside)
}

function raw(data: unknown, outside: Record<string, unknown> = {}): unknown {
  return {
    type: 'TIMCustomElem',
    from: 'bob',
    to: SELF,
    conversationType: 'C2C',
    flow: 'in',
    payload: { data },
    ...outside,
  }
}

function read(fields: Record<string, unknown> = {}, outside: Record<string, unknown> = {}): Signal | null {
  return guard.read(message(fields, outside), SELF)
}

const inGroup = (from: string) => ({ from, to: 'team', conversationType: 'GROUP' })
const own = { inviter: SELF, inviteeList: ['bob'] }

describe('lets through', () => {
  test('an invitation, with its true ring time', () => {
    expect(read()).toEqual({
      kind: 'invite',
      from: 'bob',
      inviteID: ID,
      inviter: 'bob',
      groupID: '',
      inviteeList: [SELF],
      data: CALL_DATA,
      timeout: 30,
      age: 0,
    })
  })

  test('a cancel as old peers send it: without data', () => {
    read()
    expect(read({ actionType: CANCEL, data: '' })).toMatchObject({ kind: 'cancel', data: '' })
    expect(read({ actionType: CANCEL, inviteID: 'native.1-2', data: undefined })).toMatchObject({
      kind: 'cancel',
      data: '',
    })
  })

  test('a cancel that names nobody, when its invitation is known', () => {
    read()
    expect(read({ actionType: CANCEL, inviteeList: [] })).toMatchObject({ kind: 'cancel', from: 'bob' })
  })

  test('a cancel that overtakes its invitation', () => {
    expect(read({ actionType: CANCEL })).toMatchObject({ kind: 'cancel', inviteID: ID })
  })

  test.each([
    [ACCEPT, 'accept'],
    [REJECT, 'reject'],
  ])('the answer %i of somebody we invited', (actionType, kind) => {
    guard.noteInvite(ID, SELF, ['bob'], '')
    expect(read({ ...own, actionType, timeout: 0 })).toEqual({
      kind,
      from: 'bob',
      inviteID: ID,
      groupID: '',
      inviter: SELF,
      inviteeList: ['bob'],
      data: CALL_DATA,
      timeout: 0,
      age: 0,
    })
  })

  test('an invitee’s and an inviter’s "time is over"', () => {
    expect(read({ ...own, actionType: TIMEOUT })).toMatchObject({
      kind: 'timeout',
      inviter: SELF,
      inviteeList: ['bob'],
    })
    expect(read({ actionType: TIMEOUT })).toMatchObject({ kind: 'timeout', inviter: 'bob', inviteeList: [SELF] })
  })

  test('in a group: the answers of the others to an invitation that we got', () => {
    const group = { groupID: 'team', inviteeList: [SELF, 'carol'] }
    expect(read(group, inGroup('bob'))).toMatchObject({ kind: 'invite', groupID: 'team' })
    const accept = { ...group, inviteeList: ['carol'], actionType: ACCEPT }
    expect(read(accept, inGroup('carol'))).toMatchObject({ kind: 'accept', from: 'carol', inviter: 'bob' })
    const timeout = { ...group, inviteeList: ['carol'], actionType: TIMEOUT }
    expect(read(timeout, inGroup('bob'))).toMatchObject({ kind: 'timeout', inviteeList: ['carol'] })
  })

  test('an invitation without a groupID field, of a native peer', () => {
    expect(read({ groupID: undefined })).toMatchObject({ kind: 'invite', groupID: '' })
    expect(read({ groupID: null, inviteID: 'other' })).toMatchObject({ kind: 'invite', groupID: '' })
  })

  test.each([
    [-5, 0],
    [301, 300],
    [1e300, 300],
    ['30', 0],
    [null, 0],
    [undefined, 0],
  ])('a ring time of %p as %i', (timeout, expected) => {
    expect(read({ timeout })).toMatchObject({ timeout: expected })
  })
})

describe('takes for news from another device of the account', () => {
  test.each([
    ['invite', { inviter: SELF, inviteeList: ['bob'], actionType: INVITE }],
    ['cancel', { inviter: SELF, inviteeList: ['bob'], actionType: CANCEL }],
    ['accept', { actionType: ACCEPT }],
    ['reject', { actionType: REJECT }],
    ['timeout', { actionType: TIMEOUT }],
  ])('an %s of the account itself', (kind, fields) => {
    const expected = { kind, from: SELF, inviteID: ID, groupID: '', data: CALL_DATA }
    expect(read(fields, { from: SELF, to: 'bob', flow: 'out' })).toMatchObject(expected)
  })

  test('but not what this device itself has sent', () => {
    guard.noteOwn('accept', ID)
    expect(read({ actionType: ACCEPT }, { from: SELF, to: 'bob', flow: 'out' })).toBeNull()
    guard.forgetOwn('accept', ID)
    expect(read({ actionType: ACCEPT }, { from: SELF, to: 'bob', flow: 'out' })).not.toBeNull()
  })
})

describe('drops', () => {
  test.each([
    ['an invitation in somebody else’s name', { inviter: 'carol' }, {}],
    ['an invitation for somebody else', { inviteeList: ['carol'] }, {}],
    ['an invitation of nobody', {}, { from: '' }],
    ['a cancel in the inviter’s name', { inviter: 'carol', actionType: CANCEL }, {}],
    ['an accept in the invitee’s name', { inviter: SELF, inviteeList: ['carol'], actionType: ACCEPT }, {}],
    ['a reject in the invitee’s name', { inviter: SELF, inviteeList: ['carol', 'bob'], actionType: REJECT }, {}],
    ['an accept of the inviter', { inviteeList: ['bob'], actionType: ACCEPT }, {}],
    ['an accept of somebody else’s invitation', { inviter: 'carol', inviteeList: ['bob'], actionType: ACCEPT }, {}],
    ['a timeout in the invitee’s name', { inviter: SELF, inviteeList: ['carol'], actionType: TIMEOUT }, {}],
    ['a group message in a private chat', { groupID: 'team' }, {}],
    ['a private message in a group', {}, inGroup('bob')],
    ['a message for another group', { groupID: 'other' }, inGroup('bob')],
    [
      'a group answer to an invitation that is none of ours',
      { groupID: 'team', inviter: 'carol', inviteeList: ['bob'], actionType: ACCEPT },
      inGroup('bob'),
    ],
    ['an unknown action', { actionType: 6 }, {}],
    ['an action by name', { actionType: 'toString' }, {}],
    ['an action as text', { actionType: '1' }, {}],
    ['an inviteID that is none', { inviteID: { toString: 'x' } }, {}],
    ['an empty inviteID', { inviteID: '' }, {}],
    ['an inviteID of 129 characters', { inviteID: 'x'.repeat(129) }, {}],
    ['an inviteID with a line break', { inviteID: `${ID}\n` }, {}],
    ['nobody invited', { inviteeList: [] }, {}],
    ['201 invitees', { inviteeList: [SELF, ...Array.from({ length: 200 }, (_, i) => `u${i}`)] }, {}],
    ['an invitee that is no text', { inviteeList: [SELF, 7] }, {}],
    ['an invitee with an ampersand', { inviteeList: [SELF, 'a&roomid=9'] }, {}],
    ['a Chinese inviter', { inviter: '张三' }, { from: '张三' }],
    ['an inviter of 33 characters', { inviter: 'x'.repeat(33) }, { from: 'x'.repeat(33) }],
    ['a list that is none', { inviteeList: { length: 1, 0: SELF } }, {}],
    ['call data that is no text', { data: { room_id: 1 } }, {}],
    ['a groupID that is no text', { groupID: 7 }, {}],
  ])('%s', (_, fields, outside) => {
    expect(read(fields, outside)).toBeNull()
    expect(dropped).toHaveLength(1)
  })

  test('more than 12 KB', () => {
    expect(read({ data: JSON.stringify({ a: 'x'.repeat(12 * 1024) }) })).toBeNull()
  })

  test.each([
    `{"__proto__":{"polluted":1},${envelope({}).slice(1)}`,
    `{"constructor":{"prototype":{"polluted":1}},${envelope({}).slice(1)}`,
    envelope({ extra: [{ nested: JSON.parse('{"__proto__":1}') as unknown }] }),
    envelope({ data: '{"version":4,"data":{"__proto__":{"polluted":1}}}' }),
    envelope({ data: '{"\\u005f_proto__":{"polluted":1}}' }),
  ])('keys that reach for a prototype: %s', (data) => {
    expect(guard.read(raw(data), SELF)).toBeNull()
    expect(dropped).toEqual([expect.stringContaining('Object.prototype')])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('quietly, what is not signalling at all', () => {
    const ordinary = [
      raw('not JSON'),
      raw('null'),
      raw('[]'),
      raw('{"businessID":"av_call"}'),
      raw(undefined),
      raw(CALL_DATA, { type: 'TIMTextElem' }),
      { type: 'TIMCustomElem' },
      null,
      7,
    ]
    expect(ordinary.map((entry) => guard.read(entry, SELF))).toEqual(ordinary.map(() => null))
    expect(dropped).toEqual([])
  })

  test('duplicates of every action', () => {
    guard.noteInvite('mine', SELF, ['bob'], '')
    const actions = [
      {},
      { actionType: CANCEL },
      { ...own, inviteID: 'mine', actionType: ACCEPT },
      { ...own, inviteID: 'mine', actionType: REJECT },
      { ...own, inviteID: 'mine', actionType: TIMEOUT },
    ]
    expect(actions.map((fields) => read(fields)?.kind)).toEqual(['invite', 'cancel', 'accept', 'reject', 'timeout'])
    expect(actions.map((fields) => read(fields))).toEqual(actions.map(() => null))
  })

  test('answers to our invitation from somebody we did not invite, or in another chat', () => {
    guard.noteInvite(ID, SELF, ['carol'], 'team')
    expect(read({ ...own, actionType: ACCEPT })).toBeNull()
    expect(read({ ...own, groupID: 'team', actionType: ACCEPT }, inGroup('bob'))).toBeNull()
    const carol = { ...own, inviteeList: ['carol'], actionType: ACCEPT }
    expect(read(carol, { from: 'carol' })).toBeNull()
    expect(read({ ...carol, groupID: 'team' }, inGroup('carol'))).not.toBeNull()
  })

  test('a third user’s cancel of an invitation that rings', () => {
    read()
    for (const actionType of [CANCEL, TIMEOUT]) expect(read({ actionType }, { from: 'mallory' })).toBeNull()
    expect(guard.isOver('bob', ID)).toBe(false)
    expect(read({ actionType: CANCEL })).not.toBeNull()
    expect(guard.isOver('bob', ID)).toBe(true)
  })
})

test('a map of bounded size forgets its oldest entry', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1)
  map.set('b', 2)
  map.set('a', 3)
  map.set('c', 4)
  expect([map.get('a'), map.get('b'), map.get('c'), map['entries'].size]).toEqual([3, undefined, 4, 2])
})

describe('whatever arrives', () => {
  const users = fc.constantFrom('alice', 'bob', 'carol')
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true })
  const nasty = fc.oneof(anything, fc.constantFrom<unknown>('', '__proto__', 'a&b', 'x'.repeat(13_000), -1, Infinity))
  const plausibleEnvelope = fc.record({
    businessID: fc.constant(1),
    inviteID: fc.constantFrom(ID, 'other', 'constructor'),
    inviter: users,
    actionType: fc.integer({ min: 1, max: 5 }),
    inviteeList: fc.array(users, { maxLength: 3 }),
    data: fc.constantFrom(CALL_DATA, '', 'null', '{"__proto__":1}'),
    timeout: fc.constantFrom(0, 30),
    groupID: fc.constantFrom('', 'team'),
  })
  const plausibleMessage = fc.record({
    type: fc.constant('TIMCustomElem'),
    from: users,
    to: fc.constantFrom(SELF, 'team'),
    conversationType: fc.constantFrom('C2C', 'GROUP'),
    flow: fc.constantFrom('in', 'out'),
  })
  /** Replaces up to two fields, or adds some, by something else. */
  const spoiled = (record: fc.Arbitrary<object>, keys: string[]) =>
    fc
      .tuple(
        record,
        fc.dictionary(fc.constantFrom(...keys, 'constructor', 'extra'), nasty, { maxKeys: 2 }),
        fc.boolean(),
      )
      .map(([base, changes, spoil]): Record<string, unknown> => ({ ...base, ...(spoil ? changes : {}) }))
  const hostileMessage = fc
    .tuple(
      spoiled(plausibleMessage, ['type', 'from', 'to', 'conversationType', 'flow', 'payload']),
      spoiled(plausibleEnvelope, ['businessID', 'inviteID', 'inviter', 'actionType', 'inviteeList', 'data', 'groupID']),
    )
    .map(([outside, inside]) => ({ payload: { data: toJSON(inside) }, ...outside }))

  function toJSON(value: unknown): string {
    return JSON.stringify(value, (_, nested: unknown) => (typeof nested === 'bigint' ? String(nested) : nested))
  }

  test('nothing throws, and every signal is what its sender may say', () => {
    let signals = 0
    const kinds = new Set<string>()
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 9, arbitrary: hostileMessage }, anything), { maxLength: 20 }),
        (batch) => {
          const fresh = new ChatGuard(
            () => 0,
            () => {},
          )
          for (const entry of batch) {
            const signal = fresh.read(entry, SELF)
            if (!signal) continue
            signals++
            kinds.add(signal.from === SELF ? 'own' : signal.kind)
            expect(signal.data === '' || typeof signal.data === 'string').toBe(true)
            expect(signal.inviteID).toMatch(/^[\w.:@#+=/-]{1,128}$/)
            expect(signal.from).toBe((entry as { from: string }).from)
            expect(signal.from).toMatch(/^[A-Za-z0-9_-]{1,32}$/)
            if (signal.from === SELF) continue
            if (signal.kind === 'invite') expect(signal.inviteeList).toContain(SELF)
            if (signal.kind === 'accept' || signal.kind === 'reject') expect(signal.inviter).not.toBe(signal.from)
          }
        },
      ),
      { numRuns: 3000 },
    )
    // a run that lets nothing through would prove nothing
    expect(signals).toBeGreaterThan(100)
    expect([...kinds].sort()).toEqual(['accept', 'cancel', 'invite', 'own', 'reject', 'timeout'])
  })

  test('memory stays bounded', () => {
    for (let n = 0; n < 5000; n++) {
      now += 1000
      const from = `user-${n}`
      read({ inviter: from, inviteID: `id-${n}` }, { from })
      guard.noteOwn('reject', `id-${n}`)
    }
    const parts: unknown[] = [...Object.values(guard), ...Object.values(guard['allowances'])]
    const sizes = parts.flatMap((part) => {
      if (part instanceof BoundedMap) return [part.size]
      return part instanceof FairMap ? [part['size']] : []
    })
    // partners, own invitations, the strangers' two buckets less one that nobody needed, senders, invitations, own actions, seen
    expect(sizes.sort((a, b) => a - b)).toEqual([0, 0, 1, 256, 640, 1024, 2048])
  })
})

test('two inviters may hit on the same id: their invitations are two, and each can only end its own', () => {
  expect(read()).toMatchObject({ kind: 'invite', from: 'bob' })
  for (const [actionType, kind] of [
    [INVITE, 'invite'],
    [CANCEL, 'cancel'],
  ] as const) {
    expect(read({ inviter: 'mallory', actionType }, { from: 'mallory' })).toMatchObject({ kind, from: 'mallory' })
  }
  expect([guard.isOver('mallory', ID), guard.isOver('bob', ID)]).toEqual([true, false])
})
