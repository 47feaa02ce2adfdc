/** A call belongs to the app, not to a page: who shows it, who holds its live tags, and what is as before afterwards. */
import { TRTCCalling } from '../../../../lib/api/calling'
import type { StartOptions } from '../../../../lib/api/start-calling'
import { CALL_PAGE, PagedApp } from '../../../support/town/paged-app'
import type { Person } from '../../../support/town/town'

let app: PagedApp
let bob: Person

beforeEach(() => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
})

afterEach(async () => {
  await bob.calling.hangup().catch(() => undefined)
  await app.end()
  jest.useRealTimers()
})

async function open(options: Partial<StartOptions>, ...routes: string[]): Promise<void> {
  app = new PagedApp(options)
  bob = await app.town.signedIn('bob')
  for (const route of routes) app.push(route)
}

async function ring(): Promise<void> {
  await bob.calling.call({ userID: 'alice', type: 1 })
  await app.town.settle()
}

/** On the page that the user sees. */
async function answer(): Promise<void> {
  await ring()
  await top().accept()
  await app.town.pass(1000)
  expect(bob.calling.state.status).toBe('connected')
}

const top = (): TRTCCalling => app.top()

/** What the state says to a page that has let go, whatever the account does. */
const NOTHING = {
  session: 'signed-out',
  status: 'idle',
  callID: '',
  shown: false,
  type: 1,
  isGroup: false,
  groupID: '',
  roomID: 0,
  strRoomID: '',
  inviteID: '',
  inviter: '',
  members: [],
  self: {
    ...{ userID: '', nick: '', avatar: '', volume: 0, quality: 0 },
    ...{ camera: false, hasPicture: false, mic: true, frontCamera: true, handsFree: false },
  },
  duration: 0,
  reconnecting: false,
  interrupted: false,
  cameraDenied: false,
  strangers: [],
  switchRequest: 'none',
  pusher: null,
  players: [],
  lastEnd: null,
}

/** A handler, and the objects that it was called for. */
function listener() {
  const heard: unknown[] = []
  function handler(this: unknown): void {
    heard.push(this)
  }
  return { heard, handler }
}

const routes = (): string[] => app.routes()
const screenOn = () =>
  app.fake.called('setKeepScreenOn').map(({ args }) => (args[0] as { keepScreenOn: boolean }).keepScreenOn)

it('a handler hears each event once, wherever it was added', async () => {
  await open({}, 'chat', 'chat')
  const heard: string[] = []
  const handler = ({ eventCode }: { eventCode: string }) => heard.push(eventCode)
  for (const one of [app.calling, ...app.views()]) {
    one.on('INVITED', handler)
    one.on('CALL_END', handler)
  }
  await ring()
  await bob.calling.hangup()
  await app.town.settle()
  expect(heard).toEqual(['INVITED', 'CALL_END'])
})

it('a handler that the app and a page give, each for an object of its own, is called for both', async () => {
  await open({}, 'chat')
  const { heard, handler } = listener()
  const [one, other] = [{ name: 'one' }, { name: 'other' }]
  app.calling.on('INVITED', handler, one)
  top().on('INVITED', handler, other)
  await ring()
  expect(heard).toEqual([one, other])
})

it('a handler that is added again with another object is called once, for the newer one', async () => {
  await open({}, 'chat')
  const { heard, handler } = listener()
  const [older, newer] = [{ name: 'older' }, { name: 'newer' }]
  app.calling.on('INVITED', handler, older)
  app.calling.on('INVITED', handler, newer)
  await ring()
  expect(heard).toEqual([newer])
})

it('logout() of a page lets go of its part, and that of the app’s instance signs everybody out', async () => {
  await open({}, 'chat')
  const page = top()
  const login = page.login()
  await app.town.settle()
  await login
  await page.logout()
  expect([page.state.session, app.calling.state.session]).toEqual(['signed-out', 'ready'])
  expect(page.view.isFront).toBe(false)
  expect(page.state).toEqual(NOTHING)
  const again = page.login()
  await app.town.settle()
  await again
  expect(page.view.isFront).toBe(true)
  await app.calling.logout()
  expect([page.state.session, app.calling.state.session]).toEqual(['signed-out', 'signed-out'])
})

it.each([
  [false, [true, false]],
  [true, [true, true]],
])('the screen stays on during the call; afterwards it is as the host had it: %s', async (keepScreenOn, calls) => {
  await open({ keepScreenOn }, 'chat', 'chat')
  await ring()
  await bob.calling.hangup()
  await app.town.settle()
  expect(screenOn()).toEqual(calls)
})

