/** The real tsignaling over the simulator's Chat client and relay. */
import TSignaling from 'tsignaling/tsignaling-wx.js'
import { SDK_APP_ID, startRelay, until } from '../../../support/simulator/relay'
import type { TestRelay } from '../../../support/simulator/relay'

/** What the declaration leaves out, because the library does without. */
interface Signaling extends InstanceType<typeof TSignaling> {
  on(name: string, listener: (event: { name: string; data: Record<string, unknown> }) => void): void
  invite(options: { userID: string; data: string; timeout: number }): Promise<{ inviteID: string; code: number }>
  inviteInGroup(options: {
    groupID: string
    inviteeList: string[]
    data: string
    timeout: number
  }): Promise<{ inviteID: string; code: number }>
  joinGroup(groupID: string): Promise<unknown>
}

interface Party {
  signaling: Signaling
  events: [string, Record<string, unknown>][]
}

let net: TestRelay

beforeEach(async () => {
  net = await startRelay()
})

afterEach(async () => {
  await net.close()
})

/** tsignaling's own names, which the package's class carries. */
const NAMES = (TSignaling as unknown as { EVENT: Record<string, string> }).EVENT

async function join(device: string, userID: string): Promise<Party> {
  const tim = net.tim(device)
  const signaling = new TSignaling({ SDKAppID: SDK_APP_ID, tim, offlineSupport: false }) as Signaling
  signaling.setLogLevel(4)
  const events: Party['events'] = []
  for (const [key, name] of Object.entries(NAMES)) signaling.on(name, ({ data }) => events.push([key, data]))
  await signaling.login({ userID, userSig: net.sign(userID) })
  await until(() => events.some(([name]) => name === 'SDK_READY'))
  events.length = 0
  return { signaling, events }
}

const data = JSON.stringify({ version: 4, businessID: 'av_call', call_type: 1, room_id: 7 })

async function received({ events }: Party, name: string): Promise<Record<string, unknown>> {
  await until(() => events.some(([event]) => event === name))
  return events.find(([event]) => event === name)?.[1] ?? {}
}

test('an invitation rings, and the acceptance comes back', async () => {
  const [alice, bob] = [await join('phone-1', 'alice'), await join('phone-2', 'bob')]
  const { inviteID, code } = await alice.signaling.invite({ userID: 'bob', data, timeout: 30 })
  expect(code).toBe(0)
  const invitation = await received(bob, 'NEW_INVITATION_RECEIVED')
  expect(invitation).toMatchObject({ inviteID, inviter: 'alice', groupID: '', inviteeList: ['bob'], data })
  await expect(bob.signaling.accept({ inviteID, data })).resolves.toMatchObject({ code: 0 })
  expect(await received(alice, 'INVITEE_ACCEPTED')).toMatchObject({ inviteID, invitee: 'bob' })
  const kinds = net.relay.snapshot().log.map(({ kind, inviteID: id }) => [kind, id])
  expect(kinds.slice(2)).toEqual([
    ['invite', inviteID],
    ['accept', inviteID],
  ])
})

test('a rejection comes back, and a cancellation stops the ring', async () => {
  const [alice, bob] = [await join('phone-1', 'alice'), await join('phone-2', 'bob')]
  const first = await alice.signaling.invite({ userID: 'bob', data, timeout: 30 })
  await received(bob, 'NEW_INVITATION_RECEIVED')
  await bob.signaling.reject({ inviteID: first.inviteID, data })
  expect(await received(alice, 'INVITEE_REJECTED')).toMatchObject({ inviteID: first.inviteID, invitee: 'bob' })

  bob.events.length = 0
  const second = await alice.signaling.invite({ userID: 'bob', data, timeout: 30 })
  await received(bob, 'NEW_INVITATION_RECEIVED')
  await alice.signaling.cancel({ inviteID: second.inviteID, data })
  expect(await received(bob, 'INVITATION_CANCELLED')).toMatchObject({ inviteID: second.inviteID, inviter: 'alice' })
})

test('a group invitation reaches the invitees of the group', async () => {
  const parties = [
    await join('phone-1', 'alice'),
    await join('phone-2', 'bob'),
    await join('phone-3', 'carol'),
  ] as const
  const [alice, bob, carol] = parties
  for (const { signaling } of parties) await signaling.joinGroup('team')
  const { inviteID } = await alice.signaling.inviteInGroup({
    groupID: 'team',
    inviteeList: ['bob', 'carol'],
    data,
    timeout: 30,
  })
  for (const invitee of [bob, carol]) {
    expect(await received(invitee, 'NEW_INVITATION_RECEIVED')).toMatchObject({ inviteID, groupID: 'team' })
  }
  await bob.signaling.accept({ inviteID, data })
  await carol.signaling.reject({ inviteID, data })
  expect(await received(alice, 'INVITEE_ACCEPTED')).toMatchObject({ invitee: 'bob' })
  expect(await received(alice, 'INVITEE_REJECTED')).toMatchObject({ invitee: 'carol' })
})

test('an invitation to a user who never signed in fails with 20003', async () => {
  const alice = await join('phone-1', 'alice')
  const failed = alice.signaling.invite({ userID: 'nobody', data, timeout: 30 })
  await expect(failed).rejects.toMatchObject({ code: 20003 })
})

test('a cut network is reported, and so is its return', async () => {
  const alice = await join('phone-1', 'alice')
  net.relay.setFaults('phone-1', { offline: true })
  expect(await received(alice, 'NET_STATE_CHANGE')).toEqual({ state: 'disconnected' })
  net.relay.setFaults('phone-1', { offline: false })
  await until(() => alice.events.some(([, payload]) => payload.state === 'connected'))
})
