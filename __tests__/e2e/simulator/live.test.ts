/** The native tags' stand-ins in Chromium: calls as they should be. */
import type { Frame } from 'playwright-core'
import type { LivePage } from '../../support/simulator/live/live-page'
import {
  LivePhones,
  NAMES,
  NOTHING,
  clearEvents,
  codes,
  event,
  hangUp,
  nothingOpen,
  playing,
  setPusher,
} from '../../support/simulator/live/live-phones'

declare const page: LivePage

jest.setTimeout(60_000)

let phones: LivePhones

beforeAll(async () => {
  phones = await LivePhones.start()
})

afterAll(async () => {
  await phones.close()
})

afterEach(() => {
  expect(phones.problems.splice(0)).toEqual([])
})

test('two phones see and hear each other, report as the native tags do, and leave nothing behind', async () => {
  const { alice, bob } = await phones.call()
  await playing(alice, bob)

  const pusherCodes = await codes(bob, 'pusher')
  expect(pusherCodes).toEqual(expect.arrayContaining([1001, 1002, 1003, 1007, 1008, 1018, 1031, 1033, 1034]))
  expect(pusherCodes.indexOf(1018)).toBeLessThan(pusherCodes.indexOf(1031))
  expect(pusherCodes.indexOf(1031)).toBeLessThan(pusherCodes.indexOf(1033))
  expect(await codes(alice, 'bob')).toEqual(expect.arrayContaining([2001, 2003, 2004]))
  const video = await event(alice, 'pusher', 'statechange', 1033)
  expect(JSON.parse(String(video.detail.message))).toEqual({
    userlist: [
      {
        userid: 'bob',
        playurl: 'room://cloud.tencent.com/rtc?userid=bob&streamtype=main',
        streamtype: 'main',
        hasvideo: true,
      },
    ],
  })

  await clearEvents(alice)
  for (const tag of ['pusher', 'bob']) {
    const { detail } = await event(alice, tag, 'netstatus', undefined, '"netQualityLevel":')
    const info = detail.info as Record<string, number>
    expect(info.netQualityLevel).toBeGreaterThanOrEqual(1)
    expect(info.videoWidth).toBeGreaterThan(0)
    expect(info.videoFPS).toBeGreaterThan(0)
  }
  await alice.waitForFunction(() =>
    ['pusher', 'bob'].every((tag) => {
      const heard = page.events.filter((entry) => entry.tag === tag && entry.type === 'audiovolumenotify')
      const volumes = new Set(heard.map(({ detail }) => detail.volume))
      return volumes.size >= 3 && [...volumes].every((volume) => Number(volume) >= 0 && Number(volume) <= 100)
    }),
  )

  await hangUp(bob)
  await event(alice, 'pusher', 'statechange', 1032, 'bob')
  await event(alice, 'bob', 'statechange', 2006)
  await hangUp(alice)
  expect(await Promise.all([nothingOpen(alice), nothingOpen(bob)])).toEqual([NOTHING, NOTHING])
})

test('camera and microphone go off for real and for the others, and come back', async () => {
  const { alice, bob } = await phones.call()
  await playing(bob)
  await clearEvents(bob)

  await setPusher(alice, { enableCamera: false })
  await event(bob, 'pusher', 'statechange', 1033, '"hasvideo":false')
  expect(await bob.evaluate(() => page.colour('alice'))).toBeNull()
  expect(await alice.evaluate(() => page.open().tracks)).toBe(0)

  await setPusher(alice, { enableMic: false })
  await event(bob, 'pusher', 'statechange', 1034, '"hasaudio":false')
  await alice.waitForFunction(() => page.open().contexts === 0)

  await clearEvents(alice, bob)
  await setPusher(alice, { enableCamera: true, enableMic: true })
  await event(alice, 'pusher', 'statechange', 1003)
  await event(bob, 'pusher', 'statechange', 1033, '"hasvideo":true')
  await event(bob, 'pusher', 'statechange', 1034, '"hasaudio":true')
  await playing(bob)
  await bob.waitForFunction(() => page.colour('alice') !== null)
})

test('switchCamera changes the picture, also on the other side; device-position alone does not', async () => {
  const { alice, bob } = await phones.call()
  const difference = (first: number[], second: number[]): number =>
    Math.max(...first.map((value, channel) => Math.abs(value - (second[channel] ?? 0))))
  const shown = async (): Promise<number[]> => {
    const handle = await bob.waitForFunction(() => page.colour('alice'))
    return (await handle.jsonValue()) ?? []
  }
  const front = await shown()
  await setPusher(alice, { devicePosition: 'back' })
  await playing(bob)
  expect(difference(front, await shown())).toBeLessThan(25)

  const result = await alice.evaluate(
    () => new Promise((resolve) => page.live.pusherContext().switchCamera({ complete: resolve })),
  )
  expect(result).toEqual({ errMsg: 'operateLivePusher:ok' })
  await bob.waitForFunction(
    (before) => {
      const now = page.colour('alice')
      return now !== null && Math.max(...now.map((value, channel) => Math.abs(value - (before[channel] ?? 0)))) > 25
    },
    front,
    { polling: 100 },
  )
})

