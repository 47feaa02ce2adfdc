/** The component in an app that is busy with something of its own: fault 62. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

it('the host turns a call down with "busy": the caller hears that, and nothing rings on', async () => {
  await bed.phone.signIn()
  const { instance } = bed.phone
  instance.on('INVITED', () => void instance.reject({ reason: 'busy' }))
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  await bed.town.pass(3000)
  expect(bed.bob.ends()).toEqual(['line-busy'])
  expect(bed.phone.wx.sounds.filter(({ playing }) => playing)).toEqual([])
})
