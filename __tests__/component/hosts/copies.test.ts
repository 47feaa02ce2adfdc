/** Fault 59: a page of the main package and a page of a subpackage, each with the component of its own copy. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type * as Library from '../../../lib/index'
import { ComponentBed } from '../../support/component/component-bed'
import { ComponentPhone, configOf } from '../../support/component/component-phone'

const DIST = path.resolve('dist')
const bed = new ComponentBed()
const subpackage = mkdtempSync(path.join(tmpdir(), 'copy-'))

beforeAll(() => cpSync(DIST, subpackage, { recursive: true }))
afterAll(() => rmSync(subpackage, { recursive: true }))

/** The page of the main package is signed in, and lies below that of the subpackage. */
async function openBoth(): Promise<ComponentPhone> {
  const config = configOf(bed.town, 'alice')
  bed.phone.root.setData({ config })
  await bed.phone.signIn()
  bed.phone.root.triggerPageLifeTime('hide', {})
  const second = new ComponentPhone(bed.town, 'alice', { properties: { config }, copy: subpackage })
  second.instance.setLanguage('en')
  return second
}

const playing = (phone: ComponentPhone): number => phone.wx.sounds.filter((one) => one.playing).length
const count = ({ heard }: ComponentPhone, name: string) => heard.filter((one) => one === name).length

it.each([true, false])('one ring, one call, on the page in front (which signs in itself: %s)', async (signsIn) => {
  const second = await openBoth()
  if (signsIn) await second.signIn()
  await bed.bob.calling.call({ userID: 'alice', type: 2 })
  await bed.town.settle()
  expect([playing(bed.phone), playing(second)]).toEqual([0, 1])
  expect(second.wx.called('vibrateLong')).toHaveLength(1)
  expect(bed.phone.isEmpty()).toBe(true)
  expect(second.text()).toContain('Incoming video call')

  await second.tap('Accept')
  await bed.town.pass(2000)
  expect(bed.bob.calling.state.status).toBe('connected')
  expect(second.text()).toContain('00:02')
  expect([second.tags('live-pusher'), second.tags('live-player')].map(({ length }) => length)).toEqual([1, 1])
  expect(bed.phone.tags('live-pusher')).toHaveLength(0)
  await expect(bed.phone.instance.call({ userID: 'carol' })).rejects.toMatchObject({ reason: 'INVALID_STATE' })

  await second.tapOn('icon--hangup')
  await bed.town.pass(3000)
  expect(bed.bob.ends()).toEqual(['hangup'])
  for (const one of [bed.phone, second]) {
    expect([count(one, 'INVITED'), count(one, 'CALL_END'), one.isEmpty()]).toEqual([1, 1, true])
  }
  second.detach()
})

it('the page of the subpackage goes: its call moves to the page of the main package', async () => {
  const second = await openBoth()
  await bed.bob.calling.call({ userID: 'alice', type: 2 })
  await bed.town.settle()
  await second.tap('Accept')
  second.detach()
  bed.phone.root.triggerPageLifeTime('show', {})
  await bed.town.pass(3000)
  expect(bed.bob.calling.state.status).toBe('connected')
  expect(bed.phone.tags('live-pusher')).toHaveLength(1)
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
})

it('a component without a config shows the session that the app has signed in with the other copy, once it has the Chat instance', async () => {
  const config = configOf(bed.town, 'alice')
  const second = new ComponentPhone(bed.town, 'alice', { properties: { config: null }, copy: subpackage })
  second.instance.setCredentials({ tim: config['tim'] })
  second.instance.setLanguage('en')
  await expect(second.instance.login()).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' })

  const { startCalling } = jest.requireActual<typeof Library>(path.join(DIST, 'index.js'))
  const calling = startCalling(config as unknown as Library.StartOptions)
  await bed.town.settle()
  // unheard by the other copy, until its page is shown again
  second.root.triggerPageLifeTime('show', {})
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  expect(second.text()).toContain('Incoming voice call')
  await second.tap('Accept')
  expect(bed.bob.calling.state.status).toBe('connected')
  await second.tapOn('icon--hangup')
  await bed.town.pass(3000)
  second.detach()
  calling.destroy()
})

it('a language that one page chooses holds on the other', async () => {
  const second = await openBoth()
  await second.signIn()
  second.instance.setLanguage('zh-CN')
  await bed.town.settle()
  await bed.bob.calling.call({ userID: 'alice', type: 1 })
  await bed.town.settle()
  expect(second.text()).toContain('邀请你语音通话')
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
  second.detach()
})

it('a copy that this one does not understand: the login says so, and nothing rings twice', async () => {
  const config = configOf(bed.town, 'alice')
  const tim = config['tim'] as { on: object }
  Object.defineProperty(tim.on, 'trtcCalling', { value: { contract: 9, version: '9.0.0', chat: tim } })
  bed.phone.root.setData({ config })
  await bed.town.settle()
  await expect(bed.phone.instance.login()).rejects.toMatchObject({ reason: 'COPIES_DIFFER' })
  expect(bed.phone.heard).toEqual([])
})
