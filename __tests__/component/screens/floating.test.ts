/** The call as a tile over the page. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

const shrink = () => bed.phone.tapOn('corner')
const grow = () => bed.phone.tapOn('float__line')

it('shrinks a video call to the picture of the other side, and back, without touching the native tags', async () => {
  await bed.connect(2)
  const [pusher] = bed.phone.tags('live-pusher')
  const [player] = bed.phone.tags('live-player')
  const [parent, grandparent] = [player?.parentElement, player?.parentElement?.parentElement]
  await shrink()
  expect(bed.phone.root.querySelector('.call--floating')).toBeDefined()
  expect(bed.phone.root.querySelector('.cell--float')?.dom.querySelector('wx-live-player')).toBe(player)
  expect(bed.phone.text()).not.toContain('Hang up')
  await bed.town.pass(3000)
  expect(bed.phone.text()).toContain('00:03')
  await grow()
  expect(bed.phone.root.querySelector('.call--full')).toBeDefined()
  expect(bed.phone.text()).toContain('Hang up')
  expect(bed.phone.tags('live-pusher')).toEqual([pusher])
  expect(bed.phone.tags('live-player')).toEqual([player])
  expect([player?.parentElement, player?.parentElement?.parentElement]).toEqual([parent, grandparent])
  expect(bed.town.media.publishing('alice')).toBe(true)
})

it('shrinks a voice call to a timer, and goes on', async () => {
  await bed.connect(1)
  await shrink()
  await bed.town.pass(5000)
  expect(bed.phone.text()).toEqual(['00:05'])
  expect(bed.phone.root.querySelector('.call--icon')).toBeDefined()
  expect(bed.bob.calling.state.status).toBe('connected')
})

it('knows how far it may be dragged', async () => {
  await bed.connect(1)
  await shrink()
  expect(bed.phone.root.instance.data).toMatchObject({ range: { left: -263 } })
})

it('knows where the style sheet lays it, below the phone’s inset or a bar of the host', async () => {
  jest.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    return { top: this.className.endsWith('home') ? 100 : 0 } as DOMRect
  })
  await bed.connect(1)
  await shrink()
  expect(bed.phone.root.instance.data).toMatchObject({ range: { down: 667 - 100 - 88 - 12 } })
})

it('knows it anew when the phone is turned', async () => {
  await bed.connect(1)
  await shrink()
  Object.assign(wx, { getSystemInfoSync: () => ({ windowWidth: 667, windowHeight: 375, screenHeight: 375 }) })
  bed.phone.root.triggerPageLifeTime('resize', {})
  await bed.town.settle()
  expect(bed.phone.root.instance.data).toMatchObject({ range: { left: -555 } })
})

it('shrinks and grows for the host', async () => {
  await bed.connect(2)
  bed.phone.instance.setMinimized(true)
  await bed.town.settle()
  expect(bed.phone.root.querySelector('.call--floating')).toBeDefined()
  bed.phone.instance.setMinimized(false)
  await bed.town.settle()
  expect(bed.phone.root.querySelector('.call--floating')).toBeUndefined()
})

it('has nothing to shrink without a call, or while one rings', async () => {
  expect(() => bed.phone.instance.setMinimized(true)).toThrow(/call/)
  await bed.ring(1)
  expect(() => bed.phone.instance.setMinimized(true)).toThrow(/call/)
  expect(() => bed.phone.instance.setMinimized('yes' as never)).toThrow(/true or false/)
  expect(bed.phone.text()).toContain('Accept')
})

it('says in the tile how the call ended, and fills the screen with the next one', async () => {
  await bed.connect(1)
  await shrink()
  await bed.town.pass(2000)
  await bed.bob.calling.hangup()
  await bed.town.settle()
  expect(bed.phone.text()).toEqual(['Call ended 00:02'])
  await bed.town.pass(2100)
  expect(bed.phone.isEmpty()).toBe(true)
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  expect(bed.phone.text()).toEqual(expect.arrayContaining(['Accept', 'Decline']))
  expect(bed.phone.root.querySelector('.call--full')).toBeDefined()
})

it('asks over the page whether to go to video', async () => {
  await bed.connect(1)
  await shrink()
  await bed.bob.calling.switchCallType(2)
  await bed.town.settle()
  expect(bed.phone.text()).toContain('Bob Miller asks for video')
  await bed.phone.tap('Accept')
  expect(bed.phone.root.querySelector('.cell--float')).toBeDefined()
})

it('sends the timer once a second, and nothing else', async () => {
  await bed.connect(2)
  await shrink()
  const setData = jest.spyOn(bed.phone.root.instance, 'setData')
  await bed.town.pass(4000)
  expect(setData.mock.calls.map(([patch]) => Object.keys(patch))).toEqual(Array(4).fill(['time']))
})
