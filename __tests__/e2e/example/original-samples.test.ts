/**
 * The samples of the original component's documents, word for word: a page of its users works with this package, copied
 * to where theirs was. Only what the samples leave to the reader is filled in.
 */
import { cpSync } from 'node:fs'
import path from 'node:path'
import { readDocument } from '../../support/docs/markdown'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'
import { signInPage, writeMiniProgram } from '../../support/simulator/mini-program'

jest.setTimeout(120_000)

const { sections } = readDocument('__tests__/fixtures/original/samples.md')
const blocks = sections.flatMap(({ blocks }) => blocks.map(({ code }) => code))

function sample(beginning: string): string {
  const found = blocks.find((code) => code.includes(beginning))
  if (found === undefined) throw new Error(`no sample has ${beginning}`)
  return found
}

const account = (key: string) => `get ${key}() { return getApp().globalData.account?.${key} },`

/** `sdkAppID: 0, userID: 0, userSig: ""`, which the reader replaces; and the second sample's method among the others. */
function page(): string {
  const [, call = ''] = /(call: function[\s\S]*?\},)\n/.exec(sample('this.TRTCCalling.call(')) ?? []
  return sample('bindTRTCCallingRoomEvent: function')
    .replace('sdkAppID: 0,', account('sdkAppID'))
    .replace('userID: 0,', account('userID'))
    .replace('userSig: "",', account('userSig'))
    .replace('data: {', "data: { userId: 'bob',")
    .replace('Page({', `Page({ ${call}`)
}

/** What the page says to the console. */
const APP = `
  const { log } = console
  const said = []
  console.log = (...words) => { said.push(...words); log(...words) }
  App({ globalData: { said } })
`

function writeOriginal(): string {
  const using = sample('"usingComponents"').replace('// index.json', '').replace('",\n}', '"\n}')
  const root = writeMiniProgram({
    'app.json': JSON.stringify({ pages: ['pages/index/index', 'pages/call/call'] }),
    'app.js': APP,
    'pages/index/index.js': signInPage("wx.navigateTo({ url: '/pages/call/call' })"),
    'pages/index/index.wxml': '<view>signed out</view>',
    'pages/call/call.json': `{${using}}`,
    'pages/call/call.wxml': `${sample('<TRTCCalling \n').replace('// index.wxml', '')}<button bindtap="call">call</button>`,
    'pages/call/call.js': page(),
  })
  cpSync(path.resolve('dist'), path.join(root, 'components/TRTCCalling'), { recursive: true })
  return root
}

const lab = setLab({ writeApp: writeOriginal })

async function open(): Promise<[DeskPhone, DeskPhone]> {
  const desk = await lab.desk(['alice', 'bob'])
  const phones = desk.phones as [DeskPhone, DeskPhone]
  for (const one of phones) await untilState(one, 'session', 'ready')
  return phones
}

async function untilState(one: DeskPhone, key: string, value: string): Promise<void> {
  const read = () => one.read(`getCurrentPages().pop().TRTCCalling?.state.${key}`)
  await one.until(
    async () => (await read()) === value,
    () => `${one.name}: ${key} ${value}`,
  )
}

const said = (one: DeskPhone) => one.read('getApp().globalData.said')

/** The words that the API's samples use, and then such a sample. */
function api(code: string): string {
  return `(() => {
    const page = getCurrentPages().pop()
    let TRTCCallingContext = page.TRTCCalling, trtcRoomContext = page.TRTCCalling
    const { EVENT } = TRTCCallingContext
    const userID = 'alice', userIDList = ['bob'], type = 1, groupID = undefined
    return (function () { ${code} }).call(page)
  })()`
}

it('quick start: the page calls, is called, says what happens, and leaves', async () => {
  const [alice, bob] = await open()
  await alice.tap('call')
  await bob.sees('Incoming video call')
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  await Promise.all([alice.receives(true), bob.receives(true)])
  await alice.tap('Hang up')
  for (const one of [alice, bob]) await untilState(one, 'status', 'idle')
  expect(await said(alice)).toEqual(['用户进入房间', '挂断', '通话结束'])
  expect(await said(bob)).toEqual(['收到邀请', '用户进入房间', '通话结束'])

  await alice.goBack()
  await alice.sees('signed out')
})

it('API: every method as its sample calls it', async () => {
  const [alice, bob] = await open()
  await bob.run(api(sample('TRTCCallingContext.accept()')))
  await alice.run(api("return TRTCCallingContext.call({ userID: 'bob', type: 2 })"))
  await Promise.all([alice.isConnected(), bob.isConnected()])
  for (const method of ['startRemoteView', 'stopRemoteView', 'openCamera', 'closeCamera', 'switchCamera']) {
    await bob.run(api(sample(`TRTCCallingContext.${method}(`)))
  }
  await bob.run(api(sample('TRTCCallingContext.setMicMute(true)')))
  await bob.run(api(sample('TRTCCallingContext.setHandsFree(true)')))
  const self = await bob.read('getCurrentPages().pop().TRTCCalling.state.self')
  expect(self).toMatchObject({ camera: false, mic: false, frontCamera: true, handsFree: true })
  const members = await bob.read('getCurrentPages().pop().TRTCCalling.state.members')
  expect(members).toMatchObject([{ userID: 'alice', viewing: false }])
  await bob.run(api(sample('TRTCCallingContext.hangup()')))
  for (const one of [alice, bob]) await untilState(one, 'status', 'idle')

  await bob.run(api(sample('TRTCCallingContext.off(EVENT.INVITED)')))
  await bob.run(api(sample('TRTCCallingContext.reject()')))
  await alice.run(api(sample('TRTCCallingContext.groupCall(')))
  await alice.until(
    async () => ((await said(alice)) as string[]).includes('对方拒绝'),
    () => 'the group call is declined',
  )
  for (const one of [alice, bob]) await untilState(one, 'status', 'idle')
})

it('API: ERROR brings what went wrong, and signing out and in again works', async () => {
  const [alice, bob] = await open()
  const listening = sample('trtcRoomContext.on(EVENT.ERROR').replace('let EVENT = trtcRoomContext.EVENT', '')
  await bob.run(api(listening))
  await bob.run(api("TRTCCallingContext.on(EVENT.INVITED, () => { throw new Error('of the page') })"))
  await alice.tap('call')
  await bob.sees('Incoming video call')
  expect(await bob.read('getApp().globalData.said[1].reason')).toBe('LISTENER_FAILED')
  await bob.tap('Decline')
  for (const one of [alice, bob]) await untilState(one, 'status', 'idle')

  await bob.run(api(sample('TRTCCallingContext.logout()')))
  await untilState(bob, 'session', 'signed-out')
  const again = sample("let TRTCCallingContext = this.selectComponent('#TRTCCalling-room')")
  await bob.run(api(again.replace('#TRTCCalling-room', '#TRTCCalling-component').replace('let ', '')))
  await untilState(bob, 'session', 'ready')
})
