/** Profiles: those of others, and the own one. */
import { ChatNetwork } from '../../support/chat/chat'
import { type Party, signedIn } from '../../support/chat/signaling'

let network: ChatNetwork
let alice: Party
let bob: Party

beforeEach(async () => {
  jest.useFakeTimers()
  network = new ChatNetwork()
  alice = await signedIn(network, 'alice')
  bob = await signedIn(network, 'bob')
})

afterEach(() => {
  expect(network.listenerErrors).toEqual([])
  expect(jest.getTimerCount()).toBe(0)
  jest.useRealTimers()
})

describe('profiles', () => {
  test('come as userID, nick and avatar', async () => {
    network.addAccount('bob', { nick: 'Bob', avatar: 'https://example.com/bob.png' })
    await expect(alice.port.getProfiles(['bob', 'nobody'])).resolves.toEqual([
      { userID: 'bob', nick: 'Bob', avatar: 'https://example.com/bob.png' },
    ])
  })

  test('of which a field is no text come without it', async () => {
    const data = [
      { userID: 'bob', nick: 7, avatar: null },
      { userID: '' },
      { userID: 'carol', nick: 'C', avatar: '/c.png' },
    ]
    Object.assign(alice.tim, { getUserProfile: () => Promise.resolve({ data }) })
    await expect(alice.port.getProfiles(['bob', 'carol'])).resolves.toEqual([
      { userID: 'bob', nick: '', avatar: '' },
      { userID: 'carol', nick: 'C', avatar: '/c.png' },
    ])
  })

  // what a profile says is up to whoever it is about
  test.each([
    ['a name', 'a name'],
    ['', ''],
    ['   \n\t', ''],
    ['\u200b\u200d\ufeff', ''],
    ['\u3164\u115f\u1160\uffa0', ''],
    ['\u2800\u180e\u2060\u00ad', ''],
    ['\u0301\u0302\u034f', ''],
    ['\ufe0f\u{e0041}\u{e01ef}\u{1d173}', ''],
    ['\u0000\u0007\u009b', ''],
    ['\u202eecila\u202c', 'ecila'],
    ['two\nlines', 'two lines'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['é', 'é'],
    ['e\u0301', 'e\u0301'],
    ['李', '李'],
  ])('with the nick %j have the nick %j', async (nick, shown) => {
    Object.assign(alice.tim, { getUserProfile: () => Promise.resolve({ data: [{ userID: 'bob', nick }] }) })
    await expect(alice.port.getProfiles(['bob'])).resolves.toMatchObject([{ nick: shown }])
  })

  test.each([
    ['https://example.com/a.png?size=1#x', true],
    ['HTTPS://example.com/a.png', true],
    ['/assets/a.png', true],
    ['http://example.com/a.png', false],
    ['//example.com/a.png', false],
    ['/\\example.com/a.png', false],
    ['https:\\\\example.com', false],
    ['wxfile://tmp_a.png', false],
    ['data:image/png;base64,AAAA', false],
    ['javascript:alert(1)', false],
    ['https://example.com/a b.png', false],
    ['a.png', false],
    [' https://example.com/a.png', false],
  ])('with the avatar %j are shown with it: %s', async (avatar, isShown) => {
    Object.assign(alice.tim, { getUserProfile: () => Promise.resolve({ data: [{ userID: 'bob', avatar }] }) })
    await expect(alice.port.getProfiles(['bob'])).resolves.toMatchObject([{ avatar: isShown ? avatar : '' }])
  })

  test('that cannot be had are an empty list', async () => {
    const answers = network.hold((hop) => hop.kind === 'profile')
    const lookup = alice.port.getProfiles(['bob'])
    const [hop] = answers.hops
    if (hop?.kind === 'profile') hop.fail({ code: 2801 })
    await expect(lookup).resolves.toEqual([])
    for (const getUserProfile of [
      undefined,
      () => Promise.resolve(null),
      () => Promise.resolve({ data: [null, 1, {}] }),
    ]) {
      Object.assign(alice.tim, { getUserProfile })
      await expect(alice.port.getProfiles(['bob'])).resolves.toEqual([])
    }
  })

  test('of oneself can be changed', async () => {
    await alice.port.setSelfInfo({ nick: 'Alice' })
    await expect(bob.port.getProfiles(['alice'])).resolves.toMatchObject([{ nick: 'Alice' }])
  })

  test('that cannot be changed say why', async () => {
    Object.assign(alice.tim, { updateMyProfile: () => Promise.reject(Object.assign(new Error(), { code: 2801 })) })
    await expect(alice.port.setSelfInfo({ nick: 'A' })).rejects.toMatchObject({ reason: 'NETWORK_UNAVAILABLE' })
    Object.assign(alice.tim, { updateMyProfile: undefined })
    await expect(alice.port.setSelfInfo({ nick: 'A' })).rejects.toMatchObject({ reason: 'SEND_FAILED' })
  })
})