test('a player’s own switches: sound off, earpiece, picture off', async () => {
  const { alice } = await phones.call()
  const media = (): Promise<{ muted: boolean; volume: number; visibility: string }> =>
    alice.evaluate(() => {
      const host = document.getElementById('bob')
      const { muted = false, volume = -1 } = host?.querySelector('audio') ?? {}
      return { muted, volume, visibility: host?.querySelector('video')?.style.visibility ?? '' }
    })
  const play = (attributes: object): Promise<void> => alice.evaluate((all) => page.play('bob', all), attributes)

  expect(await media()).toEqual({ muted: false, volume: 1, visibility: 'visible' })
  await play({ muteAudio: true, soundMode: 'ear' })
  expect(await media()).toMatchObject({ muted: true, volume: 0.3 })
  await play({ muteAudio: false, soundMode: 'speaker', muteVideo: true })
  expect(await media()).toEqual({ muted: false, volume: 1, visibility: 'hidden' })
  await play({ muteVideo: false })
  expect(await media()).toMatchObject({ visibility: 'visible' })

  const answer = await alice.evaluate(
    () => new Promise((resolve) => page.live.playerContext('bob').snapshot({ complete: resolve })),
  )
  expect(answer).toMatchObject({ errMsg: 'operateLivePlayer:ok', tempImagePath: expect.stringMatching(/^blob:/) })
  await alice.evaluate(() => page.live.playerContext('bob').requestFullScreen({ direction: 0 }))
  await event(alice, 'bob', 'fullscreenchange')
  const missing = await alice.evaluate(
    () => new Promise((resolve) => page.live.playerContext('nobody').play({ fail: resolve })),
  )
  expect(missing).toEqual({ errMsg: 'operateLivePlayer:fail the tag is not on the page' })
})

test('stop leaves the room with reason[0], start enters it again with the same url', async () => {
  const { alice, bob } = await phones.call()
  await clearEvents(bob)
  await alice.evaluate(() => page.live.pusherContext().stop())
  await event(alice, 'pusher', 'statechange', 1019, 'reason[0]')
  await event(bob, 'pusher', 'statechange', 1032, 'alice')
  expect(await alice.evaluate(() => page.open())).toMatchObject({ connections: 0, tracks: 0 })

  await clearEvents(alice, bob)
  await alice.evaluate(() => {
    page.live.pusherContext().start()
    page.live.pusherContext().start()
  })
  await event(alice, 'pusher', 'statechange', 1018)
  await event(bob, 'pusher', 'statechange', 1033, 'alice')
  await playing(alice, bob)
  expect((await codes(alice, 'pusher')).filter((code) => code === 1018)).toHaveLength(1)
})

test('the browser’s own camera and microphone work the same way', async () => {
  const { alice, bob } = await phones.call('&camera=real')
  await playing(alice, bob)
  await hangUp(alice)
  await hangUp(bob)
  expect(await Promise.all([nothingOpen(alice), nothingOpen(bob)])).toEqual([NOTHING, NOTHING])
})

test('four phones see and hear each other, in smaller pictures', async () => {
  const frames = await phones.open(4)
  await Promise.all(frames.map((frame, index) => phones.push(frame, NAMES[index] ?? 'alice')))
  await Promise.all(
    frames.map(async (frame, index) => {
      for (const other of NAMES.filter((name) => name !== NAMES[index])) {
        await event(frame, 'pusher', 'statechange', 1033, other)
        await frame.evaluate((userID) => page.play(userID), other)
      }
      for (const other of NAMES.filter((name) => name !== NAMES[index])) {
        await event(frame, other, 'statechange', 2003)
      }
      await playing(frame)
    }),
  )
  const [first] = frames as [Frame]
  expect(await first.evaluate(() => page.live.stats())).toMatchObject({ players: 3, peerConnections: 6, tracks: 2 })
  await first.waitForFunction(() =>
    [...document.querySelectorAll('video')].every(({ videoHeight }) => videoHeight <= 240),
  )
  await Promise.all(frames.map(hangUp))
  expect(await Promise.all(frames.map(nothingOpen))).toEqual(frames.map(() => NOTHING))
})

test('where sound needs a touch first, the picture comes at once and the sound with the touch', async () => {
  const { alice } = await phones.call('&sound=held')
  const isSilent = (): boolean => document.querySelector<HTMLAudioElement>('#bob audio')?.paused === true
  expect(await alice.evaluate(isSilent)).toBe(true)
  await alice.click('#bob')
  await alice.waitForFunction(() => document.querySelector<HTMLAudioElement>('#bob audio')?.paused === false)
})
