/** The built component on WeChat's own component engine, in calls with a real peer over the real SDKs: the screens. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

it('shows nothing while there is no call', async () => {
  expect(bed.phone.isEmpty()).toBe(true)
  await bed.phone.signIn()
  expect(bed.phone.isEmpty()).toBe(true)
})

/** Bob's app is gone, and comes back with another call. */
async function crashAndCallAgain(type: 1 | 2): Promise<typeof bed.bob> {
  bed.town.crash(bed.bob)
  await bed.town.pass(2000)
  const bob = await bed.town.signedIn('bob', { phone: 'bob-2' })
  await bob.calling.call({ userID: 'alice', type })
  await bed.town.settle()
  return bob
}

describe('being called', () => {
  it.each([
    [1, 'Incoming voice call'],
    [2, 'Incoming video call'],
  ] as const)('rings for a call of type %d with name and kind', async (type, line) => {
    await bed.ring(type)
    const withoutCamera = type === 2 ? ['Mic on', 'Voice only', 'Camera on'] : []
    expect(bed.phone.text()).toEqual(['BM', 'Bob Miller', line, ...withoutCamera, 'Decline', 'Accept'])
    // a call that comes in opens no camera
    expect(bed.phone.tags('live-pusher')).toEqual([])
  })

  it('declines, and says so for two seconds', async () => {
    await bed.ring(1)
    await bed.phone.tap('Decline')
    expect(bed.bob.got('CALL_END')).toMatchObject([{ reason: 'reject' }])
    expect(bed.phone.text()).toEqual(['BM', 'Bob Miller', 'Declined'])
    await bed.town.pass(1900)
    expect(bed.phone.isEmpty()).toBe(false)
    await bed.town.pass(200)
    expect(bed.phone.isEmpty()).toBe(true)
  })

  it('says that the caller has cancelled, and is ready for the next call', async () => {
    await bed.ring(1)
    await bed.bob.calling.hangup()
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Cancelled by the caller')
    await bed.bob.calling.call({ userID: 'alice', type: 2 })
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Incoming video call')
    expect(bed.phone.text()).not.toContain('Cancelled by the caller')
  })

  it('says that a call was missed', async () => {
    await bed.ring(1)
    await bed.town.pass(30_500)
    expect(bed.phone.text()).toContain('Missed call')
  })

  it('takes two quick taps on Accept for one', async () => {
    await bed.ring(1)
    bed.phone.touch('Accept')
    bed.phone.touch('Accept')
    await bed.town.settle()
    expect(bed.town.traffic()).toEqual(['bob>alice invite', 'alice>bob accept'])
    expect(bed.phone.heard).not.toContain('ERROR')
  })

  it('can mute the microphone, which is on, while the answer is still on its way', async () => {
    await bed.ring(2)
    const acks = bed.town.chat.hold((hop) => hop.kind === 'ack')
    await bed.phone.tap('Accept')
    await bed.phone.tap('Mic on')
    expect(bed.phone.text()).toContain('Mic off')
    await bed.phone.tapOn('corner')
    expect(bed.phone.root.querySelector('.call--floating')).toBeDefined()
    acks.stop()
    acks.releaseAll()
    await bed.town.settle()
    expect(bed.town.media.published('alice')).toEqual({ video: true, audio: false })
  })

  it('by somebody who crashed in a call, and calls again: nothing of that call is left', async () => {
    await bed.connect(2)
    await bed.phone.tapOn('cell--pip')
    await bed.phone.tapOn('corner')
    const bob = await crashAndCallAgain(2)
    expect(bed.phone.text()).toContain('Incoming video call')
    await bed.phone.tap('Accept')
    expect(bob.calling.state.status).toBe('connected')
    expect(bed.phone.root.querySelector('.call--full')).toBeDefined()
    expect(bed.phone.root.querySelector('.cell--full')?.dom.querySelector('wx-live-player')).toBeDefined()
    expect(bed.phone.text()).toContain('Hang up')
  })

  it('by somebody who calls again while the answer waits for the microphone: that can be answered', async () => {
    bed.phone.wx.permissions['scope.record'] = 'not asked'
    bed.phone.wx.dialogsStayOpen = true
    await bed.ring(1)
    await bed.phone.tap('Accept')
    const bob = await crashAndCallAgain(1)
    await bed.phone.tap('Decline')
    expect(bob.ends()).toEqual(['reject'])
    bed.phone.wx.closeDialogs(true)
    await bed.town.settle()
  })
})

