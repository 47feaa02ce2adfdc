/** The page of the guide whose component signs in by itself, as it stands there: JSON, WXML and script; it calls Bob. */
import { cpSync } from 'node:fs'
import path from 'node:path'
import * as simulate from 'miniprogram-simulate'
import { ComponentPhone } from '../../support/component/component-phone'
import { readDocument } from '../../support/docs/markdown'
import { writeMiniProgram } from '../../support/simulator/mini-program'
import { SDK_APP_ID } from '../../support/chat/signaling'
import { CANARY, Town, type Person } from '../../support/town/town'

interface PageOptions {
  data: object
  onLoad(query: { user: string }): void
  onUnload(): void
  callBob(): void
  onCallEnd(event: object): void
}
type PageInstance = Omit<PageOptions, 'data'>

/** The engine knows components only: a page is one whose hooks the test calls. */
function asComponent({ data, ...methods }: PageOptions): void {
  ;(globalThis as unknown as { Component(options: object): void }).Component({ data, methods })
}

/** Writes the page, with the package beside it, since the engine knows no `miniprogram_npm`, and registers it. */
function loadPage(guide: string, title: string): string {
  const { sections } = readDocument(guide)
  const blocks = sections.filter((section) => section.title === title).flatMap((section) => section.blocks)
  const first = (language: string, among = blocks) => among.find((block) => block.language === language)?.code ?? ''
  const root = writeMiniProgram({
    'pages/a/a.json': first(
      'json',
      sections.flatMap((section) => section.blocks),
    ),
    'pages/a/a.wxml': first('html'),
    'pages/a/a.js': first('js'),
  })
  cpSync(path.resolve('dist'), path.join(root, 'pages/a/trtc-calling-miniprogram'), { recursive: true })
  Object.assign(globalThis, { Page: asComponent })
  // scripts that come out of the module cache register nothing
  jest.resetModules()
  return (simulate as unknown as { load(file: string, tag: string): string }).load(path.join(root, 'pages/a/a'), 'page')
}

describe.each([
  ['docs/en/guide.md', 'The component alone'],
  ['docs/zh/guide.md', '单独使用组件'],
])('the page of %s', (guide, title) => {
  let id: string
  let town: Town
  let bob: Person
  let phone: ComponentPhone
  let page: PageInstance
  const modals = () => phone.wx.called('showModal').map(({ args }) => args[0] as { title: string; content: string })

  beforeAll(() => {
    jest.spyOn(console, 'info').mockImplementation()
    // what "build npm" makes of the Chat SDK; the town's own people have theirs already
    jest.doMock('tim-wx-sdk', () => ({ create: () => town.chat.client() }))
    id = loadPage(guide, title)
  })

  beforeEach(async () => {
    jest.useFakeTimers()
    jest.spyOn(console, 'info').mockImplementation()
    town = new Town()
    ;[bob] = await town.people('bob')
    phone = new ComponentPhone(town, 'alice', { page: id })
    page = phone.root.instance as unknown as PageInstance
    phone.instance.setLanguage('en')
  })

  afterEach(async () => {
    page.onUnload()
    await town.settle()
    phone.detach()
    await town.settle()
    await town.dispose()
    expect(jest.getTimerCount()).toBe(0)
    jest.useRealTimers()
  })

  /** Opens the page as Alice. @param answer of the signing service; without one, the service cannot be reached */
  async function open(answer?: object): Promise<void> {
    const { request } = wx
    const answered = ({ success }: WechatMiniprogram.RequestOption) => {
      success?.({ data: answer } as WechatMiniprogram.RequestSuccessCallbackResult)
    }
    Object.assign(wx, answer && { request: answered })
    page.onLoad({ user: 'alice' })
    await town.settle()
    Object.assign(wx, { request })
  }

  const signIn = () => open({ sdkAppID: SDK_APP_ID, userID: 'alice', userSig: `${CANARY}-alice` })
  const modal = (content: RegExp) => ({
    title: expect.any(String) as string,
    content: expect.stringMatching(content) as string,
  })

  it('says that the signing service cannot be reached', async () => {
    await open()
    expect(modals()).toEqual([modal(/^request:fail/)])
  })

  it('says what is missing when the service refuses', async () => {
    await open({ error: 'forbidden' })
    expect(modals()).toEqual([modal(/sdkAppID/)])
    // the page's own button, and nothing of the component
    expect(phone.text()).toHaveLength(1)
  })

  it('signs in, calls Bob, and hears once how the call ended', async () => {
    const log = jest.spyOn(console, 'log').mockImplementation()
    await signIn()
    page.callBob()
    await town.settle()
    expect(bob.names()).toEqual(['INVITED'])
    expect(phone.text()).toContain('Calling…')

    await bob.calling.accept()
    await town.settle()
    expect(phone.instance.state).toMatchObject({ status: 'connected', type: 2 })
    await town.pass(5000)
    await bob.calling.hangup()
    await town.settle()
    expect(log.mock.calls).toEqual([[expect.stringMatching(/hangup.* 5 /)]])
    expect(modals()).toEqual([])
  })

  it('says why there is no call', async () => {
    await signIn()
    page.callBob()
    await town.settle()
    page.callBob()
    await town.settle()
    expect(modals()).toEqual([{ title: expect.any(String) as string, content: expect.any(String) as string }])
    jest.spyOn(console, 'log').mockImplementation()
    await phone.instance.hangup()
  })

  it('rings when Bob calls', async () => {
    jest.spyOn(console, 'log').mockImplementation()
    await signIn()
    await bob.calling.call({ userID: 'alice', type: 1 })
    await town.settle()
    expect(phone.text()).toContain('Incoming voice call')
    await phone.tap('Decline')
    expect(bob.names()).toContain('REJECT')
  })
})
