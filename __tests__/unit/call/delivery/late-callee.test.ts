/**
 * A call that began before the callee's mini program was open: recent conversations are read once Chat is ready.
 * Fault 50; and fault 51, where the call that is found is an old one.
 */
import type { ChatClient, HistoryAnswer } from '../../../support/chat/chat'
import { deliveryOf, lose, traffic } from '../../../support/chat/wire'
import { GROUP_ID, KINDS, pairs, setScene } from '../../../support/town/scene'
import type { Person } from '../../../support/town/town'

// before the scene is closed
afterEach(() => scene.endAll())
const scene = setScene()

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TYPES = [1, 2] as const

/** erin has an account, and no mini program that is open. */
function erinIsAway(): void {
  scene.town.chat.addAccount('erin')
  scene.town.chat.addGroup(GROUP_ID, ['alice', 'bob', 'dave', 'erin'])
}

/** bob calls erin; in a group, alice as well. */
async function call(kind: (typeof KINDS)[number], type: 1 | 2 = 1): Promise<void> {
  const { bob, town } = scene
  const groupID = kind === 'chat group' ? { groupID: GROUP_ID } : {}
  if (kind === '1v1') await bob.calling.call({ userID: 'erin', type })
  else await bob.calling.groupCall({ userIDList: ['alice', 'erin'], type, ...groupID })
  await town.settle()
}

async function opens(options: Parameters<typeof scene.town.signedIn>[1] = {}): Promise<Person> {
  const erin = await scene.town.signedIn('erin', { phone: 'erin', ...options })
  await scene.town.settle()
  return erin
}

/** as tim-wx-sdk is */
function withoutServerTime(): ChatClient {
  const tim = scene.town.chat.client()
  delete tim.getServerTime
  return tim
}

