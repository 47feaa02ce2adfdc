/** A video call before its answer: the own picture behind the buttons. */
import { ComponentBed } from '../../support/component/component-bed'
import { configOf } from '../../support/component/component-phone'

const bed = new ComponentBed()

/** Bob calls with video, and the tag had the time to open the camera. */
async function ringWithPreview(permission: 'granted' | 'not asked' = 'granted'): Promise<void> {
  bed.reopen({ config: { ...configOf(bed.town, 'alice'), ringingPreview: true } })
  bed.phone.wx.permissions['scope.camera'] = permission
  await bed.ring(2)
  await bed.town.pass(700)
}

it('shows the own picture behind the one who calls, and takes the tag away with the call', async () => {
  await ringWithPreview()
  expect(bed.phone.tags('live-pusher')).toHaveLength(1)
  expect(bed.phone.all('veil')).toHaveLength(1)
  expect(bed.phone.text()).toEqual(expect.arrayContaining(['Bob Miller', 'Incoming video call', 'Decline', 'Accept']))
  expect(bed.phone.all('corner')).toEqual([])
  await bed.phone.tap('Decline')
  expect(bed.phone.tags('live-pusher')).toEqual([])
})

it('shows the one who calls alone, while there is no own picture', async () => {
  await ringWithPreview('not asked')
  expect(bed.phone.tags('live-pusher')).toEqual([])
  expect(bed.phone.all('veil')).toEqual([])
  await bed.phone.tap('Camera on')
  expect(bed.phone.text()).toContain('Camera off')
  await bed.phone.tap('Decline')
})

it('keeps the tag where it is when the call is accepted', async () => {
  await ringWithPreview()
  const [tag] = bed.phone.tags('live-pusher')
  await bed.phone.tap('Accept')
  expect(bed.phone.instance.state.status).toBe('connected')
  expect(bed.phone.tags('live-pusher')).toEqual([tag])
  await bed.phone.tap('Hang up')
})

it('is answered by voice', async () => {
  await ringWithPreview()
  await bed.phone.tap('Voice only')
  expect(bed.phone.instance.state).toMatchObject({ status: 'connected', type: 1 })
  expect(bed.bob.calling.state.type).toBe(1)
  expect(bed.phone.wx.called('authorize')).toEqual([])
  await bed.phone.tap('Hang up')
})

it('opens no camera for a call that comes in, unless the host wants it', async () => {
  await bed.ring(2)
  await bed.town.pass(700)
  expect(bed.phone.tags('live-pusher')).toEqual([])
  expect(bed.phone.all('veil')).toEqual([])
  await bed.phone.tap('Decline')
})
