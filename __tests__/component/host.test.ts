/** What the component offers to the page that holds it: state, methods, parts of its own, pictures that fail. */
import type { watch } from '../../lib/index'
import { ComponentBed } from '../support/component-bed'
import { configOf } from '../support/component-phone'

const bed = new ComponentBed()
// the copy of the reactive wrapper that the component and its pages share
const reactive = jest.requireActual<{ watch: typeof watch }>('../../dist/index')

describe('the state', () => {
  it('is there before the config, and has the shape that it keeps', async () => {
    const { instance } = bed.reopen({ config: null })
    const early = instance.state
    expect(early).toMatchObject({ session: 'signed-out', status: 'idle', members: [], pusher: null })
    const keys = Object.keys(early).sort()
    const ownKeys = Object.keys(early.self).sort()
    bed.phone.root.setData({ config: configOf(bed.town, 'alice') })
    await bed.phone.signIn()
    expect(Object.keys(instance.state).sort()).toEqual(keys)
    expect(Object.keys(instance.state.self).sort()).toEqual(ownKeys)
    expect(instance.state).toMatchObject({ session: 'ready', self: { userID: 'alice' } })
  })

  it('goes through a call, and on to the next account', async () => {
    await bed.connect(1)
    expect(bed.phone.instance.state).toMatchObject({ status: 'connected', members: [{ userID: 'bob' }] })
    await bed.phone.instance.hangup()
    await bed.town.pass(3000)
    bed.phone.root.setData({ config: configOf(bed.town, 'carol') })
    await bed.phone.signIn()
    expect(bed.phone.instance.state).toMatchObject({ status: 'idle', self: { userID: 'carol' } })
  })

  it('is followed by computed values of the page, before the config and after another login', async () => {
    bed.reopen({ config: null })
    const seen: string[] = []
    const stop = reactive.watch(
      () => `${bed.phone.instance.state.self.userID} ${bed.phone.instance.state.status}`,
      (line) => seen.push(line),
    )
    for (const userID of ['alice', 'carol']) {
      bed.phone.root.setData({ config: configOf(bed.town, userID) })
      await bed.phone.signIn()
      await bed.bob.calling.call({ userID, type: 1 })
      await bed.town.settle()
      await bed.phone.tap('Decline')
    }
    stop()
    expect(seen).toEqual(['alice idle', 'alice ringing', 'alice idle', 'carol idle', 'carol ringing', 'carol idle'])
  })
})

describe('the methods', () => {
  it.each([
    ['inviteUser', [{ userIDList: ['bob'] }]],
    ['switchCallType', [2]],
    ['acceptSwitch', []],
    ['rejectSwitch', []],
    ['joinInGroupCall', [{}]],
    ['setSelfInfo', [{}]],
  ] as const)('%s hands the refusal of the library on', async (method, args) => {
    await bed.phone.signIn()
    const methods = bed.phone.instance as unknown as Record<string, (...args: readonly unknown[]) => Promise<void>>
    await expect(methods[method]?.(...args)).rejects.toMatchObject({ name: 'CallingError' })
  })

  it.each([
    ['setVideoQuality', [{ resolution: 'nonsense' }]],
    ['setBeautyLevel', [99]],
    ['setAudioQuality', ['nonsense']],
    ['startRemoteView', ['bob']],
  ] as const)('%s throws what the library has to say', async (method, args) => {
    await bed.phone.signIn()
    const methods = bed.phone.instance as unknown as Record<string, (...args: readonly unknown[]) => void>
    expect(() => methods[method]?.(...args)).toThrow(expect.objectContaining({ name: 'CallingError' }))
  })

  it('set how picture and voice are sent', async () => {
    await bed.phone.signIn()
    bed.phone.instance.setBeautyLevel(5)
    bed.phone.instance.setAudioQuality('high')
    await bed.connect(2)
    expect(bed.phone.instance.state.pusher).toMatchObject({ beautyLevel: 5, audioQuality: 'high' })
  })

  it('join a group call that is running', async () => {
    const [carol] = await bed.town.people('carol')
    await carol.calling.groupCall({ userIDList: ['bob'], type: 1, roomID: 4711 })
    await bed.town.settle()
    await bed.bob.calling.accept()
    await bed.phone.signIn()
    await bed.phone.instance.joinInGroupCall({ roomID: 4711, type: 1 })
    await bed.town.settle()
    expect(bed.phone.instance.state.status).toBe('connected')
    expect(bed.phone.text()).toEqual(expect.arrayContaining(['Bob Miller', 'carol', 'Me']))
  })
})

describe('parts that the host draws itself', () => {
  it.each([
    ['controls', 'controls'],
    ['header', 'corner'],
    ['avatar', 'avatar'],
  ])('replace ours: %s', async (part, ours) => {
    const isThere = () => bed.phone.all(ours).length > 0
    await bed.connect(1)
    expect(isThere()).toBe(true)
    bed.phone.root.setData({ customParts: [part] })
    await bed.town.settle()
    expect(isThere()).toBe(false)
  })
})

describe('a picture', () => {
  const images = () => Array.from(bed.phone.root.dom.querySelectorAll('wx-image'))

  it('of the caller shows, with initials in its place when it cannot be loaded', async () => {
    bed.town.chat.addAccount('bob', { nick: 'Bob Miller', avatar: 'https://example.com/bob.png' })
    await bed.ring(1)
    expect(bed.phone.text()).not.toContain('BM')
    for (const image of images()) bed.phone.fail(image)
    await bed.town.settle()
    expect(bed.phone.text()).toContain('BM')
  })
})
