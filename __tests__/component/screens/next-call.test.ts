/** A call that follows another one in the same tick, so that no moment without a call is in between: its own screen. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

it.each([
  ['the same user', 'bob', 'Bob Miller'],
  ['another user', 'carol', 'carol'],
])('to %s: fills the screen, although the one before was a tile', async (_who, userID, name) => {
  const [carol] = await bed.town.people('carol')
  await bed.phone.signIn()
  await bed.phone.instance.call({ userID: 'bob', type: 1 })
  await bed.town.settle()
  await bed.phone.tapOn('corner')
  expect(bed.phone.root.querySelector('.call--floating')).toBeDefined()

  void bed.phone.instance.hangup()
  void bed.phone.instance.call({ userID, type: 1 })
  await bed.town.settle()
  expect((userID === 'bob' ? bed.bob : carol).names().pop()).toBe('INVITED')
  expect(bed.phone.root.querySelector('.call--full')).toBeDefined()
  expect(bed.phone.text()).toEqual(expect.arrayContaining([name, 'Calling…', 'Cancel']))
})
