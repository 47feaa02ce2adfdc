/** What the phone is asked: by the names of base library 2.20.1 where they are, by the old one where they are not. */
import { ComponentBed } from '../../support/component/component-bed'
import { ComponentPhone } from '../../support/component/component-phone'

const bed = new ComponentBed()
const OLD = ['getSystemInfo', 'getSystemInfoSync', 'getSystemInfoAsync']

/** A video call that is shrunk, on a phone that is set to English. */
async function shrunkCall(systemInfo: 'old' | 'new'): Promise<void> {
  bed.phone.detach()
  bed.phone = new ComponentPhone(bed.town, 'alice', { wx: { systemInfo, language: 'en' } })
  await bed.connect(2)
  await bed.phone.tapOn('corner')
  expect(bed.phone.root.instance.data).toMatchObject({ range: { left: -247 } })
  await bed.phone.tapOn('float__line')
  await bed.phone.tap('Hang up')
  await bed.town.pass(3000)
}

it('a current base library is asked by its own names: no SDK inside, and nothing of ours, brings its warning about the old one', async () => {
  await shrunkCall('new')
  expect(bed.phone.wx.calls.map(({ api }) => api).filter((api) => OLD.includes(api))).toEqual([])
  expect(bed.phone.wx.called('getAppBaseInfo')).not.toHaveLength(0)
  expect(bed.phone.wx.called('getWindowInfo')).not.toHaveLength(0)
})

it('an old one by the old name', async () => {
  await shrunkCall('old')
  expect(bed.phone.wx.called('getSystemInfoSync')).not.toHaveLength(0)
})
