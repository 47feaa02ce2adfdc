/** `getPrivateMapKey`: rooms of applications with advanced permission control. */
import { CALL_END_REASON, CALL_TYPE } from '../../../lib/index'
import type { CallingConfig, RoomKeyRequest } from '../../../lib/index'
import { setSigning } from '../../support/server/signing'
import type { Person } from '../../support/town/town'

const signing = setSigning()

async function pair(getPrivateMapKey: CallingConfig['getPrivateMapKey']): Promise<[Person, Person]> {
  return [await signing.signedIn(getPrivateMapKey ? { getPrivateMapKey } : {}), signing.bob]
}

async function answered(alice: Person, bob: Person, type: 1 | 2 = 2): Promise<void> {
  await alice.calling.call({ userID: 'bob', type, roomID: 4321 })
  await signing.town.settle()
  void bob.calling.accept()
  await signing.town.settle()
}

const keyIn = (someone: Person): string | undefined =>
  /privatemapkey=([^&]*)/i.exec(someone.calling.state.pusher?.url ?? '')?.[1]

it.each([
  ['a key', () => Promise.resolve('key-1')],
  ["the service's answer", () => Promise.resolve({ privateMapKey: 'key-1', expiresAt: 1 })],
])('%s opens the room of the call', async (_, answer) => {
  const asked: RoomKeyRequest[] = []
  const [alice, bob] = await pair((room) => {
    asked.push(room)
    return answer()
  })
  await answered(alice, bob)
  expect(asked).toEqual([{ roomID: 4321, type: CALL_TYPE.VIDEO }])
  expect(keyIn(alice)).toBe('key-1')
  expect(keyIn(bob)).toBe('')
  expect(alice.calling.state.status).toBe('connected')
})

it('of a room with a name is asked for by the name', async () => {
  const asked: RoomKeyRequest[] = []
  const [alice, bob] = await pair((room) => {
    asked.push(room)
    return Promise.resolve('key-1')
  })
  await alice.calling.call({ userID: 'bob', type: 2, strRoomID: 'ward-7' })
  await signing.town.settle()
  void bob.calling.accept()
  await signing.town.settle()
  expect(asked).toEqual([{ strRoomID: 'ward-7', type: CALL_TYPE.VIDEO }])
  expect(keyIn(alice)).toBe('key-1')
})

it('a 1v1 voice call asks for video as well, for it may be switched', async () => {
  const asked: RoomKeyRequest[] = []
  const [alice, bob] = await pair((room) => {
    asked.push(room)
    return Promise.resolve('key-1')
  })
  await answered(alice, bob, 1)
  expect(asked).toEqual([{ roomID: 4321, type: CALL_TYPE.VIDEO }])
})

it.each([
  ['rejects', () => Promise.reject(new Error('secret words'))],
  ['brings rubbish', () => Promise.resolve({} as { privateMapKey: string })],
  ['never answers', () => new Promise<string>(() => undefined)],
  [
    'throws',
    (): Promise<string> => {
      throw new Error('secret words')
    },
  ],
])('without a key, because it %s, the call ends on both sides, and says what to do', async (_, get) => {
  const [alice, bob] = await pair(get)
  await answered(alice, bob)
  await signing.town.pass(5000)
  expect(alice.got('CALL_END')).toMatchObject([{ reason: CALL_END_REASON.ROOM_FAILED }])
  expect(alice.got('ERROR')).toMatchObject([{ reason: 'ENTER_ROOM_FAILED', message: /getPrivateMapKey/ }].map(has))
  await signing.town.pass(25_000)
  expect(bob.got('CALL_END')).toHaveLength(1)
})

it('a key that comes after the hang-up opens nothing', async () => {
  let bring: (key: string) => void = () => undefined
  const [alice, bob] = await pair(() => new Promise((resolve) => (bring = resolve)))
  await answered(alice, bob)
  void alice.calling.hangup()
  await signing.town.settle()
  const pushers = () => alice.wx.called('createLivePusherContext').length
  const before = pushers()
  bring('key-1')
  await signing.town.pass(10_000)
  expect(alice.calling.state.pusher).toBeNull()
  expect(alice.got('CALL_END')).toHaveLength(1)
  expect(alice.got('ERROR')).toEqual([])
  expect(pushers()).toBe(before)
})

it('a change of network asks for another key; the first one stays where there is none', async () => {
  let served = 0
  const [alice, bob] = await pair(() => (++served < 3 ? Promise.resolve(`key-${served}`) : Promise.reject(new Error())))
  await answered(alice, bob)
  for (const key of ['key-2', 'key-2']) {
    signing.town.media.changeNetwork('alice')
    await signing.town.pass(5000)
    expect(keyIn(alice)).toBe(key)
    expect(alice.calling.state.status).toBe('connected')
  }
  expect(served).toBe(3)
})

function has(error: { message: RegExp }): unknown {
  return { ...error, message: expect.stringMatching(error.message) }
}