it('the page with the tags goes, and the one below takes them within three seconds, as a tile', async () => {
  await open({}, 'chat', 'chat')
  await answer()
  app.pop()
  await app.town.pass(3000)
  expect(top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: true })
  expect(top().state.pusher).not.toBeNull()
  expect([bob.calling.state.status, bob.ends()]).toEqual(['connected', []])
  expect(routes()).toEqual(['plain', 'chat'])
})

it('the page with the tags goes, and there is none to take them: the call page does', async () => {
  await open({}, 'chat')
  await answer()
  app.pop()
  await app.town.pass(3000)
  expect(routes()).toEqual(['plain', CALL_PAGE])
  expect(top().view).toMatchObject({ holdsTags: true, minimized: false })
  expect([bob.calling.state.status, bob.ends()]).toEqual(['connected', []])
})

it('the page with the tags goes, and there is neither another nor a call page: the call ends, with one CALL_END each', async () => {
  await open({ callPage: false }, 'chat')
  await answer()
  const ends: string[] = []
  app.calling.on('CALL_END', ({ data }) => ends.push(data.reason))
  app.pop()
  await app.town.pass(3000)
  expect([ends, bob.ends()]).toEqual([['destroyed'], ['hangup']])
})

it('the back gesture on the call page shrinks the call', async () => {
  await open({}, 'chat', 'plain')
  await answer()
  expect(routes()).toEqual(['plain', 'chat', 'plain', CALL_PAGE])
  app.stack.splice(2, 1)
  app.pop()
  await app.town.pass(3000)
  expect(routes()).toEqual(['plain', 'chat'])
  expect(top().view).toMatchObject({ holdsTags: true, minimized: true })
  expect([bob.calling.state.status, bob.ends()]).toEqual(['connected', []])
})

it('a call of the app that no page on the screen shows is held by the page that was shown last', async () => {
  await open({ callPage: false }, 'chat', 'chat')
  const [before, after] = app.views()
  // a tab: its page lives on, and is on the stack no more
  app.stack.pop()
  before?.view.pageChanged(true)
  app.push('plain')
  void app.calling.call({ userID: 'bob' })
  await app.town.settle()
  await bob.calling.accept()
  await app.town.pass(3000)
  expect([before, after].map((one) => one?.view.holdsTags)).toEqual([true, false])
  after?.destroy()
})

it('a tap on the tile leads back to the page with the tags', async () => {
  await open({}, 'chat', 'chat', 'plain', 'chat')
  app.pop()
  app.pop()
  await answer()
  top().view.shrink()
  for (const route of ['plain', 'chat']) app.push(route)
  expect(top().view).toMatchObject({ isFront: true, holdsTags: false, minimized: true })
  top().view.grow()
  await app.town.settle()
  expect(routes()).toEqual(['plain', 'chat', 'chat'])
  expect(top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: false })
})

it('a tap on the tile leads back to the first page of the app, too', async () => {
  await open({}, 'chat')
  app.stack.shift()
  await answer()
  top().view.shrink()
  app.push('chat')
  top().view.grow()
  await app.town.settle()
  expect(routes()).toEqual(['chat'])
  expect(top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: false })
})

it('a tap on the tile takes the tags where WeChat refuses the way back', async () => {
  await open({}, 'chat')
  await answer()
  top().view.shrink()
  app.push('chat')
  Object.assign(app.fake.wx, { navigateBack: ({ fail }: { fail: () => void }) => fail() })
  top().view.grow()
  await app.town.settle()
  expect(routes()).toEqual(['plain', 'chat', 'chat'])
  expect(top().view).toMatchObject({ isFront: true, holdsTags: true, minimized: false })
})

describe('the small window of the call page', () => {
  /** WeChat keeps the page alive for it. */
  const keepPages = () => Object.assign(app.fake.wx, { navigateBack: () => undefined })

  it('opens while the page goes: no tile, and the whole page when the user comes back', async () => {
    await open({}, 'chat', 'plain')
    await answer()
    keepPages()
    top().view.shrink()
    expect(top().view).toMatchObject({ minimized: true, inSmallWindow: false })
    top().view.setSmallWindow(true)
    expect(top().view).toMatchObject({ minimized: false, inSmallWindow: true })
    expect(app.calling.state.shown).toBe(true)
  })

  it('closes, and the call stays the tile that it has become', async () => {
    await open({}, 'chat', 'plain')
    await answer()
    keepPages()
    top().view.setSmallWindow(true)
    top().view.shrink()
    top().view.setSmallWindow(false)
    expect(top().view).toMatchObject({ minimized: true, inSmallWindow: false })
  })

  it('of another page leaves the tile as it is, and so does a page without the tags', async () => {
    await open({ callPage: false }, 'chat', 'chat')
    await answer()
    top().view.shrink()
    app.views()[0]?.view.setSmallWindow(true)
    expect(top().view).toMatchObject({ minimized: true, inSmallWindow: false })
    top().view.setSmallWindow(true)
    expect(top().view).toMatchObject({ minimized: true, inSmallWindow: true })
  })
})