describe('fault 50: the callee signs in while the call rings', () => {
  beforeEach(erinIsAway)

  describe.each(pairs(KINDS, TYPES))('%s, media %d', (kind, type) => {
    it('5 s after it began: it rings, and can be taken', async () => {
      const { bob, town } = scene
      await call(kind, type)
      await town.pass(5000)
      const erin = await opens()
      expect(erin.calling.state).toMatchObject({ status: 'ringing', type })
      expect(erin.names()).toEqual(['INVITED'])
      await erin.calling.accept()
      await town.settle()
      scene.expectTogether(erin, bob)
    })

    it('it rings for what is left of its time, and the caller hears who did not answer', async () => {
      const { bob, town } = scene
      await call(kind, type)
      await town.pass(20_000)
      const erin = await opens()
      await town.pass(8500)
      expect(erin.calling.state.status).toBe('ringing')
      await town.pass(3000)
      town.expectIdle(erin)
      expect(erin.ends()).toEqual(['timeout'])
      await town.pass(3000)
      expect(bob.got('CALLING_TIMEOUT').flatMap((one) => one.timeoutUserList)).toContain('erin')
      await town.pass(5000)
    })
  })

  describe.each(KINDS)('what is over does not ring, %s', (kind) => {
    it('cancelled', async () => {
      const { bob, town } = scene
      await call(kind)
      await bob.calling.hangup()
      await town.settle()
      expect((await opens()).names()).toEqual([])
    })

    it('its ring time is over, and the caller is gone without a word', async () => {
      const { bob, town } = scene
      await call(kind)
      town.crash(bob)
      await town.pass(40_000)
      expect((await opens()).names()).toEqual([])
    })

    it.each(['accept', 'reject'] as const)('another device answered: %s', async (answer) => {
      const { town } = scene
      const tablet = await town.signedIn('erin', { phone: 'tablet' })
      await call(kind)
      await tablet.calling[answer]()
      await town.settle()
      expect((await opens()).names()).toEqual([])
    })

    it('cancelled while the conversations are being read', async () => {
      const { bob, town } = scene
      await call(kind)
      const held = town.chat.hold((hop): hop is HistoryAnswer => hop.kind === 'history' && hop.conversationID !== '')
      const erin = await opens()
      // read before the cancel, told after it
      expect(held.hops.length).toBeGreaterThan(0)
      await bob.calling.hangup()
      await town.settle()
      held.stop()
      held.releaseAll()
      await town.settle()
      expect(erin.names()).toEqual([])
    })
  })

  it('a call that was answered and hung up is not rung again, nor is anything else said of it', async () => {
    const { bob, town } = scene
    const old = await town.signedIn('erin', { phone: 'old' })
    await town.connect(bob, old)
    await bob.calling.switchCallType(2)
    await town.settle()
    await old.calling.acceptSwitch()
    await town.settle()
    await old.calling.hangup()
    await town.settle()
    const before = traffic(town.chat).length
    const erin = await opens()
    expect(erin.names()).toEqual([])
    expect(traffic(town.chat)).toHaveLength(before)
  })

  it('it arrives both ways: rings once', async () => {
    const { town } = scene
    const held = town.chat.hold((hop): hop is HistoryAnswer => hop.kind === 'history')
    const erin = await opens()
    await call('1v1')
    expect(erin.got('INVITED')).toHaveLength(1)
    held.stop()
    held.releaseAll()
    await town.settle()
    expect(erin.got('INVITED')).toHaveLength(1)
    expect(erin.calling.state.status).toBe('ringing')
  })

  it('the app signed its own Chat in before the component was there: it rings', async () => {
    const { town } = scene
    const tim = town.chat.client()
    await tim.login({ userID: 'erin', userSig: 'x' })
    await town.settle()
    await call('1v1')
    expect((await opens({ tim })).calling.state.status).toBe('ringing')
  })

  it('a second page opens while the first one rings: the call is there once', async () => {
    const { town } = scene
    const erin = await opens()
    await call('1v1')
    const second = await town.signedIn('erin', { phone: 'second page', tim: erin.tim })
    await town.settle()
    expect(erin.got('INVITED')).toHaveLength(1)
    expect(second.got('INVITED')).toEqual([])
    expect(second.calling.state).toMatchObject({ status: 'ringing', inviter: 'bob' })
    // it closes; what it hears of a call whose beginning it missed is for the tests of pages
    second.calling.destroy()
    second.crashed = true
    await town.settle()
    expect(erin.calling.state.status).toBe('ringing')
  })

  it('two calls wait: one rings, the other caller is told that the line is busy', async () => {
    const { carol, town } = scene
    await call('1v1')
    await carol.calling.call({ userID: 'erin', type: 1 })
    await town.settle()
    const erin = await opens()
    expect(erin.got('INVITED')).toHaveLength(1)
    expect([...scene.bob.ends(), ...carol.ends()]).toEqual(['line-busy'])
  })

  it.each([
    ['a day ahead', DAY],
    ['a day behind', -DAY],
  ])('the phone’s clock is %s: what rings, rings, and what is over does not', async (_name, ahead) => {
    const { bob, town } = scene
    const platform = { wallClock: () => Date.now() + ahead }
    await call('1v1')
    await town.pass(5000)
    expect((await opens({ platform })).calling.state.status).toBe('ringing')
    await scene.endAll()
    lose(town.chat, 'invite')
    await call('1v1')
    town.crash(bob)
    await town.pass(MINUTE)
    expect((await opens({ phone: 'another', platform })).names()).toEqual([])
  })

  it('no server time is known: the phone’s own clock decides', async () => {
    const { bob, town } = scene
    await call('1v1')
    await town.pass(5000)
    expect((await opens({ tim: withoutServerTime() })).calling.state.status).toBe('ringing')
    await scene.endAll()
    lose(town.chat, 'invite')
    await call('1v1')
    town.crash(bob)
    await town.pass(MINUTE)
    expect((await opens({ phone: 'another', tim: withoutServerTime() })).names()).toEqual([])
  })

  it('no server time is known, and by the phone’s clock the call has not begun yet: it rings', async () => {
    await call('1v1')
    const platform = { wallClock: () => Date.now() - DAY }
    expect((await opens({ tim: withoutServerTime(), platform })).calling.state.status).toBe('ringing')
  })

  it.each([
    ['cannot read', (tim: ChatClient) => Object.assign(tim, { getConversationList: undefined })],
    ['cannot read messages', (tim: ChatClient) => Object.assign(tim, { getMessageList: undefined })],
    [
      'throws',
      (tim: ChatClient) =>
        Object.assign(tim, {
          getConversationList: () => {
            throw new Error('no')
          },
        }),
    ],
    ['fails', (tim: ChatClient) => Object.assign(tim, { getMessageList: () => Promise.reject(new Error('no')) })],
    ['answers nonsense', (tim: ChatClient) => Object.assign(tim, { getConversationList: () => Promise.resolve(null) })],
    [
      'answers worse nonsense',
      (tim: ChatClient) =>
        Object.assign(tim, {
          getConversationList: () =>
            Promise.resolve({ data: { conversationList: [null, 7, {}, { conversationID: 'C2Cbob', type: 'C2C' }] } }),
          getMessageList: () => Promise.resolve({ data: { messageList: 'none' } }),
        }),
    ],
  ])('a Chat SDK that %s: nothing rings, and the next call does', async (_name, change) => {
    const { bob, town } = scene
    const held = town.chat.hold(deliveryOf('cancel'))
    await call('1v1')
    const tim = town.chat.client()
    change(tim)
    const erin = await opens({ tim })
    expect(erin.names()).toEqual([])
    await bob.calling.hangup()
    held.stop()
    await call('1v1')
    expect(erin.calling.state.status).toBe('ringing')
  })

  it('a conversation without a last message is passed over: what is in another rings', async () => {
    const { town } = scene
    await call('1v1')
    const tim = town.chat.client()
    const list = tim.getConversationList.bind(tim)
    const empty = [
      { conversationID: 'C2Cdave', type: 'C2C' },
      { conversationID: 'C2Ccarol', lastMessage: null },
    ]
    const more = async () => {
      const { data } = await list()
      return { data: { conversationList: [...empty, ...data.conversationList] } }
    }
    Object.assign(tim, { getConversationList: more })
    const erin = await opens({ tim })
    expect(erin.calling.state.status).toBe('ringing')
  })

  it('signed out while the conversations are being read: nothing rings', async () => {
    const { town } = scene
    await call('1v1')
    const held = town.chat.hold((hop): hop is HistoryAnswer => hop.kind === 'history')
    const erin = await opens()
    await erin.calling.logout()
    held.stop()
    held.releaseAll()
    await town.settle()
    expect(erin.names()).toEqual([])
  })

  it('only conversations of the last minutes are read, and few of them', async () => {
    const { town } = scene
    const lists: string[] = []
    town.chat.intercept((hop) => {
      if (hop.kind === 'history') lists.push(hop.conversationID)
      return 'pass'
    })
    await call('1v1')
    await scene.endAll()
    await town.pass(10 * MINUTE)
    for (let i = 0; i < 15; i++) {
      const tim = town.chat.client()
      await tim.login({ userID: `friend-${i}`, userSig: 'x' })
      await town.settle()
      const message = tim.createCustomMessage({
        to: 'erin',
        conversationType: 'C2C',
        priority: 'High',
        payload: { data: 'hello' },
      })
      await tim.sendMessage(message)
      await town.pass(1000)
    }
    await opens()
    expect(lists).not.toContain('C2Cbob')
    expect(lists.filter((id) => id.startsWith('C2Cfriend')).length).toBeLessThanOrEqual(10)
    expect(lists).toContain('C2Cfriend-14')
  })
})

