/** WeChat's own small window (picture-in-picture): the other's picture, while the page or WeChat is left. */
import exparser from 'miniprogram-exparser'
import { ComponentBed } from '../../support/component/component-bed'
import { ComponentPhone, configOf } from '../../support/component/component-phone'

const bed = new ComponentBed()

/** The pages of alice's mini program, the visible one last. */
let stack: object[]
let config: Record<string, unknown>
const [below, page] = [{ route: 'below' }, { route: 'page' }]

beforeEach(() => {
  stack = [below, page]
  Object.assign(globalThis, { getCurrentPages: () => stack })
})
afterEach(() => Object.assign(globalThis, { getCurrentPages: undefined }))

/** the stream whose player may float */
const streamOf = (phone: ComponentPhone) => (phone.root.instance.data as { smallWindow: string }).smallWindow

async function tells(type: 'enterpictureinpicture' | 'leavepictureinpicture'): Promise<void> {
  const [player] = bed.phone.tags('live-player')
  if (!player) throw new Error('no player')
  const node = (player as Element & { __wxElement: unknown }).__wxElement
  exparser.Event.dispatchEvent(node, exparser.Event.create(type, {}, {}))
  await bed.town.settle()
}

const exits = () => bed.phone.wx.called('LivePlayerContext.exitPictureInPicture')

/** The page is left by the back gesture, and WeChat keeps it for its window. */
async function leave(): Promise<void> {
  stack = [below]
  bed.phone.root.triggerPageLifeTime('hide', {})
  await tells('enterpictureinpicture')
}

async function goBackIn(): Promise<void> {
  stack = [below, page]
  bed.phone.root.triggerPageLifeTime('show', {})
  await bed.town.settle()
}

function hideApp(): Promise<void> {
  bed.phone.wx.app('hide')
  return bed.town.settle()
}

async function connect(type: 1 | 2, properties: Record<string, unknown> = { pictureInPicture: true }): Promise<void> {
  config = configOf(bed.town, 'alice')
  bed.reopen({ config, ...properties })
  await bed.connect(type)
}

/** Another page of alice's mini program; the media room hears the tags of the one that is `bed.phone`. */
function openSecond(): ComponentPhone {
  const first = bed.phone
  const second = new ComponentPhone(bed.town, 'alice', { properties: { config } })
  second.instance.setLanguage('en')
  bed.town.media.attach('alice', {
    pusher: () => bed.phone.instance.data.pusher,
    players: () => bed.phone.instance.data.stage.members.flatMap(({ player }) => player ?? []),
    onPusherEvent: (event) => bed.phone.instance.onPusherEvent(event),
    onPlayerEvent: (event) => bed.phone.instance.onPlayerEvent(event),
    wx: first.wx,
  })
  return second
}

it('is for the other’s picture, in a call with pictures, where the option is on', async () => {
  await connect(2, {})
  expect(streamOf(bed.phone)).toBe('')
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  await connect(1)
  expect(streamOf(bed.phone)).toBe('')
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  await connect(2)
  expect(streamOf(bed.phone)).toBe('bob_main')
})

it('is not asked for where the base library has none, and a call in the background ends as without the option', async () => {
  const canIUse = (name: string) => !name.includes('picture-in-picture')
  bed.phone.detach()
  bed.phone = new ComponentPhone(bed.town, 'alice', { wx: { canIUse }, properties: { pictureInPicture: true } })
  bed.phone.instance.setLanguage('en')
  await bed.connect(2)
  expect(streamOf(bed.phone)).toBe('')
  await hideApp()
  expect(bed.bob.calling.state.status).toBe('idle')
})

it('a call whose picture can float goes on in the background, and one by voice ends there', async () => {
  await connect(2)
  await hideApp()
  expect(bed.bob.calling.state.status).toBe('connected')
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  await connect(1)
  await hideApp()
  expect(bed.bob.calling.state.status).toBe('idle')
})

it('no other page shows a tile meanwhile, the tags stay where they are, and the way back ends it', async () => {
  await connect(2)
  await leave()
  const second = openSecond()
  await bed.town.pass(3000)
  expect(second.isEmpty()).toBe(true)
  expect(bed.phone.instance.state).toMatchObject({ status: 'connected', shown: true })
  expect(bed.phone.tags('live-player')).toHaveLength(1)
  expect(bed.town.media.playing('alice')).toEqual(['bob_main'])
  second.detach()
  await goBackIn()
  await tells('leavepictureinpicture')
  expect(bed.phone.text()).toContain('Hang up')
  expect(exits()).toHaveLength(0)
})

it('the way back ends it also where WeChat does not tell', async () => {
  await connect(2)
  await leave()
  await goBackIn()
  stack = [below, page, { route: 'other' }]
  bed.phone.root.triggerPageLifeTime('hide', {})
  await bed.town.pass(1000)
  expect(bed.phone.instance.state.shown).toBe(false)
})

it('its close button unloads the page: the tags come to the page in front', async () => {
  await connect(2)
  await leave()
  const second = openSecond()
  await bed.town.settle()
  const first = bed.phone
  bed.phone = second
  first.root.detach()
  await bed.town.pass(2000)
  expect(bed.bob.calling.state.status).toBe('connected')
  expect(second.tags('live-player')).toHaveLength(1)
  expect(bed.bob.ends()).toEqual([])
})

it('and the call ends where nobody is there to take it', async () => {
  await connect(2)
  await leave()
  bed.phone.root.detach()
  await bed.town.pass(2000)
  expect(bed.bob.ends()).toEqual(['hangup'])
})

it('the call ends: the window of a page that is off the stack is closed with it', async () => {
  await connect(2)
  await leave()
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  expect(exits()).toHaveLength(1)
  expect(bed.phone.tags('live-player')).toEqual([])
})

it('the call ends: a page below another one stays, so its window goes with the player alone', async () => {
  await connect(2)
  stack = [below, page, { route: 'above' }]
  bed.phone.root.triggerPageLifeTime('hide', {})
  await tells('enterpictureinpicture')
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  expect(exits()).toHaveLength(0)
  expect(bed.phone.tags('live-player')).toEqual([])
})

it.each([
  ['the other one’s camera', () => bed.bob.calling.closeCamera()],
  ['a phone call', () => bed.town.media.interrupt('alice', true)],
])('stays through %s', async (_, happens) => {
  await connect(2)
  await leave()
  happens()
  await bed.town.pass(1000)
  expect(streamOf(bed.phone)).toBe('bob_main')
  expect(bed.phone.instance.state).toMatchObject({ status: 'connected', shown: true })
})

it('the other one drops out of the room: no window is left, and the call waits as ever', async () => {
  await connect(2)
  await leave()
  bed.town.media.drop('bob')
  await bed.town.pass(1000)
  expect(bed.phone.instance.state).toMatchObject({ status: 'connected', shown: false })
  expect(exits()).toHaveLength(1)
})

it('the next call begins without one', async () => {
  await connect(2)
  await leave()
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  await goBackIn()
  await bed.bob.calling.call({ userID: 'alice', type: 2 })
  await bed.town.settle()
  expect(bed.phone.text()).toContain('Incoming video call')
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
})
