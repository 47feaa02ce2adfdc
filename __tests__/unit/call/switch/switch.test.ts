/** Voice to video and back: fault 46, and what a switch does when nothing goes wrong. */
import { pairs, setScene } from '../../../support/town/scene'
import type { SignalView } from '../../../support/chat/chat'
import { ackOf, deliveryOf, lastOf, lose, makeUp, traffic } from '../../../support/chat/wire'

const scene = setScene()
const SIDES = ['alice', 'bob'] as const

function types(): number[] {
  return [scene.alice, scene.bob].map((one) => one.calling.state.type)
}

/** Whose camera is on, as the room sees it. */
function cameras(): boolean[] {
  return [scene.alice, scene.bob].map((one) => scene.town.media.published(one.phone).video)
}

function requests(): string[] {
  return [scene.alice, scene.bob].map((one) => one.calling.state.switchRequest)
}

/** Both sides are in voice, with no camera on, or in video, with both; and nobody is being asked. */
function expectBothIn(type: 1 | 2): void {
  const on = type === 2
  expect([types(), cameras(), requests()]).toEqual([
    [type, type],
    [on, on],
    ['none', 'none'],
  ])
}

/** The call layer of a message, sent a little later. */
function later({ call }: SignalView): object {
  const data = call['data'] as { order: number }
  return { ...call, data: { ...data, order: data.order + 1000 } }
}

/** Both sides of `asker`. */
function sides(asker: (typeof SIDES)[number]) {
  return asker === 'alice' ? ([scene.alice, scene.bob] as const) : ([scene.bob, scene.alice] as const)
}

/** In a voice call, `asker` asks the peer for video. @returns both sides of `asker` */
async function askForVideo(asker: (typeof SIDES)[number]) {
  await scene.bring('connected')
  const [me, peer] = sides(asker)
  await me.calling.switchCallType(2)
  await scene.town.settle()
  return [me, peer] as const
}

describe('connected: a switch without faults', () => {
  it.each(SIDES)('video to voice by %s: at once on both sides', async (asker) => {
    const { town } = scene
    await scene.bring('connected', '1v1', { type: 2 })
    const [me, peer] = sides(asker)
    await me.calling.switchCallType(1)
    await town.settle()
    expectBothIn(1)
    for (const one of [me, peer]) expect(one.got('CALL_MODE')).toEqual([{ type: 1 }])
    scene.expectTogether(me, peer)
  })

  it.each(SIDES)('voice to video by %s: with the other side’s consent', async (asker) => {
    const { town } = scene
    const [me, peer] = await askForVideo(asker)
    expect([types(), cameras()]).toEqual([
      [1, 1],
      [false, false],
    ])
    expect(peer.got('CALL_TYPE_REQUEST')).toEqual([{ userID: me.userID, type: 2 }])
    expect([me, peer].map((one) => one.calling.state.switchRequest)).toEqual(['outgoing', 'incoming'])
    await peer.calling.acceptSwitch()
    await town.settle()
    expectBothIn(2)
    for (const one of [me, peer]) expect(one.got('CALL_MODE')).toEqual([{ type: 2 }])
  })

  it.each(SIDES)('voice to video by %s, refused: both stay with voice', async (asker) => {
    const { town } = scene
    const [me, peer] = await askForVideo(asker)
    await peer.calling.rejectSwitch()
    await town.settle()
    expectBothIn(1)
    expect(me.got('CALL_MODE')).toEqual([{ type: 1, refusal: 'reject' }])
  })

  it('several times, back and forth', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    for (let n = 0; n < 3; n++) {
      await alice.calling.switchCallType(2)
      await town.settle()
      await bob.calling.acceptSwitch()
      await town.settle()
      expectBothIn(2)
      await bob.calling.switchCallType(1)
      await town.settle()
      expectBothIn(1)
    }
    await town.pass(60_000)
    scene.expectTogether(alice, bob)
  })
})

describe('connecting: the other side was in the room first, and switches at once', () => {
  /** `me` sees the peer in the room; the room has not told the peer of `me` yet. */
  async function meetInRoom(asker: (typeof SIDES)[number], type: 1 | 2) {
    const [me, peer] = sides(asker)
    const { town } = scene
    const accepts = town.chat.hold(deliveryOf('accept'))
    await me.calling.call({ userID: peer.userID, type })
    await town.settle()
    await peer.calling.accept()
    await town.settle()
    town.media.behaviour(peer.phone).silent = true
    accepts.stop()
    accepts.releaseAll()
    await town.settle()
    expect([me, peer].map(({ calling }) => calling.state.status)).toEqual(['connected', 'connecting'])
    return [me, peer] as const
  }

  afterEach(() => scene.endAll())

  it.each(SIDES)('to voice by %s: both are in voice, no camera stays on', async (asker) => {
    const [me, peer] = await meetInRoom(asker, 2)
    await me.calling.switchCallType(1)
    await scene.town.settle()
    expectBothIn(1)
    expect(peer.got('CALL_MODE')).toEqual([{ type: 1 }])
  })

  it.each(SIDES)('to video by %s: the peer is asked, and can consent', async (asker) => {
    const [me, peer] = await meetInRoom(asker, 1)
    await me.calling.switchCallType(2)
    await scene.town.settle()
    expect(peer.got('CALL_TYPE_REQUEST')).toEqual([{ userID: me.userID, type: 2 }])
    expect(cameras()).toEqual([false, false])
    await peer.calling.acceptSwitch()
    await scene.town.settle()
    expectBothIn(2)
  })
})