describe('calling', () => {
  it('shows whom, and cancels', async () => {
    await bed.phone.signIn()
    await bed.phone.instance.call({ userID: 'bob', type: 1 })
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(['BM', 'Bob Miller', 'Calling…', 'Mic on', 'Cancel', 'Speaker off'])
    await bed.phone.tap('Cancel')
    expect(bed.bob.got('CALL_END')).toMatchObject([{ reason: 'cancel' }])
    expect(bed.phone.text()).toContain('Cancelled')
    expect(bed.phone.heard.filter((name) => name === 'CALL_END')).toHaveLength(1)
  })

  it.each([
    ['declined', () => bed.bob.calling.reject(), 'Call declined'],
    ['not answered', () => bed.town.pass(31_000), 'No answer'],
  ])('tells the caller that the call was %s', async (_what, happens, line) => {
    await bed.phone.signIn()
    await bed.phone.instance.call({ userID: 'bob', type: 2 })
    await bed.town.settle()
    await happens()
    await bed.town.settle()
    expect(bed.phone.text()).toContain(line)
  })

  it('tells the caller that the line is busy', async () => {
    const [carol] = await bed.town.people('carol')
    await bed.town.connect(bed.bob, carol)
    await bed.phone.signIn()
    await bed.phone.instance.call({ userID: 'bob', type: 1 })
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Line busy')
  })
})

describe('a video call', () => {
  beforeEach(() => bed.connect(2))

  it('has one live-pusher and a live-player for the other, in the same room, and shows name and timer', async () => {
    expect(bed.phone.tags('live-pusher')).toHaveLength(1)
    expect(bed.phone.tags('live-player')).toHaveLength(1)
    expect(bed.town.media.inRoom('alice')).toBe(bed.town.media.inRoom('bob'))
    await bed.town.pass(5000)
    expect(bed.phone.text()).toEqual(expect.arrayContaining(['Bob Miller', '00:05', 'Me', 'Hang up']))
  })

  it('switches microphone, camera and loudspeaker, and the other side gets it', async () => {
    await bed.phone.tap('Mic on')
    expect(bed.phone.text()).toContain('Mic off')
    expect(bed.town.media.published('alice')).toEqual({ video: true, audio: false })
    await bed.phone.tap('Camera on')
    expect(bed.town.media.published('alice')).toEqual({ video: false, audio: false })
    expect(bed.bob.calling.state.members[0]).toMatchObject({ hasVideo: false, hasAudio: false })
    await bed.phone.tap('Camera off')
    await bed.phone.tap('Mic off')
    expect(bed.bob.calling.state.members[0]).toMatchObject({ hasVideo: true, hasAudio: true })
    await bed.phone.tap('Flip')
    expect(bed.town.media.cameraOf('alice')).toBe('back')
    await bed.phone.tap('Speaker on')
    expect(bed.phone.text()).toContain('Speaker off')
  })

  it('swaps the pictures by a tap on the small one, and keeps both native tags where they are', async () => {
    const { root } = bed.phone
    const [pusher] = bed.phone.tags('live-pusher')
    const [player] = bed.phone.tags('live-player')
    const inside = (place: string) => root.querySelector(`.cell--${place}`)?.dom.querySelector('wx-live-pusher')
    expect(inside('pip')).toBe(pusher)
    bed.phone.tapElement(root.querySelector('.cell--pip')?.dom as Element) // found in the line before
    await bed.town.settle()
    expect(inside('full')).toBe(pusher)
    expect(bed.phone.tags('live-player')[0]).toBe(player)
    expect(bed.town.media.publishing('alice')).toBe(true)
  })

  it('ends for both when one hangs up, says how long it was, and leaves nothing behind', async () => {
    await bed.town.pass(12_000)
    await bed.phone.tap('Hang up')
    expect(bed.bob.got('CALL_END')).toMatchObject([{ reason: 'hangup', callEnd: 12 }])
    expect(bed.phone.text()).toEqual(['BM', 'Bob Miller', 'Call ended 00:12'])
    expect(bed.phone.tags('live-pusher')).toHaveLength(0)
    expect(bed.phone.tags('live-player')).toHaveLength(0)
    await bed.town.pass(3000)
    expect(bed.phone.isEmpty()).toBe(true)
    expect(bed.phone.heard.filter((name) => name === 'CALL_END')).toHaveLength(1)
  })

  it('says that it is reconnecting while the network is away', async () => {
    bed.town.media.cut('alice')
    await bed.town.pass(1000)
    expect(bed.phone.text()).toContain('Your network is lost, reconnecting…')
    bed.town.media.restore('alice')
    await bed.town.pass(1000)
    expect(bed.phone.text()).not.toContain('Your network is lost, reconnecting…')
  })

  it('ends when the page takes the component away', async () => {
    bed.phone.detach()
    await bed.town.settle()
    expect(bed.bob.got('CALL_END')).toMatchObject([{ reason: 'hangup' }])
    expect(bed.town.media.inRoom('alice')).toBe('')
    await expect(bed.phone.instance.call({ userID: 'bob' })).rejects.toMatchObject({ reason: 'DESTROYED' })
    expect(bed.phone.heard.filter((name) => name === 'CALL_END')).toHaveLength(1)
  })

  it('lets the screen go dark when the page takes the component away', async () => {
    bed.phone.detach()
    await bed.town.settle()
    expect(bed.phone.wx.called('setKeepScreenOn').pop()?.args).toMatchObject([{ keepScreenOn: false }])
  })

  it('tells the developer about a handler that throws, not the one who holds the phone', async () => {
    jest.spyOn(console, 'warn').mockImplementation()
    jest.spyOn(console, 'error').mockImplementation()
    bed.phone.instance.on('USER_AUDIO_AVAILABLE', () => {
      throw new Error('oops')
    })
    bed.bob.calling.setMicMute(true)
    await bed.town.settle()
    expect(bed.phone.heard).toContain('ERROR')
    expect(bed.phone.text().join(' ')).not.toContain('oops')
  })

  it('is in Chinese when the page says so', async () => {
    bed.phone.instance.setLanguage('zh-CN')
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(expect.arrayContaining(['麦克风已开', '挂断', '我']))
  })

  it('sends nothing of an unchanged screen: only the timer, once a second', async () => {
    await bed.town.pass(1000)
    const setData = jest.spyOn(bed.phone.root.instance, 'setData')
    await bed.town.pass(5000)
    expect(setData.mock.calls.map(([patch]) => Object.keys(patch))).toEqual(Array(5).fill(['time']))
  })
})

