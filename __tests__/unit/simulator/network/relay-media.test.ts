import { WebSocket } from 'ws'
import { connectDesk } from '../../../../simulator/src/relay/wire/desk-link'
import { withLocalAddresses } from '../../../../simulator/src/relay/local-candidates'
import type { LogEntry, MediaSignal, PhoneStatus } from '../../../../simulator/src/relay/wire/protocol'
import { SDK_APP_ID, startRelay, until, type TestRelay } from '../../../support/simulator/relay'

let net: TestRelay

beforeEach(async () => {
  net = await startRelay({ dropAfter: 60 })
})

afterEach(async () => {
  await net.close()
})

describe('media rooms', () => {
  test('tell members and streams, and forward signalling within the room only', async () => {
    const [alice, bob, carol] = [await net.media('phone-1'), await net.media('phone-2'), await net.media('phone-3')]
    await expect(alice.enter('alice')).resolves.toEqual({ members: [] })
    await alice.link.request('publish', { hasVideo: true, hasAudio: false })
    await carol.enter('carol', 'elsewhere')
    await expect(bob.enter('bob')).resolves.toEqual({ members: [{ userID: 'alice', hasVideo: true, hasAudio: false }] })
    bob.link.notify('signal', { to: 'alice', subscription: 's1', signal: { kind: 'want' } })
    bob.link.notify('signal', { to: 'carol', subscription: 's2', signal: { kind: 'want' } })
    await bob.link.request('leave', {})
    await until(() => alice.events.length === 3)
    expect(alice.events).toEqual([
      ['joined', { userID: 'bob' }],
      ['signal', { from: 'bob', subscription: 's1', signal: { kind: 'want', stream: 'main' } }],
      ['left', { userID: 'bob' }],
    ])
    expect(carol.events).toEqual([])
    await expect(bob.link.request('publish', { hasVideo: true, hasAudio: true })).rejects.toMatchObject({ code: -3319 })
  })

  test('tell of a screen that is shared besides the camera', async () => {
    const [alice, bob] = [await net.media('phone-1'), await net.media('phone-2')]
    await alice.enter('alice')
    await bob.enter('bob')
    await alice.link.request('publish', { hasVideo: true, hasAudio: true, hasScreen: true })
    await alice.link.request('publish', { hasVideo: true, hasAudio: true })
    await until(() => bob.events.length === 2)
    const streams = { userID: 'alice', hasVideo: true, hasAudio: true }
    expect(bob.events).toEqual([
      ['stream', { ...streams, hasScreen: true }],
      ['stream', streams],
    ])
  })

  test('add this machine’s addresses to candidates that have only a name', () => {
    const ice = (address: string): MediaSignal => ({
      kind: 'ice',
      candidate: { candidate: `candidate:1 1 udp 2113937151 ${address} 48877 typ host`, sdpMid: '0', sdpMLineIndex: 0 },
    })
    const addresses = ['192.0.2.2', 'fd00::2']
    expect(withLocalAddresses(ice('a-b.local'), addresses)).toEqual(['a-b.local', ...addresses].map(ice))
    expect(withLocalAddresses(ice('192.0.2.9'), addresses)).toEqual([ice('192.0.2.9')])
    expect(withLocalAddresses({ kind: 'bye' }, addresses)).toEqual([{ kind: 'bye' }])
  })

  test('refuse a UserSig of somebody else', async () => {
    const { link } = await net.media('phone-1')
    const claim = { sdkAppID: SDK_APP_ID, room: '42', userID: 'alice', userSig: net.sign('bob') }
    await expect(link.request('enter', claim)).rejects.toMatchObject({ failure: 'refused', code: 70013 })
  })

  test('refuse a UserSig that the desk has let expire, as Chat does', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    const claim = { sdkAppID: SDK_APP_ID, room: '42', userID: 'alice', userSig: net.sign('alice', 1800) }
    const other = { userID: 'alice', userSig: claim.userSig }
    await alice.logout()
    await alice.login(other)
    net.relay.expireUserSig('phone-1')
    await expect(net.tim('phone-1').login(other)).rejects.toMatchObject({ code: 70001 })
    const { link } = await net.media('phone-1')
    await expect(link.request('enter', claim)).rejects.toMatchObject({ failure: 'refused', code: 70001 })
  })

  test('drop a phone that crashed, but not before its time', async () => {
    net.relay.setDropAfter(200)
    const [alice, bob] = [await net.media('phone-1'), await net.media('phone-2')]
    await alice.enter('alice')
    await bob.enter('bob')
    const crashedAt = Date.now()
    bob.link.close()
    await until(() => alice.events.some(([name]) => name === 'left'))
    expect(Date.now() - crashedAt).toBeGreaterThanOrEqual(190)
    expect(net.relay.snapshot().log.at(-1)).toMatchObject({ kind: 'room-drop', from: 'bob', phone: 'phone-2' })
  })

  test('drop it after 90 s unless told otherwise, as TRTC does, and after what the desk asks for', async () => {
    const patient = await startRelay()
    const desk = await connectDesk({
      relayUrl: patient.url,
      socket: WebSocket,
      onLog() {},
      onPhones() {},
    })
    const timeouts = jest.spyOn(globalThis, 'setTimeout')
    const leaves = async (phone: string): Promise<unknown[]> => {
      const client = await patient.media(phone)
      await client.enter(phone)
      timeouts.mockClear()
      client.link.close()
      await until(() => timeouts.mock.calls.some(([run]) => String(run).includes('room-drop')))
      return timeouts.mock.calls.filter(([run]) => String(run).includes('room-drop')).map(([, ms]) => ms)
    }
    expect(await leaves('phone-1')).toEqual([90_000])
    await desk.setDropAfter(3000)
    expect(await leaves('phone-2')).toEqual([3000])
    await desk.setDropAfter(null)
    expect(await leaves('phone-3')).toEqual([90_000])
    desk.close()
    await patient.close()
  })

  test('tell at once of a phone that leaves, however long they wait for one that is gone', async () => {
    net.relay.setDropAfter(90_000)
    const [alice, bob] = [await net.media('phone-1'), await net.media('phone-2')]
    await alice.enter('alice')
    await bob.enter('bob')
    bob.link.notify('leave', {})
    bob.link.close()
    await until(() => alice.events.some(([name]) => name === 'left'))
    expect(net.relay.snapshot().log.at(-1)).toMatchObject({ kind: 'room-leave', from: 'bob' })
  })

  test('keep a phone that comes back in time; its streams begin anew', async () => {
    net.relay.setDropAfter(5000)
    const [alice, bob] = [await net.media('phone-1'), await net.media('phone-2')]
    await alice.enter('alice')
    await bob.enter('bob')
    await bob.link.request('publish', { hasVideo: true, hasAudio: true })
    bob.link.close()
    const again = await net.media('phone-2')
    await again.enter('bob')
    await again.link.request('publish', { hasVideo: true, hasAudio: true })
    await until(() => alice.events.length === 4)
    expect(alice.events).toEqual([
      ['joined', { userID: 'bob' }],
      ['stream', { userID: 'bob', hasVideo: true, hasAudio: true }],
      ['stream', { userID: 'bob', hasVideo: false, hasAudio: false }],
      ['stream', { userID: 'bob', hasVideo: true, hasAudio: true }],
    ])
  })

  test('throw a member out on request, and when its account enters from another phone', async () => {
    const [alice, bob] = [await net.media('phone-1'), await net.media('phone-2')]
    await alice.enter('alice')
    await bob.enter('bob')
    net.relay.removeFromRoom('phone-2')
    await until(() => bob.events.length === 1 && alice.events.length === 2)
    expect(bob.events).toEqual([['removed', {}]])
    expect(net.relay.snapshot().log.at(-1)).toMatchObject({ kind: 'room-removed', from: 'bob' })
    await bob.enter('bob')
    await (await net.media('phone-3')).enter('bob')
    await until(() => bob.events.length === 2 && alice.events.length === 5)
    expect(alice.events.map(([name]) => name)).toEqual(['joined', 'left', 'joined', 'left', 'joined'])
  })

  test('note of a member who is gone that the room dropped it: nobody was there to be thrown out', async () => {
    const timeouts = jest.spyOn(globalThis, 'setTimeout')
    const bob = await net.media('phone-2')
    await bob.enter('bob')
    bob.link.close()
    await until(() => timeouts.mock.calls.some(([run]) => String(run).includes('room-drop')))
    net.relay.removeFromRoom('phone-2')
    expect(net.relay.snapshot().log.at(-1)).toMatchObject({ kind: 'room-drop', from: 'bob' })
  })
})

