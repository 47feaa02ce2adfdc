/** The states of a call that are looked at in every size of window. */
import type { Browser } from 'playwright-core'
import type { Album } from './sizes'
import { type Language, Studio } from './studio'

export interface SizeScene {
  name: string
  users: string[]
  faults?: string
  play(studio: Studio, album: Album): Promise<void>
}

const LONG = 'timeout: 300'
const ABSENT = ['erin', 'frank', 'grace', 'heidi', 'ivan', 'judy', 'kim']

async function video(studio: Studio, album: Album): Promise<void> {
  const { words } = studio
  const native = (stream: string, code: number) =>
    studio.tell(
      'alice',
      `onPlayerEvent(${JSON.stringify({
        type: 'statechange',
        detail: { code },
        currentTarget: { dataset: { streamid: stream } },
      })})`,
    )
  await studio.tell('alice', `call({ userID: 'bob', type: 2, ${LONG} })`)
  await studio.sees('bob', words.incomingVideo)
  await album.take(studio, 'video, calling', ['alice'])
  await album.take(studio, 'video, ringing', ['bob'])
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await album.take(studio, 'video', ['alice'])
  // what the tags report meanwhile is held back with the time
  await studio.hold('alice', true)
  await native('bob_main', 2007)
  await album.take(studio, 'before the first frame', ['alice'], { held: true })
  await native('bob_main', 2003)
  const weak = JSON.stringify({ type: 'netstatus', detail: { info: { netQualityLevel: 6 } } })
  await studio.tell('alice', `onPusherEvent(${weak})`)
  await album.take(studio, 'weak network', ['alice'], { held: true })
  await studio.hold('alice', false)
  await studio.tap('alice', words.swapAction)
  await studio.tap('bob', words.cameraOn)
  await studio.tap('bob', words.micOn)
  await studio.sees('bob', words.cameraOff)
  await album.take(studio, 'swapped, camera and microphone off', ['alice', 'bob'])
  await studio.tap('bob', words.cameraOff)
  await studio.tap('alice', words.shrinkAction)
  await album.take(studio, 'video, tile', ['alice'])
  await studio.tap('alice', words.growAction)
  await studio.tap('alice', words.hangup)
  await studio.sees('alice', words.ended.completed)
  await studio.hold('alice', true)
  await album.take(studio, 'ended', ['alice'], { held: true })
  await studio.hold('alice', false)
}

/** The network of one of them is away. */
async function lost(studio: Studio, album: Album): Promise<void> {
  const { words } = studio
  await studio.tell('alice', `call({ userID: 'bob', type: 2, ${LONG} })`)
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.control('bob', (name, desk) => desk.phone(name).setNetwork('none'))
  await studio.sees('alice', words.waitingFor.replace('%s', ''))
  // as long as it takes: both would give up
  for (const user of ['alice', 'bob']) await studio.hold(user, true)
  await album.take(studio, 'waiting for the other one', ['alice'], { held: true })
  await album.take(studio, 'reconnecting', ['bob'], { held: true })
}

async function shared(studio: Studio, album: Album): Promise<void> {
  const { words } = studio
  await studio.tell('alice', `call({ userID: 'bob', type: 2, ${LONG} })`)
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.control('bob', (name, desk) => desk.phone(name).setScreenShare(true))
  const isShown = () => (document.querySelector<HTMLVideoElement>('[id$="_aux"] video')?.videoWidth ?? 0) > 0
  await studio.frame('alice').waitForFunction(isShown)
  await album.take(studio, 'shared screen', ['alice', 'bob'])
  await studio.tap('alice', words.swapAction)
  await album.take(studio, 'shared screen, small', ['alice'])
}

async function voice(studio: Studio, album: Album): Promise<void> {
  const { words } = studio
  await studio.tell('alice', `call({ userID: 'bob', type: 1, ${LONG} })`)
  await studio.sees('bob', words.incomingVoice)
  await album.take(studio, 'voice, calling', ['alice'])
  await album.take(studio, 'voice, ringing', ['bob'])
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await album.take(studio, 'voice', ['alice'])
  await studio.tap('alice', words.toVideo)
  await studio.sees('bob', words.switchText)
  await album.take(studio, 'video is asked for', ['alice', 'bob'])
  await studio.tap('bob', words.reject)
  await studio.tap('alice', words.shrinkAction)
  await album.take(studio, 'voice, tile', ['alice'])
}

