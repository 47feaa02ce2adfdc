/** What the component offers to the page that holds it: state, methods, parts of its own, pictures that fail. */
import type { watch } from '../../../lib/index'
import { ComponentBed } from '../../support/component/component-bed'
import { configOf, loadComponent } from '../../support/component/component-phone'
import { load } from '../../support/component/exparser'

const bed = new ComponentBed()
// the copy of the reactive wrapper that the component and its pages share
const reactive = jest.requireActual<{ watch: typeof watch }>('../../../dist/index')

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
    bed.phone.instance.setAudioQuality('low')
    await bed.connect(2)
    expect(bed.phone.instance.state.pusher).toMatchObject({ beautyLevel: 5, audioQuality: 'low' })
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

  it('join a group call after a call with somebody else, of whom nothing is left', async () => {
    await bed.connect(1)
    await bed.phone.tap('Hang up')
    await bed.phone.instance.joinInGroupCall({ roomID: 4711, type: 1 })
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(['A', 'Me', 'Connecting…', 'Mic on', 'Cancel', 'Speaker off'])
    // nobody rings
    expect(bed.phone.wx.sounds.filter((sound) => sound.playing)).toEqual([])
    await bed.phone.tap('Cancel')
    expect(bed.phone.text()).not.toContain('Bob Miller')
  })

  it('that nobody waits for fail in silence, as those of the class do', async () => {
    await bed.phone.signIn()
    void bed.phone.instance.hangup()
    void bed.phone.instance.call({ userID: 'alice' })
    bed.phone.root.setData({ config: { ...configOf(bed.town, 'carol'), userSig: '' } })
    void bed.phone.instance.login()
    void bed.reopen({ config: null }).instance.login()
    // an unhandled rejection makes the test fail
    await bed.town.settle()
    expect(bed.phone.heard).toEqual([])
  })
})

describe('parts that the host draws itself', () => {
  /** A page that brings something for every slot. */
  const openPage = (customParts: string[]) => {
    const template = `
      <TRTCCalling id="TRTCCalling-room" config="{{config}}" customParts="{{customParts}}">
        <view slot="header">my header</view>
        <view slot="controls">my controls</view>
        <view slot="avatar">my avatar</view>
      </TRTCCalling>`
    const data = { config: null, customParts: [] }
    const page = load({ template, data, usingComponents: { TRTCCalling: loadComponent() } })
    return bed.openPage(page, { customParts })
  }
  const theirs = () => bed.phone.text().filter((text) => /^my /.test(text))

  it.each([
    ['controls', 'controls'],
    ['header', 'corner'],
    ['avatar', 'avatar'],
  ])('replace ours: %s', async (part, ours) => {
    const isThere = () => bed.phone.all(ours).length > 0
    const phone = openPage([])
    await bed.connect(1)
    expect([isThere(), theirs()]).toEqual([true, []])
    phone.root.setData({ customParts: [part] })
    await bed.town.settle()
    expect([isThere(), theirs()]).toEqual([false, [`my ${part}`]])
  })

  it('are there when ours would be: no header while it rings, only the avatar once the call has ended', async () => {
    openPage(['header', 'controls', 'avatar'])
    await bed.ring(1)
    expect(theirs()).toEqual(['my avatar', 'my controls'])
    await bed.phone.instance.accept()
    await bed.town.settle()
    expect(theirs()).toEqual(['my header', 'my avatar', 'my controls'])
    await bed.phone.instance.hangup()
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Call ended')
    expect(theirs()).toEqual(['my avatar'])
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