it.each([
  ['zh_CN', '邀请你语音通话'],
  ['en', 'Incoming voice call'],
])('speaks the language of the phone: %s', async (language, line) => {
  bed.reopenIn(language)
  await bed.ring(1)
  expect(bed.phone.text().join()).toContain(line)
})

describe('a screen that the other side shares', () => {
  /** As the phone's pusher reports it. */
  const share = async (hasvideo: boolean) => {
    const playurl = 'room://cloud.tencent.com/rtc?userid=bob&streamtype=aux'
    const message = JSON.stringify({ userlist: [{ userid: 'bob', hasvideo, streamtype: 'aux', playurl }] })
    bed.phone.instance.onPusherEvent({ type: 'statechange', detail: { code: 1033, message } })
    await bed.town.settle()
  }
  const places = () => {
    const { stage } = bed.phone.root.instance.data as { stage: Record<'members' | 'self', { place: string }[]> }
    return stage.members.concat(stage.self).map(({ place }) => place)
  }

  it('is large, changes places with the camera, and leaves the call as it was', async () => {
    await bed.connect(2)
    await bed.phone.tapOn('cell--pip')
    expect(places()).toEqual(['pip', 'full'])
    await share(true)
    expect(places()).toEqual(['pip', 'full', 'hidden'])
    await bed.phone.tapOn('cell--pip')
    expect(places()).toEqual(['full', 'pip', 'hidden'])
    await share(false)
    expect(places()).toEqual(['full', 'pip'])
  })
})