describe('view.isAlone: no other page could take the call', () => {
  it('of the only component, again after another page was in front of it', async () => {
    await open({ callPage: false }, 'chat')
    const page = top()
    expect(page.view.isAlone).toBe(true)
    app.push('plain')
    app.pop()
    expect(page.view.isAlone).toBe(true)
  })

  it('not beside another, and not beside the call page', async () => {
    await open({ callPage: false }, 'chat', 'chat')
    expect(top().view.isAlone).toBe(false)
    await app.close()
    await open({}, 'chat')
    expect(top().view.isAlone).toBe(false)
  })

  it('not once the account is let go of', async () => {
    await open({ callPage: false }, 'chat')
    const page = top()
    app.calling.destroy()
    page.destroy()
    await app.town.settle()
    expect(page.view.isAlone).toBe(false)
  })
})

describe('an instance with a UI of its own, and no page', () => {
  const headless = () => new TRTCCalling({ ...app.options, ...{ platform: app.platform, context: app.fake.context } })

  it('that began the call is destroyed: the next one has the tags', async () => {
    await open({ callPage: false })
    const [first, second] = [headless(), headless()]
    await first.login()
    await second.login()
    await first.call({ userID: 'bob', type: 1 })
    await app.town.settle()
    await bob.calling.accept()
    await app.town.pass(1000)
    expect([first, second].map(({ view }) => view.holdsTags)).toEqual([true, false])
    first.destroy()
    await app.town.pass(3000)
    expect([first, second].map(({ view }) => view.holdsTags)).toEqual([false, true])
    second.destroy()
  })

  it('has the tags of the call that it began, also where a page could show it', async () => {
    await open({}, 'chat')
    const own = headless()
    await own.login()
    await own.call({ userID: 'bob', type: 1 })
    await app.town.settle()
    expect([own.view.holdsTags, top().view.holdsTags]).toEqual([true, false])
    own.destroy()
  })
})

it.each(['chat', 'plain'])(
  'a preview while it rings opens no camera on a page that is not seen; in front: %s',
  async (front) => {
    await open({ callPage: false, type: 2, ringingPreview: true }, 'chat')
    const page = top()
    // the component alone: its account is its own
    await page.login()
    app.calling.destroy()
    if (front === 'plain') app.push(front)
    await bob.calling.call({ userID: 'alice', type: 2 })
    await app.town.pass(3000)
    expect(page.state.status).toBe('ringing')
    expect([page.view.holdsTags, page.state.pusher !== null]).toEqual([front === 'chat', front === 'chat'])
  },
)

it('without a page that shows it and without a call page, state says so', async () => {
  await open({ callPage: false }, 'chat', 'plain')
  await ring()
  expect(app.calling.state).toMatchObject({ status: 'ringing', shown: false })
  app.pop()
  expect(app.calling.state.shown).toBe(true)
})

it('an instance that is given the Chat SDK is not held up by one of the same user that was made without any', async () => {
  await open({ callPage: false })
  app.calling.destroy()
  await app.town.settle()
  const make = (tim: unknown) => new TRTCCalling(Object.assign({ ...app.options, tim }, { platform: app.platform }))
  const without = make(undefined)
  await expect(without.login()).rejects.toMatchObject({ reason: 'CHAT_SDK_MISSING' })
  const given = make(app.options.tim)
  await given.login()
  await ring()
  expect([given, without].map(({ state }) => state.status)).toEqual(['ringing', 'idle'])
  await bob.calling.hangup()
  given.destroy()
  without.destroy()
})

it('another user’s startCalling signs the one before out, and the call of that one ends', async () => {
  await open({}, 'chat')
  await answer()
  const before = app
  app = new PagedApp({ userID: 'carol' })
  await app.town.settle()
  await before.town.settle()
  expect(before.calling.state.session).toBe('signed-out')
  expect(bob.ends()).toEqual(['hangup'])
  await before.close()
})
