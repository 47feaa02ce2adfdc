/** Every state of a call, as it comes about between real phones of the simulator. */
import type { Browser } from 'playwright-core'
import { examplePages } from './example-pages'
import { type Language, Studio } from './studio'

export interface Scene {
  name: string
  /** @param more of the desk's address */
  play(browser: Browser, url: string, lang: Language, more: Query): Promise<void>
}

/** Of the desk's address. */
export type Query = Record<string, string>

/** A desk of its own, closed afterwards. */
function scene(name: string, users: string[], play: (studio: Studio) => Promise<void>, query: Query = {}): Scene {
  return {
    name,
    async play(browser, url, lang, more) {
      const studio = await Studio.open(browser, url, lang, users, { ...query, ...more })
      try {
        await play(studio)
      } finally {
        await studio.close()
      }
    },
  }
}

const PAIR = ['alice', 'bob']
const FOUR = ['alice', 'bob', 'carol', 'dave']

/** Alice calls, Bob answers. */
async function beginCall(studio: Studio, prefix: string, type: 1 | 2): Promise<void> {
  const { words } = studio
  await studio.call('alice', 'bob', type)
  await studio.sees('bob', type === 2 ? words.incomingVideo : words.incomingVoice)
  await studio.shoot(`${prefix}-1-calling-and-ringing`)
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.shoot(`${prefix}-2-connected`)
}

/** From the first ring to the end, in a video call. */
async function video(studio: Studio, prefix: string): Promise<void> {
  const { words } = studio
  await beginCall(studio, prefix, 2)
  await studio.tap('alice', words.swapAction)
  await studio.tap('bob', words.cameraOn)
  await studio.tap('bob', words.micOn)
  await studio.sees('bob', words.cameraOff)
  await studio.shoot(`${prefix}-3-swapped-and-camera-off`)
  await studio.tap('bob', words.cameraOff)
  await studio.tap('alice', words.shrinkAction)
  await studio.tap('bob', words.shrinkAction)
  await studio.drag('bob', -160, 250)
  await studio.sees('alice', /^0\d:\d\d$/)
  await studio.frame('bob').waitForTimeout(400)
  await studio.shoot(`${prefix}-4-floating-and-dragged`)
  await studio.tap('alice', words.growAction)
  await studio.tap('alice', words.hangup)
  await studio.sees('alice', words.ended.completed)
  await studio.shoot(`${prefix}-5-ended`)
}

/** A voice call that becomes video, after it was refused once. */
async function voice(studio: Studio, prefix: string): Promise<void> {
  const { words } = studio
  await beginCall(studio, prefix, 1)
  await studio.tap('alice', words.toVideo)
  await studio.sees('bob', words.switchText)
  await studio.shoot(`${prefix}-3-waiting-and-asked-for-video`)
  await studio.tap('bob', words.reject)
  await studio.sees('alice', new RegExp(words.switchDeclined.replace('%s', '.*')))
  await studio.tap('bob', words.shrinkAction)
  await studio.shoot(`${prefix}-4-video-declined-and-floating`)
  await studio.tap('bob', words.growAction)
  await studio.tap('bob', words.toVideo)
  await studio.tap('alice', words.agree)
  await studio.sees('bob', words.flip)
  await studio.frame('bob').waitForTimeout(1500)
  await studio.shoot(`${prefix}-5-video-accepted`)
  await studio.tap('bob', words.toVoice)
  await studio.sees('alice', words.switchedToVoice)
  await studio.shoot(`${prefix}-6-back-to-voice`)
}

/** Three in a call, a fourth still rings, and more are known. */
async function group(studio: Studio, prefix: string, type: 1 | 2): Promise<void> {
  const { words } = studio
  const contacts = ['bob', 'erin', 'frank', 'grace'].map((userID) => ({
    userID,
    nick: userID === 'grace' ? '' : `${userID} ${userID}`,
  }))
  await studio.tell('alice', `setData({ contacts: ${JSON.stringify(contacts)} })`)
  await studio.tell('alice', `groupCall({ userIDList: ['bob', 'carol', 'dave'], type: ${String(type)} })`)
  await studio.sees('dave', type === 2 ? words.incomingGroupVideo : words.incomingGroupVoice)
  await studio.shoot(`${prefix}-1-ringing`)
  await studio.tap('bob', words.accept)
  await studio.tap('carol', words.accept)
  await studio.talks('alice', 'bob', 'carol')
  await studio.tap('carol', words.micOn)
  await studio.shoot(`${prefix}-2-one-still-rings`)
  await studio.tap('dave', words.accept)
  await studio.talks('dave')
  if (type === 2) await studio.tap('dave', words.cameraOn)
  await studio.tap('alice', words.invite)
  await studio.frame('alice').getByRole('dialog').getByRole('checkbox').first().click()
  await studio.tap('bob', words.shrinkAction)
  await studio.shoot(`${prefix}-3-invite-and-floating`)
}