describe('fault 46: connected, the switch crosses a hangup', () => {
  const cases = pairs([1, 2] as const, SIDES)

  it.each(cases)('to %d by %s: both idle, nothing left', async (to, asker) => {
    const { town } = scene
    await scene.bring('connected', '1v1', { type: to === 1 ? 2 : 1 })
    const [me, peer] = sides(asker)
    const mail = town.chat.hold((hop) => hop.kind === 'delivery')
    await me.calling.switchCallType(to)
    await peer.calling.hangup()
    await town.settle()
    mail.stop()
    mail.releaseAll()
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
    await scene.expectNextCallWorks()
  })

  it.each(SIDES)('%s asks, the consent crosses the hangup', async (asker) => {
    const { town } = scene
    const [me, peer] = await askForVideo(asker)
    const mail = town.chat.hold((hop) => hop.kind === 'delivery')
    await peer.calling.acceptSwitch()
    await me.calling.hangup()
    await town.settle()
    mail.stop()
    mail.releaseAll()
    await town.settle()
    town.expectIdle()
    scene.expectEnds({ alice: ['hangup'], bob: ['hangup'] })
    await scene.expectNextCallWorks()
    expect([scene.alice, scene.bob].map((one) => one.calling.state.self.camera)).toEqual([false, false])
  })
})

describe('fault 46: connected, both sides switch at once', () => {
  it('both to video: both have consented', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    await Promise.all([alice.calling.switchCallType(2), bob.calling.switchCallType(2)])
    await town.settle()
    expectBothIn(2)
    await town.pass(60_000)
    expect(types()).toEqual([2, 2])
  })

  it('both to voice', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected', '1v1', { type: 2 })
    await Promise.all([alice.calling.switchCallType(1), bob.calling.switchCallType(1)])
    await town.pass(60_000)
    expectBothIn(1)
    for (const one of [alice, bob]) expect(one.got('CALL_MODE')).toEqual([{ type: 1 }])
  })

  it.each(SIDES)('the consent to video crosses a switch back to voice by %s', async (asker) => {
    const { town } = scene
    const [me, peer] = await askForVideo(asker)
    const mail = town.chat.hold((hop) => hop.kind === 'delivery')
    await peer.calling.acceptSwitch()
    await town.settle()
    await peer.calling.switchCallType(1)
    await town.settle()
    mail.stop()
    mail.releaseAll()
    await town.pass(40_000)
    expectBothIn(1)
    scene.expectTogether(me, peer)
  })
})

describe('fault 46: connected, a switch to voice fails late', () => {
  it.each(pairs(SIDES, SIDES))(
    'to voice by %s, then video again, asked for by %s: it is not sent again',
    async (first, second) => {
      const { town } = scene
      await scene.bring('connected', '1v1', { type: 2 })
      const [me] = sides(first)
      const acks = town.chat.hold(ackOf('switch', me.userID))
      // the peer's answer would do as an acknowledgement
      const findAgain = lose(town.chat, 'accept')
      await me.calling.switchCallType(1)
      await town.settle()
      acks.stop()
      findAgain()
      expectBothIn(1)
      const [asker, asked] = sides(second)
      await asker.calling.switchCallType(2)
      await town.settle()
      await asked.calling.acceptSwitch()
      await town.settle()
      expectBothIn(2)
      const sent = traffic(town.chat).length
      // it had arrived
      acks.hops.forEach((hop) => hop.kind === 'ack' && hop.fail({ code: 2801 }))
      await town.pass(60_000)
      expect(traffic(town.chat).slice(sent)).toEqual([])
      expectBothIn(2)
      for (const one of [scene.alice, scene.bob]) expect(one.got('ERROR')).toEqual([])
    },
  )
})

