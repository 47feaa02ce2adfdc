/**
 * What a host of the original TRTCCalling wrote, as its guide has it: the page with its handlers, and each call of the
 * API. Everything is answered, and each event carries what the original's table of events names.
 */
import type { TRTCCalling } from '../../../../lib/index'
import { setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'

const scene = setScene()

/** Events and their data, with the types that the table gives. `inviteData` has a call type and a room number. */
const EVENTS: Record<string, Record<string, string>> = {
  REJECT: { invitee: 'string', inviteID: 'string', reason: 'string' },
  NO_RESP: { inviteID: 'string', timeoutUserList: 'array' },
  CALLING_TIMEOUT: { inviteID: 'string', timeoutUserList: 'array', groupID: 'string', sponsor: 'string' },
  LINE_BUSY: { invitee: 'string', inviteID: 'string', reason: 'string' },
  CALLING_CANCEL: { invitee: 'string', inviteID: 'string' },
  INVITED: { sponsor: 'string', isFromGroup: 'boolean', inviteID: 'string', inviteData: 'object' },
  USER_ENTER: { userID: 'string' },
  USER_LEAVE: { userID: 'string' },
  CALL_END: { call_end: 'string' },
  USER_VOICE_VOLUME: { userID: 'string', volume: 'number' },
  HANG_UP: {},
}

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value)

function expectTable({ heard }: Person): void {
  for (const { eventCode, data } of heard) {
    const fields = data as unknown as Record<string, unknown>
    for (const [field, type] of Object.entries(EVENTS[eventCode] ?? {})) {
      expect({ eventCode, field, type: typeOf(fields[field]) }).toEqual({ eventCode, field, type })
    }
  }
}

/** The page of the quick start: what it subscribes, under the names it uses. */
function createPage(calling: TRTCCalling): { heard: string[]; bind(): void; unbind(): void } {
  const heard: string[] = []
  const { EVENT } = calling
  const names = [
    EVENT.INVITED,
    EVENT.HANG_UP,
    EVENT.REJECT,
    EVENT.USER_LEAVE,
    EVENT.NO_RESP,
    EVENT.CALLING_TIMEOUT,
    EVENT.LINE_BUSY,
    EVENT.CALLING_CANCEL,
    EVENT.USER_ENTER,
    EVENT.CALL_END,
  ]
  const handlers = names.map((name) => () => void heard.push(name))
  return {
    heard,
    bind: () => names.forEach((name, index) => calling.on(name, handlers[index] ?? (() => {}))),
    unbind: () => names.forEach((name, index) => calling.off(name, handlers[index])),
  }
}

it('the page of the quick start hears of a call what it subscribed, until it unsubscribes', async () => {
  const { alice, bob, town } = scene
  const page = createPage(alice.calling)
  page.bind()
  await town.connect(alice, bob, 2)
  await town.pass(3000)
  await alice.calling.hangup()
  await town.settle()
  expect(page.heard).toEqual(['USER_ENTER', 'HANG_UP', 'CALL_END'])
  page.unbind()
  await town.connect(alice, bob, 2)
  await bob.calling.hangup()
  await town.settle()
  expect(page.heard).toHaveLength(3)
})

it('an invitation is accepted, and rejected, right in its handler', async () => {
  const { alice, bob, town } = scene
  const { EVENT } = bob.calling
  const accept = () => void bob.calling.accept()
  bob.calling.on(EVENT.INVITED, accept)
  await alice.calling.call({ userID: 'bob', type: 2 })
  await town.settle()
  expect(alice.calling.state.status).toBe('connected')
  await alice.calling.hangup()
  await town.settle()
  bob.calling.off(EVENT.INVITED, accept)
  bob.calling.on(EVENT.INVITED, () => void bob.calling.reject())
  await alice.calling.call({ userID: 'bob', type: 1 })
  await town.settle()
  expect(alice.ends()).toEqual(['hangup', 'reject'])
})

it('the devices answer in a call', async () => {
  const { alice, bob, town } = scene
  await town.connect(alice, bob, 2)
  const { calling } = alice
  calling.startRemoteView('bob')
  calling.stopRemoteView('bob')
  calling.openCamera()
  calling.closeCamera()
  calling.setMicMute(true)
  calling.switchCamera(true)
  calling.setHandsFree(true)
  expect(calling.state).toMatchObject({
    members: [{ viewing: false }],
    self: { camera: false, mic: false, frontCamera: true, handsFree: true },
  })
})

it('a group call goes through a Chat group', async () => {
  const { alice, bob, town } = scene
  town.chat.addGroup('@TGS#1', ['alice', 'bob', 'carol'])
  await alice.calling.groupCall({ userIDList: ['bob', 'carol'], type: 2, groupID: '@TGS#1' })
  await town.settle()
  expect(bob.got('INVITED')).toMatchObject([{ isFromGroup: true }])
  await alice.calling.hangup()
  await town.settle()
})

it('errors arrive at ERROR, with a message', async () => {
  const { bob, town } = scene
  const erin = town.person('erin', { wx: { permissions: { 'scope.camera': 'refused' } } })
  const heard: unknown[] = []
  erin.calling.on(erin.calling.EVENT.ERROR, (event) => heard.push(event.data))
  const login = erin.calling.login()
  await town.settle()
  await login
  await erin.calling.call({ userID: bob.userID, type: 2 })
  await town.settle()
  expect(heard).toMatchObject([{ message: expect.stringContaining('camera') as string }])
  await erin.calling.hangup()
  await town.settle()
})

it('each event carries what the table names', async () => {
  const { alice, bob, carol, town } = scene
  await town.connect(alice, bob, 2)
  town.media.speak('bob', 50)
  await carol.calling.call({ userID: 'bob', type: 1 })
  await town.settle()
  await bob.calling.hangup()
  await town.settle()
  const begin = async () => {
    await alice.calling.call({ userID: 'bob', type: 1 })
    await town.settle()
  }
  await begin()
  await bob.calling.reject()
  await town.settle()
  await begin()
  await alice.calling.hangup()
  await town.settle()
  await begin()
  await town.pass(31_000)
  await alice.calling.call({ userID: 'nobody-is-there', type: 1 }).catch(() => {})
  await town.pass(40_000)
  for (const person of [alice, bob, carol]) expectTable(person)
  const seen = new Set([alice, bob, carol].flatMap(({ heard }) => heard.map(({ eventCode }) => eventCode as string)))
  expect(Object.keys(EVENTS).filter((name) => !seen.has(name) && name !== 'USER_LEAVE' && name !== 'NO_RESP')).toEqual(
    [],
  )
  expect(bob.got('INVITED')[0]?.inviteData).toMatchObject({ callType: 2, roomID: expect.any(Number) as number })
})
