/** The room of one phone's native tags, over a real relay. */
import { WebSocket } from 'ws'
import { MediaRoom } from '../../../../simulator/src/live/room/room'
import { SDK_APP_ID, startRelay, until } from '../../../support/simulator/relay'
import type { TestRelay } from '../../../support/simulator/relay'

let net: TestRelay
let rooms: MediaRoom[]

beforeEach(async () => {
  net = await startRelay({ dropAfter: 5000 })
  rooms = []
})

afterEach(async () => {
  for (const room of rooms) room.leave()
  await net.close()
})

function phone(device: string): { room: MediaRoom; events: string[] } {
  const room = new MediaRoom({ relayUrl: net.url, device, socket: WebSocket })
  const events: string[] = []
  rooms.push(room)
  room.listen({
    entered: () => events.push('entered'),
    left: () => events.push('left'),
    joined: (userID) => events.push(`joined ${userID}`),
    gone: (userID) => events.push(`gone ${userID}`),
    stream: ({ userID, hasVideo, hasAudio }) => events.push(`stream ${userID} ${hasVideo} ${hasAudio}`),
    lost: () => events.push('lost'),
    restored: () => events.push('restored'),
    removed: () => events.push('removed'),
  })
  return { room, events }
}

function address(userID: string, room = '7'): Parameters<MediaRoom['enter']>[0] {
  return { sdkAppID: SDK_APP_ID, room, userID, userSig: net.sign(userID), privateMapKey: '' }
}

test('who enters learns who is there and what they send, after having entered', async () => {
  const [alice, bob] = [phone('phone-1'), phone('phone-2')]
  await alice.room.enter(address('alice'))
  alice.room.publish({ hasVideo: true, hasAudio: true })
  await until(() => net.relay.snapshot().phones[0]?.hasVideo === true)
  await bob.room.enter(address('bob'))
  expect(bob.events).toEqual(['entered', 'joined alice', 'stream alice true true'])
  bob.room.leave()
  await until(() => alice.events.includes('gone bob'))
  expect(bob.events.at(-1)).toBe('left')
  expect(bob.room.isEntered).toBe(false)
})

test('leaving while entering enters nothing, and a room entered next is not disturbed', async () => {
  const alice = phone('phone-1')
  const first = alice.room.enter(address('alice', '1'))
  const second = alice.room.enter(address('alice', '2'))
  await expect(first).rejects.toMatchObject({ failure: 'closed' })
  await second
  expect(net.relay.snapshot().phones).toMatchObject([{ phone: 'phone-1', room: `${SDK_APP_ID}/2` }])
  expect(alice.events).toEqual(['entered'])
})

test('a lost network is survived: who left meanwhile is gone, who came is there, own streams are told again', async () => {
  const [alice, bob, carol] = [phone('phone-1'), phone('phone-2'), phone('phone-3')]
  await alice.room.enter(address('alice'))
  await bob.room.enter(address('bob'))
  alice.room.publish({ hasVideo: true, hasAudio: false })
  await until(() => bob.events.includes('stream alice true false'))
  net.relay.setFaults('phone-1', { offline: true })
  await until(() => alice.events.includes('lost'))
  bob.room.leave()
  await carol.room.enter(address('carol'))
  carol.room.publish({ hasVideo: false, hasAudio: true })
  alice.events.length = 0
  net.relay.setFaults('phone-1', { offline: false })
  await until(() => alice.events.includes('restored'))
  expect(alice.events).toEqual(['gone bob', 'joined carol', 'stream carol false true', 'restored'])
  await until(() => carol.events.at(-1) === 'stream alice true false')
  expect(carol.events).not.toContain('gone alice')
})

test('a kick ends the room', async () => {
  const alice = phone('phone-1')
  await alice.room.enter(address('alice'))
  net.relay.removeFromRoom('phone-1')
  await until(() => alice.events.length === 3)
  expect(alice.events).toEqual(['entered', 'removed', 'left'])
})

test.each([
  ['refused', (): Parameters<MediaRoom['enter']>[0] => ({ ...address('alice'), userSig: net.sign('bob') })],
  ['unreachable', () => (net.relay.setFaults('phone-1', { offline: true }), address('alice'))],
])('entering that is %s rejects, and can be repeated', async (failure, prepare) => {
  const alice = phone('phone-1')
  await expect(alice.room.enter(prepare())).rejects.toMatchObject({ failure })
  net.relay.setFaults('phone-1', { offline: false })
  await alice.room.enter(address('alice'))
  expect(alice.events).toEqual(['entered'])
})