/** Two in a group call, of whom one has a picture that cannot be loaded. */
async function two(studio: Studio, prefix: string): Promise<void> {
  const { words } = studio
  await studio.tell('bob', `setSelfInfo({ avatar: 'https://127.0.0.1:1/nobody.png' })`)
  await studio.tell('alice', `groupCall({ userIDList: ['bob', 'carol'], type: 2 })`)
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.tap('carol', words.reject)
  await studio.isOver('carol')
  await studio.shoot(`${prefix}-1-two`)
  await studio.tap('bob', words.cameraOn)
  await studio.sees('bob', words.cameraOff)
  await studio.shoot(`${prefix}-2-broken-avatar`)
  await studio.tap('alice', words.hangup)
  await studio.isOver('alice', 'bob')
  await studio.call('bob', 'alice', 1)
  await studio.sees('alice', words.incomingVoice)
  await studio.shoot(`${prefix}-3-ringing-with-broken-avatar`)
}

/** Bob shares a screen besides his camera: it is large, then his picture is. */
async function sharedScreen(studio: Studio): Promise<void> {
  const { words } = studio
  await studio.call('alice', 'bob', 2)
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.control('bob', (name, desk) => desk.phone(name).setScreenShare(true))
  await studio.frame('alice').locator('[id$="_aux"]').waitFor({ state: 'attached' })
  await studio.frame('alice').waitForTimeout(1500)
  await studio.shoot('46-shared-screen')
  await studio.tap('alice', words.swapAction)
  await studio.frame('alice').waitForTimeout(500)
  await studio.shoot('47-shared-screen-small')
}

/** The answer takes its time to reach the caller. */
async function connecting(studio: Studio): Promise<void> {
  const { words } = studio
  await studio.control('bob', (name, desk) => desk.phone(name).setMessageFaults({ delay: 4000 }))
  for (const [type, name] of [
    [1, 'voice'],
    [2, 'video'],
  ] as const) {
    await studio.call('alice', 'bob', type)
    await studio.tap('bob', words.accept)
    await studio.sees('bob', words.connecting)
    await studio.shoot(`45-connecting-${name}`)
    await studio.talks('bob')
    await studio.tap('alice', words.hangup)
    await studio.isOver('alice', 'bob')
  }
}

async function ends(studio: Studio): Promise<void> {
  const { words } = studio
  await studio.call('alice', 'bob', 2)
  await studio.tap('bob', words.reject)
  await studio.sees('alice', words.ended.declinedByPeer)
  await studio.shoot('40-declined')
  await studio.isOver('alice', 'bob')

  await studio.call('alice', 'bob', 1)
  await studio.sees('bob', words.incomingVoice)
  await studio.tap('alice', words.cancel)
  await studio.sees('bob', words.ended.cancelledByCaller)
  await studio.shoot('41-cancelled')
  await studio.isOver('alice', 'bob')

  await studio.tell('alice', `call({ userID: 'bob', type: 1, timeout: 2 })`)
  await studio.sees('alice', words.ended.noAnswer)
  await studio.shoot('42-no-answer')
}

async function troubles(studio: Studio): Promise<void> {
  const { words } = studio
  await studio.call('alice', 'bob', 2)
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.control('alice', (name, desk) => desk.phone(name).setInterrupted(true))
  await studio.sees('alice', words.interrupted)
  await studio.shoot('50-interrupted')
  await studio.control('alice', (name, desk) => desk.phone(name).setInterrupted(false))
  await studio.seesNo('alice', words.interrupted)
  // what a phone reports of a bad network; the simulator's is always good
  const netQuality = { type: 'netstatus', detail: { info: { netQualityLevel: 6 } } }
  await studio.tell('alice', `onPusherEvent(${JSON.stringify(netQuality)})`)
  await studio.sees('alice', words.weakNetworkHere)
  await studio.shoot('51-weak-network')
  await studio.control('alice', (name, desk) => desk.phone(name).setNetwork('none'))
  await studio.sees('alice', words.reconnecting)
  await studio.shoot('52-reconnecting')
}

