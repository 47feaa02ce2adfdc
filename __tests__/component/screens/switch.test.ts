/** From voice to video, which the other side has to accept, and back, which it has not. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

describe('asking for video', () => {
  beforeEach(async () => {
    await bed.connect(1)
    await bed.phone.tap('To video')
  })

  it('says that it waits, and asks once', async () => {
    expect(bed.bob.got('CALL_TYPE_REQUEST')).toEqual([{ userID: 'alice', type: 2 }])
    expect(bed.phone.text()).toContain('Waiting for Bob Miller to accept video…')
    await bed.phone.tap('To video')
    expect(bed.bob.got('CALL_TYPE_REQUEST')).toHaveLength(1)
    expect(bed.phone.heard).not.toContain('ERROR')
  })

  it('becomes a video call when the other side accepts', async () => {
    await bed.bob.calling.acceptSwitch()
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(expect.arrayContaining(['Camera on', 'To voice']))
    expect(bed.phone.text().join()).not.toMatch(/Waiting/)
    expect(bed.town.media.published('alice')).toEqual({ video: true, audio: true })
  })

  it('says that the other side declined, for four seconds', async () => {
    await bed.bob.calling.rejectSwitch()
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(expect.arrayContaining(['Bob Miller declined video', 'To video']))
    await bed.town.pass(4100)
    expect(bed.phone.text()).not.toContain('Bob Miller declined video')
  })

  it('can still be hung up', async () => {
    await bed.phone.tap('Hang up')
    expect(bed.bob.ends()).toEqual(['hangup'])
    expect(bed.phone.text()).not.toContain('Bob Miller declined video')
  })
})

it('says that nobody answered, which is no refusal, when the time for that is over', async () => {
  await bed.connect(1)
  await bed.phone.tap('To video')
  await bed.town.pass(34_000)
  expect(bed.phone.instance.state).toMatchObject({ status: 'connected', type: 1, switchRequest: 'none' })
  expect(bed.phone.text()).toContain('Bob Miller did not answer the request for video')
  expect(bed.phone.text()).not.toContain('Bob Miller declined video')
})

it('says only what went wrong when the request did not get through', async () => {
  await bed.connect(1)
  bed.town.chat.devicesOf('alice')[0]?.failNextSend({ code: 2801, message: 'network' })
  await bed.phone.tap('To video')
  expect(bed.phone.text()).toContain('No network. Check the connection and try again.')
  await bed.town.pass(34_000)
  expect(bed.phone.text().join(' ')).not.toMatch(/declined|did not answer/)
})

describe('being asked for video', () => {
  beforeEach(async () => {
    await bed.connect(1)
    await bed.bob.calling.switchCallType(2)
    await bed.town.settle()
  })

  it('opens no camera before the consent', async () => {
    expect(bed.phone.text()).toEqual(
      expect.arrayContaining(['Bob Miller asks for video', 'If you accept, your camera turns on.']),
    )
    expect(bed.town.media.published('alice')).toEqual({ video: false, audio: true })
    await bed.phone.tap('Accept')
    expect(bed.town.media.published('alice')).toEqual({ video: true, audio: true })
    expect(bed.phone.text()).not.toContain('Bob Miller asks for video')
    expect(bed.bob.calling.state.type).toBe(2)
  })

  it('can be declined', async () => {
    await bed.phone.tap('Decline')
    expect(bed.bob.calling.state).toMatchObject({ type: 1, switchRequest: 'none' })
    expect(bed.phone.text()).not.toContain('Bob Miller asks for video')
    expect(bed.town.media.published('alice')).toEqual({ video: false, audio: true })
  })

  it('takes two quick taps for one', async () => {
    bed.phone.touch('Accept')
    bed.phone.touch('Accept')
    await bed.town.settle()
    expect(bed.phone.heard).not.toContain('ERROR')
    expect(bed.phone.text()).toContain('Camera on')
  })

  it('is over with the call', async () => {
    await bed.bob.calling.hangup()
    await bed.town.settle()
    expect(bed.phone.text()).not.toContain('Bob Miller asks for video')
  })
})

describe('going to voice', () => {
  beforeEach(() => bed.connect(2))

  it('happens at once, and keeps both native tags', async () => {
    const [pusher] = bed.phone.tags('live-pusher')
    await bed.phone.tap('To voice')
    expect(bed.bob.calling.state.type).toBe(1)
    expect(bed.phone.tags('live-pusher')[0]).toBe(pusher)
    expect(bed.phone.text()).toContain('To video')
  })

  it('is told to the one who did not ask for it', async () => {
    await bed.bob.calling.switchCallType(1)
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Switched to voice')
  })
})

describe('video without access to the camera', () => {
  const refuse = () => (bed.phone.wx.permissions['scope.camera'] = 'refused')
  const allow = async () => {
    bed.phone.wx.settings['scope.camera'] = 'granted'
    await bed.phone.tap('Open settings')
    expect(bed.phone.text()).not.toContain('Allow the camera')
  }

  it('is not asked for: the way to the settings is shown, and the next try works', async () => {
    await bed.connect(1)
    refuse()
    await bed.phone.tap('To video')
    expect(bed.phone.text()).toEqual(expect.arrayContaining(['Allow the camera', 'Close', 'Open settings']))
    expect(bed.phone.all('banner')).toEqual([])
    await allow()
    await bed.phone.tap('To video')
    expect(bed.bob.got('CALL_TYPE_REQUEST')).toHaveLength(1)
  })

  it('is not accepted: once the camera is allowed, the other side’s question is there again', async () => {
    await bed.connect(1)
    await bed.bob.calling.switchCallType(2)
    await bed.town.settle()
    refuse()
    await bed.phone.tap('Accept')
    expect(bed.phone.text()).toContain('Allow the camera')
    expect(bed.phone.text()).not.toContain('Bob Miller asks for video')
    await allow()
    await bed.phone.tap('Accept')
    expect(bed.town.media.published('alice')).toEqual({ video: true, audio: true })
  })

  it('is nothing to ask about once the call is over', async () => {
    await bed.connect(1)
    refuse()
    await bed.phone.tap('To video')
    await bed.bob.calling.hangup()
    await bed.town.settle()
    expect(bed.phone.text()).toEqual(['BM', 'Bob Miller', 'Call ended'])
  })
})
