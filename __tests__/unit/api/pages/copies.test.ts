/** Fault 59: the package twice in one app, in the main package and in a subpackage, on one Chat instance. */
import type { ChatClient } from '../../../support/chat/chat'
import { type Copy, loadCopy, PhoneWithCopies } from '../../../support/town/copies'
import { type Person, Town } from '../../../support/town/town'

let town: Town
let phone: PhoneWithCopies
let bob: Person
let main: Copy
let sub: Copy

beforeEach(async () => {
  jest.useFakeTimers()
  jest.spyOn(console, 'info').mockImplementation()
  town = new Town()
  phone = new PhoneWithCopies(town)
  bob = await town.signedIn('bob')
  ;[main, sub] = [loadCopy(), loadCopy()]
})

afterEach(async () => {
  phone.destroy()
  await town.settle()
  expect(phone.platform.pendingTimers()).toBe(0)
  expect(phone.fake.listenerCount()).toBe(0)
  await town.dispose()
  jest.useRealTimers()
})

const count = (list: string[], name: string) => list.filter((one) => one === name).length
const sent = (line: string) => count(town.traffic(), line)

async function ring(): Promise<void> {
  await bob.calling.call({ userID: 'alice', type: 1 })
  await town.settle()
}

/** One instance of each copy, both signed in. */
async function bothSignedIn() {
  const [first, second] = [phone.part(main), phone.part(sub)]
  await phone.signIn(first)
  await phone.signIn(second)
  return { first, second }
}

