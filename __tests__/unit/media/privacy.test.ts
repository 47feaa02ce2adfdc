/** WeChat's privacy agreement, which a user accepts before any device is asked for. */
import { setScene } from '../../support/town/scene'
import type { Person } from '../../support/town/town'

const scene = setScene()

interface Asked {
  success: () => void
  fail: () => void
}

/** WeChat shows its sheet, and the user answers. */
function answer(person: Person, accepted: boolean): Asked[] {
  const asked: Asked[] = []
  const requirePrivacyAuthorize = (callbacks: Asked) => {
    asked.push(callbacks)
    if (accepted) callbacks.success()
    else callbacks.fail()
  }
  Object.assign(person.wx.wx, { requirePrivacyAuthorize })
  return asked
}

it('declined by who calls: nothing is sent, and the error says what is locked', async () => {
  const { alice, bob, town } = scene
  const asked = answer(alice, false)
  await expect(alice.calling.call({ userID: 'bob' })).rejects.toMatchObject({ reason: 'PRIVACY_DENIED', code: 4006 })
  await town.settle()
  expect([asked.length, alice.wx.called('authorize').length, bob.names()]).toEqual([1, 0, []])
  town.expectIdle()
})

it('declined by who is called: the caller is told, both are idle', async () => {
  const { alice, bob, town } = scene
  answer(bob, false)
  await alice.calling.call({ userID: 'bob' })
  await town.settle()
  await expect(bob.calling.accept()).rejects.toMatchObject({ reason: 'PRIVACY_DENIED' })
  await town.settle()
  town.expectIdle()
  expect(alice.got('REJECT')).toMatchObject([{ invitee: 'bob' }])
})

it('accepted: the call goes its way', async () => {
  const { alice, bob, town } = scene
  const asked = [answer(alice, true), answer(bob, true)]
  await town.connect(alice, bob)
  expect(asked.map(({ length }) => length)).toEqual([1, 1])
  await alice.calling.hangup()
  await town.settle()
})
