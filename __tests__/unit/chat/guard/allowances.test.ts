/** How many messages of others are taken: at once, and as time passes. */
import { Allowances, type Weight } from '../../../../lib/chat/allowances'

let now: number
let allowances: Allowances

beforeEach(() => {
  now = 1_000_000
  allowances = new Allowances(() => now)
})

const WEIGHTS: Weight[] = ['invite', 'answer']

/** How many of a thousand messages are allowed now. */
function allowed(senderOf: (n: number) => string, weight: Weight, isExpected = false): number {
  return Array.from({ length: 1000 }, (_, n) => allowances.allows(senderOf(n), weight, isExpected)).filter(Boolean)
    .length
}

const bob = (): string => 'bob'

it.each<[Weight, burst: number, refill: number]>([
  ['invite', 30, 2],
  ['answer', 60, 4],
])('of one sender, %s: %d at once, %d more each second, and no more than that after a day', (weight, burst, refill) => {
  expect(allowed(bob, weight)).toBe(burst)
  expect(allowed(bob, weight)).toBe(0)
  now += 999 / refill
  expect(allowed(bob, weight)).toBe(0)
  now += 1 / refill
  expect(allowed(bob, weight)).toBe(1)
  now += 5000
  expect(allowed(bob, weight)).toBe(5 * refill)
  now += 24 * 3_600_000
  expect(allowed(bob, weight)).toBe(burst)
})

it.each<[Weight, burst: number, refill: number]>([
  ['invite', 120, 8],
  ['answer', 300, 20],
])('of all strangers, %s: %d at once, %d more each second', (weight, burst, refill) => {
  let round = 0
  const stranger = (n: number): string => `stranger-${round}-${n}`
  const next = (): number => {
    round += 1
    return allowed(stranger, weight)
  }
  expect(next()).toBe(burst)
  expect(next()).toBe(0)
  now += 999 / refill
  expect(next()).toBe(0)
  now += 1 / refill
  expect(next()).toBe(1)
  now += 2000
  expect(next()).toBe(2 * refill)
  now += 24 * 3_600_000
  expect(next()).toBe(burst)
})

it.each(WEIGHTS)('%s: whom this user has called is not one of the strangers, and bounded all the same', (weight) => {
  allowances.notePartner('bob')
  allowed((n) => `stranger-${n}`, weight)
  expect(allowances.allows('carol', weight, false)).toBe(false)
  expect(allowed(bob, weight)).toBe(weight === 'invite' ? 30 : 60)
})

it.each(WEIGHTS)('%s: what is about an invitation that is known is not counted among what strangers send', (weight) => {
  allowed((n) => `stranger-${n}`, weight)
  expect(allowances.allows('carol', weight, false)).toBe(false)
  expect(allowances.allows('carol', weight, true)).toBe(true)
  expect(allowed(bob, weight, true)).toBe(weight === 'invite' ? 30 : 60)
  now += 24 * 3_600_000
  expect(allowed(bob, weight, true)).toBe(weight === 'invite' ? 30 : 60)
  // nor has it taken anything from them
  expect(allowances.allows('dave', weight, false)).toBe(true)
})

it('invitations and answers are counted apart', () => {
  expect([allowed(bob, 'invite'), allowed(bob, 'answer')]).toEqual([30, 60])
  allowed((n) => `stranger-${n}`, 'invite')
  expect([allowances.allows('carol', 'invite', false), allowances.allows('carol', 'answer', false)]).toEqual([
    false,
    true,
  ])
})

it('a clock that begins anew gives nothing, and takes nothing', () => {
  now = 50_000
  expect(Array.from({ length: 20 }, () => allowances.allows('bob', 'invite', false))).not.toContain(false)
  now = 0
  expect(allowed(bob, 'invite')).toBe(10)
  now = 500
  expect(allowed(bob, 'invite')).toBe(1)
})

it('the last 128 senders, each with both kinds, and the last 64 partners are remembered', () => {
  for (const weight of WEIGHTS) allowed(bob, weight, true)
  const others = (count: number): void => {
    for (let n = 0; n < count; n++) for (const weight of WEIGHTS) allowances.allows(`other-${count}-${n}`, weight, true)
  }
  others(127)
  expect(WEIGHTS.map((weight) => allowances.allows('bob', weight, true))).toEqual([false, false])
  others(128)
  expect(WEIGHTS.map((weight) => allowances.allows('bob', weight, true))).toEqual([true, true])

  for (const weight of WEIGHTS) allowed((n) => `stranger-${n}`, weight)
  allowances.notePartner('carol')
  for (let n = 0; n < 63; n++) allowances.notePartner(`partner-${n}`)
  expect(allowances.allows('carol', 'invite', false)).toBe(true)
  allowances.notePartner('partner-63')
  expect(allowances.allows('carol', 'invite', false)).toBe(false)
})