describe('fault 46: connected, a consent arrives when both have come to video some other way', () => {
  it('changes nothing, and neither does it when the peer takes back its own request', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    const findAgain = lose(town.chat, 'switch')
    await alice.calling.switchCallType(2)
    const { inviteID } = lastOf(town.chat, 'switch', 'alice')
    await town.pass(40_000)
    findAgain()
    await bob.calling.switchCallType(2)
    await town.settle()
    await alice.calling.acceptSwitch()
    await town.settle()
    expectBothIn(2)
    const request = lastOf(town.chat, 'switch', 'bob')
    const sent = town.chat.log.length
    // as if bob had heard of alice's request after all, and of her consent not in time
    const late = { from: 'bob', inviteeList: ['bob'], call: { ...request.call } }
    town.chat.inject('alice', makeUp({ ...late, action: 'accept', inviter: 'alice', inviteID, call: later(request) }))
    await town.settle()
    town.chat.inject('alice', makeUp({ ...late, action: 'cancel', inviter: 'bob', inviteID: request.inviteID }))
    await town.settle()
    expect(town.chat.log).toHaveLength(sent)
    expectBothIn(2)
  })
})

describe('fault 46: connected, the answer never comes', () => {
  it.each(SIDES)('%s asks, nobody answers: the request ends, and the next one works', async (asker) => {
    const { town } = scene
    await scene.bring('connected')
    const [me, peer] = sides(asker)
    await me.calling.switchCallType(2)
    await town.pass(34_000)
    expectBothIn(1)
    expect(me.got('CALL_MODE')).toEqual([{ type: 1, refusal: 'timeout' }])
    await expect(peer.calling.acceptSwitch()).rejects.toMatchObject({ reason: 'INVALID_STATE' })
    await me.calling.switchCallType(2)
    await town.settle()
    await peer.calling.acceptSwitch()
    await town.settle()
    expect(types()).toEqual([2, 2])
  })

  it.each(pairs(['switch', 'accept', 'reject', 'cancel'] as const, SIDES))(
    'the %s is lost, %s asked: no stuck lock',
    async (lost, asker) => {
      const { town } = scene
      await scene.bring('connected')
      const [me, peer] = sides(asker)
      const findAgain = lose(town.chat, lost)
      await me.calling.switchCallType(2)
      await town.settle()
      if (lost === 'accept') await peer.calling.acceptSwitch()
      if (lost === 'reject') await peer.calling.rejectSwitch()
      await town.pass(40_000)
      findAgain()
      expectBothIn(1)
      await peer.calling.switchCallType(2)
      await town.settle()
      await me.calling.acceptSwitch()
      await town.settle()
      expectBothIn(2)
    },
  )

  it('a switch to voice is lost: whoever is in video keeps its own camera to itself', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected', '1v1', { type: 2 })
    const findAgain = lose(town.chat, 'switch')
    await alice.calling.switchCallType(1)
    await town.pass(10_000)
    findAgain()
    expect(town.media.published('alice').video).toBe(false)
    scene.expectTogether(alice, bob)
    await bob.calling.switchCallType(1)
    await town.settle()
    expect(types()).toEqual([1, 1])
  })

  it('a request that arrives late, after it was taken back: nothing opens', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    const late = town.chat.hold(deliveryOf('switch'))
    await alice.calling.switchCallType(2)
    await town.pass(34_000)
    late.stop()
    late.releaseAll()
    await town.settle()
    expect(bob.got('CALL_TYPE_REQUEST')).toEqual([])
    expectBothIn(1)
  })

  it.each(['unsent', 'calling', 'ringing', 'answering', 'connecting'] as const)(
    '%s: too early, refused',
    async (situation) => {
      const { alice } = scene
      await scene.bring(situation)
      // the question for the camera comes first
      alice.wx.dialogsStayOpen = false
      if (situation !== 'unsent' && situation !== 'answering') {
        await expect(alice.calling.switchCallType(2)).rejects.toMatchObject({ reason: 'INVALID_STATE' })
      }
      await expect(alice.calling.switchCallType(1)).rejects.toMatchObject({ reason: 'INVALID_STATE' })
      await scene.expectUntouched()
    },
  )

  it('connected, a group: refused', async () => {
    const { alice } = scene
    await scene.bring('connected', 'group')
    await expect(alice.calling.switchCallType(2)).rejects.toMatchObject({ reason: 'INVALID_STATE' })
    await scene.expectUntouched()
  })

  it('connected: asked for the camera, and answered after the call: the next call is not switched', async () => {
    const { alice, bob, town } = scene
    await scene.bring('connected')
    scene.leaveDialogsOpen()
    const asking = alice.calling.switchCallType(2)
    await town.settle()
    await bob.calling.hangup()
    await town.settle()
    alice.wx.permissions['scope.record'] = 'granted'
    await town.connect(bob, alice)
    alice.wx.closeDialogs(true)
    await town.settle()
    alice.wx.closeDialogs(true)
    await expect(asking).rejects.toMatchObject({ reason: 'ABORTED' })
    await town.settle()
    expect(bob.got('CALL_TYPE_REQUEST')).toEqual([])
    scene.expectTogether(alice, bob)
  })
})