describe('a voice call', () => {
  beforeEach(() => bed.connect(1))

  it('plays the other side without showing a picture', async () => {
    await bed.town.pass(5000)
    expect(bed.phone.text()).toEqual(['BM', 'Bob Miller', '00:05', 'Mic on', 'Speaker off', 'To video', 'Hang up'])
    expect(bed.phone.tags('live-player')).toHaveLength(1)
    expect(bed.phone.root.querySelector('.cell--full')).toBeUndefined()
    expect(bed.phone.text()).not.toContain('Camera on')
  })
})

describe('permissions', () => {
  it('asks for the microphone with the way to the settings, and nothing rings on the other side', async () => {
    await bed.phone.signIn()
    bed.phone.wx.permissions['scope.record'] = 'refused'
    const call = bed.phone.instance.call({ userID: 'bob', type: 1 })
    await bed.town.settle()
    await expect(call).rejects.toMatchObject({ reason: 'MICROPHONE_DENIED' })
    await bed.town.pass(3000)
    expect(bed.phone.text()).toEqual(expect.arrayContaining(['Allow the microphone', 'Close', 'Open settings']))
    expect(bed.bob.names()).toEqual([])

    bed.phone.wx.settings['scope.record'] = 'granted'
    await bed.phone.tap('Open settings')
    expect(bed.phone.isEmpty()).toBe(true)
    await bed.phone.instance.call({ userID: 'bob', type: 1 })
    await bed.town.settle()
    expect(bed.bob.names()).toEqual(['INVITED'])
  })

  it('says only how the call ended when the caller gives up while the microphone is asked for', async () => {
    bed.phone.wx.permissions['scope.record'] = 'not asked'
    bed.phone.wx.dialogsStayOpen = true
    await bed.ring(1)
    await bed.phone.tap('Accept')
    await bed.bob.calling.hangup()
    await bed.town.settle()
    bed.phone.wx.closeDialogs(true)
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(['BM', 'Bob Miller', 'Cancelled by the caller'])
  })

  it('goes on as voice without a camera, and says so', async () => {
    bed.phone.wx.permissions['scope.camera'] = 'refused'
    await bed.connect(2)
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(
      expect.arrayContaining(['No camera access, others cannot see you', 'Open settings']),
    )
    expect(bed.town.media.published('alice')).toEqual({ video: false, audio: true })

    bed.phone.wx.settings['scope.camera'] = 'granted'
    await bed.phone.tap('Open settings')
    await bed.phone.tap('Camera off')
    expect(bed.town.media.published('alice')).toEqual({ video: true, audio: true })
    expect(bed.phone.text()).not.toContain('No camera access, others cannot see you')
  })

  it('says in the language of the phone that the camera, opened again, is still refused', async () => {
    await bed.connect(2)
    await bed.phone.tap('Camera on')
    bed.town.media.behaviour('alice').cameraDenied = true
    await bed.phone.tap('Camera off')
    expect(bed.phone.heard).toContain('ERROR')
    expect(bed.phone.all('banner__text').map((one) => one.textContent)).toEqual([
      'No camera access, others cannot see you',
    ])
    expect(bed.phone.text()).toContain('Open settings')
  })

  it('asks nothing about the last call once the next one rings', async () => {
    await bed.phone.signIn()
    bed.phone.wx.permissions['scope.record'] = 'refused'
    await bed.phone.instance.call({ userID: 'bob', type: 1 }).catch(() => undefined)
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Allow the microphone')
    await bed.bob.calling.call({ userID: 'alice', type: 1 })
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Accept')
    expect(bed.phone.text()).not.toContain('Allow the microphone')
  })
})

describe('the background', () => {
  it('hangs up', async () => {
    await bed.connect(1)
    bed.phone.wx.app('hide')
    await bed.town.settle()
    expect(bed.bob.got('CALL_END')).toMatchObject([{ reason: 'hangup' }])
    expect(bed.phone.text()).toContain('Ended in the background')
  })

  it('keeps the call with backgroundMute', async () => {
    await bed.connect(1)
    bed.phone.root.instance.setData({ backgroundMute: true })
    bed.phone.wx.app('hide')
    await bed.town.settle()
    expect(bed.bob.calling.state.status).toBe('connected')
  })

  it('is nobody else’s business once the component is gone', () => {
    expect(bed.phone.wx.listenerCount()).toBeGreaterThan(0)
    bed.phone.detach()
    expect(bed.phone.wx.listenerCount()).toBe(0)
  })
})