async function group(studio: Studio, album: Album): Promise<void> {
  const { words } = studio
  const contacts = ['bob', ...ABSENT].map((userID) => ({
    userID,
    nick: userID === 'grace' ? '' : `${userID} ${userID}`,
  }))
  await studio.tell('alice', `setData({ contacts: ${JSON.stringify(contacts)} })`)
  await studio.tell('alice', `groupCall({ userIDList: ['bob'], type: 2, ${LONG} })`)
  await studio.sees('bob', words.incomingGroupVideo)
  await album.take(studio, 'group, calling', ['alice'])
  await album.take(studio, 'group, ringing', ['bob'])
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await album.take(studio, 'group of 2', ['alice'])
  await studio.tell('alice', `inviteUser({ userIDList: ['dave'], ${LONG} })`)
  await studio.tap('dave', words.accept)
  await studio.talks('dave')
  await album.take(studio, 'group of 3', ['alice'])
  await studio.tap('alice', words.invite)
  await studio.frame('alice').getByRole('dialog').getByRole('checkbox').first().click()
  await album.take(studio, 'invite', ['alice'])
  await studio.tap('alice', words.close)
  const invite = async (size: number, ...userIDs: string[]) => {
    await studio.tell('alice', `inviteUser({ userIDList: ${JSON.stringify(userIDs)}, ${LONG} })`)
    const isThere = (wanted: number) => document.querySelectorAll('[class*="cell--grid"]').length === wanted
    await studio.frame('alice').waitForFunction(isThere, size)
    await album.take(studio, `group of ${String(size)}`, ['alice'])
  }
  await invite(4, 'erin')
  const weak = JSON.stringify({ type: 'netstatus', detail: { info: { netQualityLevel: 6 } } })
  await studio.hold('alice', true)
  await studio.tell('alice', `onPusherEvent(${weak})`)
  await album.take(studio, 'group, weak network', ['alice'], { held: true })
  await studio.hold('alice', false)
  await studio.tap('alice', words.shrinkAction)
  await album.take(studio, 'group, tile', ['alice'])
  await studio.tap('alice', words.growAction)
  await invite(6, 'frank', 'grace')
  await invite(9, 'heidi', 'ivan', 'judy')
  await invite(10, 'kim')
}

async function groupVoice(studio: Studio, album: Album): Promise<void> {
  const { words } = studio
  await studio.tell('alice', `groupCall({ userIDList: ['bob', 'dave'], type: 1, ${LONG} })`)
  await studio.sees('bob', words.incomingGroupVoice)
  await album.take(studio, 'group by voice, ringing', ['bob'])
  for (const user of ['bob', 'dave']) await studio.tap(user, words.accept)
  await studio.talks('alice', 'dave')
  await album.take(studio, 'group by voice', ['alice'])
}

/** What is asked, and said, where a device may not be used. */
async function devices(studio: Studio, album: Album): Promise<void> {
  const { words } = studio
  await studio.tell('alice', `call({ userID: 'bob', type: 1 }).catch(() => 0)`)
  await studio.sees('alice', words.microphoneTitle)
  await album.take(studio, 'no microphone', ['alice'])
  await studio.tap('alice', words.close)
  await studio.control('alice', (name, desk) => desk.phone(name).setPermission('record', 'granted'))
  await studio.tell('alice', `call({ userID: 'bob', type: 2, ${LONG} })`)
  await studio.tap('bob', words.accept)
  await studio.talks('alice')
  await album.take(studio, 'no camera', ['alice'])
  await studio.tap('alice', words.toVideo)
  await studio.sees('alice', words.cameraTitle)
  await album.take(studio, 'camera asked for', ['alice'])
}

export const SIZE_SCENES: SizeScene[] = [
  { name: 'video', users: ['alice', 'bob'], play: video },
  { name: 'lost', users: ['alice', 'bob'], play: lost },
  { name: 'shared', users: ['alice', 'bob'], play: shared },
  { name: 'voice', users: ['alice', 'bob'], play: voice },
  { name: 'group', users: ['alice', 'bob', 'dave'], play: group },
  { name: 'group-voice', users: ['alice', 'bob', 'dave'], play: groupVoice },
  { name: 'devices', users: ['alice', 'bob'], faults: 'phone-1:deny-mic+deny-camera', play: devices },
]

/** Accounts that exist, on phones that are switched off, ring until their time is over. */
async function registerAbsent(browser: Browser, url: string, lang: Language): Promise<void> {
  for (const users of [ABSENT.slice(0, 4), ABSENT.slice(4)]) {
    const desk = await Studio.open(browser, url, lang, users)
    await desk.close()
  }
}

export async function playSizes(
  { name, users, faults, play }: SizeScene,
  browser: Browser,
  url: string,
  lang: Language,
  query: Record<string, string>,
  album: Album,
): Promise<void> {
  if (name === 'group') await registerAbsent(browser, url, lang)
  const studio = await Studio.open(browser, url, lang, users, { ...query, ...(faults !== undefined && { faults }) })
  try {
    await play(studio, album)
  } finally {
    await studio.close()
  }
}