describe('fault 59: two copies of the package on one Chat instance', () => {
  it('are different modules, which makes all this necessary', () => {
    expect(main.TRTCCalling).not.toBe(sub.TRTCCalling)
  })

  it.each(['first', 'second'] as const)('one ring and one call, when the %s one answers', async (who) => {
    const parts = await bothSignedIn()
    await ring()
    expect([parts.first, parts.second].map(({ calling }) => calling.state.status)).toEqual(['ringing', 'ringing'])
    await parts[who].calling.accept()
    await town.settle()
    expect(bob.calling.state.status).toBe('connected')
    expect([parts.first, parts.second].map(({ calling }) => calling.state.status)).toEqual(['connected', 'connected'])
    expect([parts.first, parts.second].map(({ calling }) => calling.view.holdsTags)).toEqual([
      who === 'first',
      who === 'second',
    ])
    expect(parts[who].calling.state.pusher).not.toBeNull()
    await bob.calling.hangup()
    await town.pass(3000)
    for (const { heard } of [parts.first, parts.second]) {
      expect([count(heard, 'INVITED'), count(heard, 'CALL_END')]).toEqual([1, 1])
    }
    expect([sent('alice>bob accept'), sent('alice>bob reject')]).toEqual([1, 0])
  })

  it('each has the names of the events', () => {
    const parts = [phone.part(main), phone.part(sub)]
    expect(parts.map(({ calling }) => calling.EVENT.CALL_END)).toEqual(['CALL_END', 'CALL_END'])
  })

  it('what the page of the second one does with its view counts', async () => {
    const { second } = await bothSignedIn()
    const { view } = second.calling
    await bob.calling.call({ userID: 'alice', type: 2 })
    await town.settle()
    await second.calling.accept()
    await town.settle()
    view.setPageOrientation('horizontal')
    expect(second.calling.state.pusher?.videoOrientation).toBe('horizontal')
    view.setLook({ keepScreenOn: true })
    expect(view.look.keepScreenOn).toBe(true)
    view.shrink()
    expect(view.minimized).toBe(true)
    view.grow()
    expect(view.minimized).toBe(false)
    view.setSmallWindow(true)
    expect(view.inSmallWindow).toBe(true)
    view.setSmallWindow(false)
    expect(view.inSmallWindow).toBe(false)
    await second.calling.hangup()
    await town.settle()
  })

  it('the first that signs in does so with its own UserSig', async () => {
    const login = jest.spyOn(phone.tim, 'login')
    phone.part(main, { userSig: 'of the first' })
    await phone.signIn(phone.part(sub, { userSig: 'of the second' }))
    expect(login.mock.calls.map(([{ userSig }]) => userSig)).toEqual(['of the second'])
  })

  it('one that has never signed in does not hold on to the account', async () => {
    const [first, second] = [phone.part(main), phone.part(sub)]
    await phone.signIn(first)
    await first.calling.logout()
    expect([first, second].map(({ calling }) => calling.state.session)).toEqual(['signed-out', 'signed-out'])
    expect(phone.tim.userID).toBe('')
  })

  it('a call goes out from either, and a second one is refused with an error of the copy that was asked', async () => {
    const { first, second } = await bothSignedIn()
    await second.calling.call({ userID: 'bob' })
    await town.settle()
    await bob.calling.accept()
    await town.settle()
    expect(first.calling.state).toMatchObject({ status: 'connected', pusher: null })
    expect(second.calling.state.pusher).not.toBeNull()
    const refused = { reason: 'INVALID_STATE', message: expect.any(String) as string }
    await expect(first.calling.call({ userID: 'carol' })).rejects.toMatchObject(refused)
    const error: unknown = await second.calling.call({ userID: 'carol' }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(sub.CallingError)
    expect(error).toMatchObject({ ...refused, code: sub.CALLING_ERROR.INVALID_STATE })
    expect(() => second.calling.setMicMute('yes' as never)).toThrow(sub.CallingError)
    await second.calling.hangup()
    await town.settle()
    expect(bob.ends()).toEqual(['hangup'])
  })

  it('one that signs out does not sign out the other, whichever came first', async () => {
    const { first, second } = await bothSignedIn()
    await first.calling.logout()
    expect([first, second].map(({ calling }) => calling.state.session)).toEqual(['signed-out', 'ready'])
    await ring()
    expect([count(first.heard, 'INVITED'), count(second.heard, 'INVITED')]).toEqual([0, 1])
    await bob.calling.hangup()
    await phone.signIn(first)
    await second.calling.logout()
    expect([first, second].map(({ calling }) => calling.state.session)).toEqual(['ready', 'signed-out'])
    await first.calling.logout()
    await expect(phone.tim.getMyProfile()).rejects.toBeDefined()
  })

  it('one that is destroyed leaves the call of the other alone, and is told nothing more', async () => {
    const first = phone.part(main)
    await phone.signIn(first)
    const owner = (phone.tim as unknown as { trtcCalling: { create(options: object, tell: () => void): object } })
      .trtcCalling
    const { create } = owner
    let told = 0
    owner.create = (options, tell) =>
      create(options, (...seen) => {
        told += 1
        tell(...seen)
      })
    const second = phone.part(sub)
    await phone.signIn(second)
    await ring()
    await first.calling.accept()
    await town.settle()
    second.calling.destroy()
    expect(second.calling.state).toMatchObject({ status: 'idle', session: 'signed-out' })
    expect(() => second.calling.on('INVITED', () => undefined)).toThrow(sub.CallingError)
    const before = told
    await town.pass(3000)
    expect(told).toBe(before)
    expect(first.calling.state).toMatchObject({ status: 'connected', duration: 3 })
    // the owner's instance goes, and the account stays with the other copy
    const third = phone.part(sub)
    await phone.signIn(third)
    first.calling.destroy()
    await town.pass(2000)
    expect(third.calling.state).toMatchObject({ session: 'ready' })
    await bob.calling.hangup().catch(() => undefined)
  })

  it('what a copy computes from its state follows, and is told once per change', async () => {
    const { second } = await bothSignedIn()
    const seen: string[] = []
    const stop = sub.watch(
      () => second.calling.state.status,
      (status) => seen.push(status),
    )
    const label = sub.computed(() => `${second.calling.state.status} ${second.calling.state.self.userID}`)
    await ring()
    expect(label.value).toBe('ringing alice')
    await second.calling.accept()
    await town.settle()
    await town.pass(2000)
    expect(second.calling.state.duration).toBe(2)
    await bob.calling.hangup()
    await town.settle()
    expect(seen).toEqual(['ringing', 'connecting', 'connected', 'idle'])
    stop()
  })

  it('the only page of the app is alone with the call, whichever copy it is of', async () => {
    await phone.signIn(phone.part(main))
    const { calling } = phone.part(sub, { onPage: true })
    await calling.login()
    await ring()
    await calling.accept()
    await town.settle()
    expect(calling.view).toMatchObject({ isFront: true, holdsTags: true, isAlone: true })
    expect(calling).toHaveProperty('constructor', sub.TRTCCalling)
    await calling.hangup()
    await town.settle()
  })

  it('has the state of now inside of a handler', async () => {
    const { second } = await bothSignedIn()
    const seen: string[] = []
    second.calling.on('INVITED', () => seen.push(second.calling.state.status))
    second.calling.on('CALL_END', () => seen.push(second.calling.state.status))
    await ring()
    await bob.calling.hangup()
    await town.settle()
    expect(seen).toEqual(['ringing', 'idle'])
  })

  it.each(['main', 'sub'])(
    'the app’s session, started by %s, is known to the other by its Chat instance',
    async (name) => {
      const [starter, other] = name === 'main' ? [main, sub] : [sub, main]
      expect(other.appAccount(phone)).toBeNull()
      const app = phone.start(starter, { language: 'en' })
      await town.settle()
      expect(other.appAccount(phone)?.userID).toBe('alice')
      expect(other.hasAccount(phone.options)).toBe(true)
      expect(other.hasAccount({ ...phone.options, userID: 'carol' })).toBe(false)
      // without the Chat instance there is nothing to find it by
      expect(other.appAccount()).toBeNull()
      const part = phone.part(other, { onPage: true })
      expect(part.calling.view.look.language).toBe('en')
      part.calling.view.setLook({ mute: true })
      expect([app, part].map(({ calling }) => calling.view.look.mute)).toEqual([true, true])
      await app.calling.logout()
      expect([app, part].map(({ calling }) => calling.state.session)).toEqual(['signed-out', 'signed-out'])
    },
  )

  it('startCalling in both: the second takes the place of the first, and the call stays one', async () => {
    const [one, two] = [phone.start(main), phone.start(sub)]
    await town.settle()
    await expect(one.calling.hangup()).rejects.toMatchObject({ reason: 'DESTROYED' })
    await ring()
    expect([count(one.heard, 'INVITED'), count(two.heard, 'INVITED')]).toEqual([0, 1])
    await bob.calling.hangup()
    await town.settle()
  })

  it('another account on the Chat instance is refused, as within one copy', async () => {
    await bothSignedIn()
    const carol = phone.part(sub, { userID: 'carol' })
    const login = carol.calling.login()
    await town.settle()
    await expect(login).rejects.toMatchObject({
      reason: 'LOGIN_FAILED',
      message: expect.stringContaining('signed in as "alice"') as string,
    })
  })

  it('a Chat instance that came as a property is a deep copy, and the same instance all the same', async () => {
    const given = withOwnFunctions(phone.tim)
    const first = phone.part(main, { tim: { ...given } })
    const second = phone.part(sub, { tim: { ...given } })
    await phone.signIn(first)
    await phone.signIn(second)
    await ring()
    await second.calling.accept()
    await town.settle()
    expect([first, second].map(({ calling }) => calling.state.status)).toEqual(['connected', 'connected'])
    expect([sent('alice>bob reject'), sent('alice>bob accept')]).toEqual([0, 1])
    await bob.calling.hangup()
    await town.settle()
  })

  it('without a Chat instance of the app’s own, they meet on that of tim-wx-sdk', async () => {
    const module = { ...jest.requireActual<object>('tim-wx-sdk'), ...town.chat.createModule() }
    jest.doMock('tim-wx-sdk', () => module)
    ;[main, sub] = [loadCopy(), loadCopy()]
    const [first, second] = [phone.part(main, { tim: undefined }), phone.part(sub, { tim: undefined })]
    await phone.signIn(first)
    await phone.signIn(second)
    await ring()
    await second.calling.accept()
    await town.settle()
    expect(first.calling.state).toMatchObject({ status: 'connected', pusher: null })
    await bob.calling.hangup()
    await town.settle()
    expect(sent('alice>bob accept')).toBe(1)
    jest.dontMock('tim-wx-sdk')
  })

  it('leaves nothing on wx, on getApp() or among the globals, and nothing on the Chat instance that would be copied', async () => {
    const [app, globals] = [{ globalData: {} }, Object.getOwnPropertyNames(globalThis)]
    Object.assign(globalThis, { getApp: () => app })
    const keys = () => [Object.keys(wx), Object.keys(app), Object.keys(app.globalData), Object.keys(phone.tim)]
    const before = keys()
    await bothSignedIn()
    await ring()
    expect(keys()).toEqual(before)
    expect(Object.getOwnPropertyNames(globalThis)).toEqual(globals)
    await bob.calling.hangup()
    await town.settle()
  })

  it('a frozen Chat instance works as ever, with one copy', async () => {
    const first = phone.part(main, { tim: Object.freeze(withOwnFunctions(phone.tim, Object.freeze)) })
    await phone.signIn(first)
    await ring()
    expect(count(first.heard, 'INVITED')).toBe(1)
    await first.calling.reject()
    await town.settle()
  })
})

describe('copies of different versions', () => {
  /** As a copy of another version leaves it. */
  const hang = (other: object) => Object.defineProperty(phone.tim, 'trtcCalling', { value: other })

  it('which do not understand each other: a clear error, and no second ring', async () => {
    const create = jest.fn()
    hang({ contract: 2, version: '3.1.0', chat: phone.tim, create, find: create })
    const message = expect.stringMatching(/version 3\.1\.0, which came first.*Install the same version/) as string
    const error = expect.objectContaining({ reason: 'COPIES_DIFFER', message }) as Error
    expect(() => phone.part(main)).toThrow(error)
    expect(() => phone.start(main)).toThrow(error)
    expect(() => main.appAccount(phone)).toThrow(error)
    expect(() => main.hasAccount(phone.options)).toThrow(error)
    town.chat.addAccount('alice')
    await ring()
    expect(create).not.toHaveBeenCalled()
    expect(sent('alice>bob reject')).toBe(0)
    await bob.calling.hangup()
    await town.settle()
  })

  it('which do, the older one first: what it lacks is refused, the rest works', async () => {
    // from before setBeautyLevel and state.strangers, and with something that is no more
    const made = { ...methodsOf(phone.part(main).calling), setBeautyLevel: undefined }
    const state = { session: 'ready', status: 'ringing', self: { userID: 'alice' }, novelty: 1 }
    const create = (_options: object, tell: (seen: object) => void) => {
      tell({ state, view: { isFront: true } })
      return { calling: made, forget: () => undefined }
    }
    const tim = town.chat.client()
    Object.defineProperty(tim, 'trtcCalling', {
      value: { contract: 1, version: '0.0.9', chat: tim, create, find: () => null },
    })
    const { calling } = phone.part(sub, { tim })
    expect(calling.state).toMatchObject({ status: 'ringing', strangers: [] })
    expect(calling.state).not.toHaveProperty('novelty')
    const rest = { holdsTags: false, isAlone: false, minimized: false, inSmallWindow: false }
    expect(calling.view).toMatchObject({ isFront: true, ...rest })
    expect(() => calling.setBeautyLevel(3)).toThrow(
      expect.objectContaining({
        reason: 'COPIES_DIFFER',
        message: expect.stringContaining('0.0.9') as string,
      }) as Error,
    )
    await expect(calling.hangup()).rejects.toMatchObject({ reason: 'INVALID_STATE' })
  })
})

/** As `TIM.create()` returns it. @param each is done to each function */
function withOwnFunctions(client: ChatClient, each: (value: object) => object = (value) => value) {
  const methods: Record<string, unknown> = {}
  for (const [name, method] of Object.entries(methodsOf(client))) methods[name] = each(method.bind(client))
  return methods
}

function methodsOf(instance: object): Record<string, (...args: unknown[]) => unknown> {
  const methods: Record<string, (...args: unknown[]) => unknown> = {}
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(instance))) {
    const { value } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(instance), name) ?? {}
    if (typeof value === 'function' && name !== 'constructor') {
      methods[name] = (value as (...args: unknown[]) => unknown).bind(instance)
    }
  }
  return methods
}