async function refusedMicrophone(studio: Studio): Promise<void> {
  await studio.tell('alice', `call({ userID: 'bob', type: 1 }).catch(() => 0)`)
  await studio.sees('alice', studio.words.microphoneTitle)
  await studio.shoot('60-microphone-refused')
}

async function refusedCamera(studio: Studio): Promise<void> {
  await studio.call('alice', 'bob', 2)
  await studio.tap('bob', studio.words.accept)
  await studio.talks('alice')
  await studio.shoot('61-camera-refused')
}

/** Eight others and more: accounts that exist, on phones that are switched off, ring until their time is over. */
const crowd: Scene = {
  name: '34-crowd',
  async play(browser, url, lang, more) {
    const absent = ['erin', 'frank', 'grace', 'heidi', 'ivan', 'judy', 'kim']
    for (const users of [absent.slice(0, 4), absent.slice(4)]) {
      const desk = await Studio.open(browser, url, lang, users)
      await desk.close()
    }
    const studio = await Studio.open(browser, url, lang, ['alice', 'bob', 'carol'], more)
    try {
      const others = ['bob', 'carol', ...absent.slice(0, 6)]
      await studio.tell('alice', `groupCall({ userIDList: ${JSON.stringify(others)}, type: 2 })`)
      for (const user of ['bob', 'carol']) await studio.tap(user, studio.words.accept)
      await studio.talks('alice', 'carol')
      await studio.shoot('34-group-of-nine')
      await studio.tell('alice', `inviteUser({ userIDList: ${JSON.stringify(absent.slice(6))} })`)
      await studio.sees('alice', 'kim')
      await studio.shoot('35-group-of-ten-scrolls')
    } finally {
      await studio.close()
    }
  },
}

const SMALL = { device: 'small' }

/** Phones on their side, tablets, and windows on a computer. */
const WINDOWS: [name: string, query: Query][] = [
  ['82-turned', { device: 'iphone', turned: 'yes' }],
  ['83-tablet', { device: 'tablet' }],
  ['84-tablet-turned', { device: 'tablet', turned: 'yes' }],
  ['85-pc', { device: 'pc' }],
  ['86-pc-narrow', { device: 'pc-narrow' }],
]

export const SCENES: Scene[] = [
  scene('00-example', PAIR, (studio) => examplePages(studio, '00-example')),
  scene('01-small-example', PAIR, (studio) => examplePages(studio, '01-small-example'), SMALL),
  scene('10-video', PAIR, (studio) => video(studio, '10-video')),
  scene('20-voice', PAIR, (studio) => voice(studio, '20-voice')),
  scene('30-group', FOUR, (studio) => group(studio, '30-group', 2)),
  scene('32-group-voice', FOUR, (studio) => group(studio, '32-group-voice', 1)),
  scene('33-two', FOUR.slice(0, 3), (studio) => two(studio, '33-two')),
  crowd,
  scene('40-ends', PAIR, ends),
  scene('45-connecting', PAIR, connecting),
  scene('46-shared-screen', PAIR, sharedScreen),
  scene('50-troubles', PAIR, troubles),
  scene('60-microphone', PAIR, refusedMicrophone, { faults: 'phone-1:deny-mic' }),
  scene('61-camera', PAIR, refusedCamera, { faults: 'phone-1:deny-camera' }),
  scene('70-small-video', PAIR, (studio) => video(studio, '70-small-video'), SMALL),
  scene('71-small-voice', PAIR, (studio) => voice(studio, '71-small-voice'), SMALL),
  scene('72-small-group', FOUR, (studio) => group(studio, '72-small-group', 2), SMALL),
  scene('73-small-two', FOUR.slice(0, 3), (studio) => two(studio, '73-small-two'), SMALL),
  scene('80-iphone', PAIR, (studio) => video(studio, '80-iphone'), { device: 'iphone' }),
  scene('81-large', PAIR, (studio) => video(studio, '81-large'), { device: 'large' }),
  ...WINDOWS.flatMap(([name, query]) => [
    scene(`${name}-video`, PAIR, (studio) => video(studio, `${name}-video`), query),
    scene(`${name}-voice`, PAIR, (studio) => voice(studio, `${name}-voice`), query),
    scene(`${name}-group`, FOUR, (studio) => group(studio, `${name}-group`, 2), query),
  ]),
]