describe('the desk', () => {
  test('gets the log and the phones, sets faults, and never gets a message’s text', async () => {
    const alice = await net.signIn('phone-1', 'alice')
    await net.signIn('phone-2', 'bob')
    const log: LogEntry[] = []
    let phones: PhoneStatus[] = []
    const desk = await connectDesk({
      relayUrl: net.url,
      socket: WebSocket,
      onLog: (entry) => log.push(entry),
      onPhones: (status) => (phones = status),
    })
    await desk.setFaults('phone-1', { duplicate: 1 })
    const hangup = { call_end: 0, data: { cmd: 'hangup' } }
    const envelope = { businessID: 1, actionType: 1, inviteID: 'i-1', data: JSON.stringify(hangup) }
    await alice.sendMessage(
      alice.createCustomMessage({ to: 'bob', conversationType: 'C2C', payload: { data: JSON.stringify(envelope) } }),
    )
    await alice.sendMessage(
      alice.createTextMessage({ to: 'bob', conversationType: 'C2C', payload: { text: 'a secret' } }),
    )
    await until(() => log.length === 4)
    expect(log.map(({ kind, from, fate }) => [kind, from, fate])).toEqual([
      ['login', 'alice', 'sent'],
      ['login', 'bob', 'sent'],
      ['hangup', 'alice', 'duplicated'],
      ['text', 'alice', 'sent'],
    ])
    expect(log[2]).toMatchObject({ inviteID: 'i-1', to: 'bob', phone: 'phone-1' })
    expect(JSON.stringify(log)).not.toContain('secret')
    await desk.expireUserSig('phone-1')
    await until(() => phones.find(({ phone }) => phone === 'phone-1')?.chat === false)
    desk.close()
  })
})
