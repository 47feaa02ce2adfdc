import { initialsOf, personOf, tintOf } from '../../../component/model/people'

describe('initials', () => {
  it.each([
    ['alice', 'A'],
    ['Alice Smith', 'AS'],
    ['alice_van_smith', 'AV'],
    ['张小明', '小明'],
    ['李', '李'],
    ['张小明 (技术部)', '小明'],
    ['王 Bob', '王'],
    ['🐼 panda', '🐼P'],
    ['  ', ''],
    ['', ''],
  ])('of %j are %j', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
})

it('gives a person the same tint every time, and uses all eight', () => {
  const tints = new Set(Array.from({ length: 200 }, (_, index) => tintOf(`user_${index}`)))
  expect(Array.from(tints).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(tintOf('alice')).toBe(tintOf('alice'))
})

it('goes by the nick, or by the userID of who has none', () => {
  expect(personOf({ userID: 'bob', nick: 'Bob Miller', avatar: 'https://b' })).toMatchObject({
    name: 'Bob Miller',
    initials: 'BM',
    avatar: 'https://b',
  })
  expect(personOf({ userID: 'bob', nick: '', avatar: '' })).toMatchObject({ name: 'bob', initials: 'B' })
})

it.each([
  ['   ', 'bob'],
  ['\u200b\ufeff', 'bob'],
  ['Bob\n\nMiller ', 'Bob Miller'],
  // turns the words after it around
  ['\u202eBob', 'Bob'],
  ['عمر خالد', 'عمر خالد'],
  ['👨‍👩‍👧 家', '👨‍👩‍👧 家'],
])('reads the nick %j as %j', (nick, name) => {
  expect(personOf({ userID: 'bob', nick, avatar: '' })).toMatchObject({ name })
})