describe('fault 51: killed in a connected call, and opened again', () => {
  beforeEach(erinIsAway)

  it.each(pairs(KINDS, ['caller', 'callee'] as const))(
    '%s, as %s: the old call does not ring again',
    async (kind, role) => {
      const { alice, bob, town } = scene
      const old = await town.signedIn('erin', { phone: 'old' })
      if (role === 'callee') await call(kind)
      else if (kind === '1v1') await old.calling.call({ userID: 'bob', type: 1 })
      else
        await old.calling.groupCall({
          userIDList: ['alice', 'bob'],
          type: 1,
          ...(kind === 'chat group' ? { groupID: GROUP_ID } : {}),
        })
      await town.settle()
      for (const one of [alice, bob, old]) if (one.calling.state.status === 'ringing') await one.calling.accept()
      await town.pass(3000)
      expect(old.calling.state.status).toBe('connected')
      town.crash(old)
      const erin = await opens()
      expect(erin.names()).toEqual([])
      town.expectIdle(erin)
      // the other side has noticed: at the latest when the room has
      await town.pass(130_000)
      if (kind === '1v1') expect(bob.ends()).toEqual(['peer-left'])
      expect(erin.names()).toEqual([])
      await scene.endAll()
      await scene.expectNextCallWorks(bob, erin)
    },
  )
})
