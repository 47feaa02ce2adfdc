/** `startCalling`: the call page opens for a call that no page shows, and goes behind it. */
import { startCalling } from '../../../../lib/api/start-calling'
import type { TRTCCalling } from '../../../../lib/api/calling'
import { appAccount } from '../../../../lib/api/session'
import { SDK_APP_ID } from '../../../support/chat/signaling'
import { Town } from '../../../support/town/town'
import { createFakeWx, createTestPlatform } from '../../../support/town/wx'

const PAGE = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'

let town: Town
let calling: TRTCCalling
let stack: string[]
let moves: string[]
let isListed: boolean
/** WeChat is turning pages already, and refuses */
let isBusy: boolean

interface Options {
  url?: string
  success?: () => void
  fail?: (error: { errMsg: string }) => void
}

beforeEach(async () => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
  town = new Town()
  stack = ['pages/plain/plain']
  moves = []
  isListed = true
  isBusy = false
  Object.assign(globalThis, { getCurrentPages: () => stack.map((route) => ({ route, options: { n: '1', from: '' } })) })
  const fake = createFakeWx()
  const move = (name: string, change: (route: string) => void) => (options: Options) => {
    moves.push(`${name} ${options.url ?? ''}`.trim())
    if (!isListed || isBusy) {
      if (!options.fail) throw new Error(`${name} failed, and nobody was told`)
      options.fail({ errMsg: `${name}:fail page is not found` })
      return
    }
    change((options.url ?? '').replace(/^\/|\?.*$/g, ''))
    options.success?.()
  }
  Object.assign(fake.wx, {
    navigateTo: move('navigateTo', (route) => stack.push(route)),
    redirectTo: move('redirectTo', (route) => stack.splice(-1, 1, route)),
    navigateBack: move('navigateBack', () => stack.pop()),
  })
  const options = { sdkAppID: SDK_APP_ID, userID: 'alice', userSig: 'x', type: 1 as const, tim: town.chat.client() }
  // the platform is a test's alone
  calling = startCalling(
    Object.assign({ ...options, callPage: true }, { platform: createTestPlatform(fake, { seed: 9 }) }),
  )
  await town.settle()
})

afterEach(async () => {
  calling.destroy()
  await town.dispose()
  jest.useRealTimers()
  Object.assign(globalThis, { getCurrentPages: undefined })
})

it('opens when it rings where no page can show it, and the pages are as before when it is over', async () => {
  const bob = await town.signedIn('bob')
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  expect(stack).toEqual(['pages/plain/plain', PAGE])
  await bob.calling.hangup()
  await town.pass(3000)
  expect(moves).toEqual([`navigateTo /${PAGE}`, 'navigateBack'])
  expect(stack).toEqual(['pages/plain/plain'])
})

it('takes the place of the page on top of a full stack, and gives it back', async () => {
  stack = Array.from({ length: 10 }, (_, n) => `pages/p${n}/p${n}`)
  const before = stack.slice()
  const bob = await town.signedIn('bob')
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  expect(stack).toHaveLength(10)
  await bob.calling.hangup()
  await town.pass(3000)
  expect(moves).toEqual([`redirectTo /${PAGE}`, 'redirectTo /pages/p9/p9?n=1&from='])
  expect(stack).toEqual(before)
})

it.each([1, 10])('from %d pages: that WeChat refuses to go back is no error of the app', async (pages) => {
  stack = Array.from({ length: pages }, (_, n) => `pages/p${n}/p${n}`)
  const errors: string[] = []
  calling.on('ERROR', ({ data }) => errors.push(data.reason))
  const bob = await town.signedIn('bob')
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  isBusy = true
  await bob.calling.hangup()
  await town.pass(3000)
  expect([moves.length, errors]).toEqual([2, []])
})

it('stays below what the user has opened above it, and goes nowhere', async () => {
  const bob = await town.signedIn('bob')
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
  stack.push('pages/other/other')
  await bob.calling.hangup()
  await town.pass(3000)
  expect(moves).toEqual([`navigateTo /${PAGE}`])
})

it('which app.json does not list is an error that says the line, once per call; nothing shows the call', async () => {
  isListed = false
  const messages: string[] = []
  calling.on('ERROR', ({ data }) => messages.push(`${data.reason} ${data.message}`))
  const bob = await town.signedIn('bob')
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.pass(2000)
  expect(messages).toEqual([
    expect.stringMatching(/^CALL_PAGE_MISSING .*"pages": \[\.\.\., "miniprogram_npm.*call\/call"\]/),
  ])
  expect(calling.state).toMatchObject({ status: 'ringing', shown: false })
  await bob.calling.hangup()
  await town.pass(3000)
})

it.each<[string, unknown, RegExp]>([
  ['callPage', 7, /^callPage is 7; expected true or false/],
  ['language', 'fr', /^language is "fr"; expected one of zh-CN, zh-TW, en, ja/],
  ['ringtone', null, /^ringtone is null; expected a string/],
  ['mute', 'yes', /^mute is "yes"; expected true or false/],
  ['backgroundMute', 1, /^backgroundMute is 1; expected true or false/],
  ['pictureInPicture', 1, /^pictureInPicture is 1; expected true or false/],
  ['tabBarHidden', 'yes', /^tabBarHidden is "yes"; expected true or false/],
  ['keepScreenOn', 0, /^keepScreenOn is 0; expected true or false/],
  ['contacts', 'bob', /^contacts is "bob"; expected an array like/],
])('%s %p is refused, and the app’s session stays what it is', (name, value, words) => {
  const options = { sdkAppID: SDK_APP_ID, userID: 'carol', userSig: 'x', type: 1, [name]: value }
  // what a host without types may write
  expect(() => startCalling(options as unknown as Parameters<typeof startCalling>[0])).toThrow(
    expect.objectContaining({ reason: 'INVALID_PARAMETER', message: expect.stringMatching(words) as string }) as Error,
  )
  expect(appAccount()?.userID).toBe('alice')
})
