/** What one hears before a call connects. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

const playing = () => bed.phone.wx.sounds.filter((sound) => sound.playing)
const left = () => bed.phone.wx.sounds.filter((sound) => !sound.destroyed)

async function callBob(): Promise<void> {
  await bed.phone.signIn()
  await bed.phone.instance.call({ userID: 'bob', type: 1 })
  await bed.town.settle()
}

describe('the ringtone', () => {
  it('sounds again and again, from a file beside the component, with vibration', async () => {
    await bed.ring(1)
    expect(playing()).toMatchObject([{ src: expect.stringMatching(/^\/(.*\/)?assets\/ringtone\.wav$/), loop: true }])
    await bed.town.pass(4100)
    expect(bed.phone.wx.called('vibrateLong')).toHaveLength(3)
    expect(bed.phone.wx.sounds).toHaveLength(1)
  })

  it.each([
    ['accepted', () => bed.phone.tap('Accept')],
    ['declined', () => bed.phone.tap('Decline')],
    ['cancelled by the caller', () => bed.bob.calling.hangup()],
    ['missed', () => bed.town.pass(31_000)],
    [
      'ended in the background',
      async () => {
        bed.phone.wx.app('hide')
        await bed.town.settle()
      },
    ],
    [
      'taken away with the page',
      async () => {
        bed.phone.detach()
        await bed.town.settle()
      },
    ],
  ])('stops at once when the call is %s', async (_how, happens) => {
    await bed.ring(2)
    await happens()
    await bed.town.settle()
    expect(left()).toEqual([])
    const vibrations = bed.phone.wx.called('vibrateLong').length
    await bed.town.pass(5000)
    expect(bed.phone.wx.called('vibrateLong')).toHaveLength(vibrations)
  })

  it('is the one that the host wants, until it wants ours again', async () => {
    bed.phone.instance.setCallingBell('/sounds/bell.mp3')
    await bed.ring(1)
    expect(playing()).toMatchObject([{ src: '/sounds/bell.mp3', loop: true }])
    bed.phone.instance.setCallingBell('')
    expect(playing()).toMatchObject([{ src: expect.stringMatching(/assets\/ringtone\.wav$/) }])
    expect(() => bed.phone.instance.setCallingBell(5 as never)).toThrow(/path/)
  })

  it('is silent in mute mode, also when that begins while it rings; vibration stays', async () => {
    await bed.ring(1)
    bed.phone.instance.enableMuteMode(true)
    expect(left()).toEqual([])
    await bed.town.pass(2100)
    expect(bed.phone.wx.called('vibrateLong')).toHaveLength(2)
    bed.phone.instance.enableMuteMode(false)
    expect(playing()).toHaveLength(1)
    expect(() => bed.phone.instance.enableMuteMode(1 as never)).toThrow(/true or false/)
  })
})

describe('back from the background', () => {
  const leaveAndReturn = () => {
    bed.phone.wx.app('hide')
    expect(playing()).toEqual([])
    bed.phone.wx.app('show')
  }

  beforeEach(() => {
    bed.reopen({ backgroundMute: true })
  })

  it('a call that still rings is heard again', async () => {
    await bed.ring(1)
    leaveAndReturn()
    expect(playing()).toMatchObject([{ src: expect.stringMatching(/ringtone/), loop: true }])
    expect(left()).toHaveLength(1)
    await bed.phone.tap('Decline')
    expect(left()).toEqual([])
  })

  it('so is one that is not answered yet', async () => {
    await callBob()
    leaveAndReturn()
    expect(playing()).toMatchObject([{ src: expect.stringMatching(/calltone/) }])
  })

  it('nothing is heard in mute mode, without a call, or once the page is gone', async () => {
    leaveAndReturn()
    bed.phone.instance.enableMuteMode(true)
    await bed.ring(1)
    leaveAndReturn()
    expect(bed.phone.wx.sounds).toEqual([])
    bed.phone.instance.enableMuteMode(false)
    bed.phone.detach()
    await bed.town.settle()
    leaveAndReturn()
    expect(left()).toEqual([])
  })
})

describe('the call tone', () => {
  it('sounds until the other side answers, without vibration', async () => {
    await callBob()
    expect(playing()).toMatchObject([{ src: expect.stringMatching(/assets\/calltone\.wav$/), loop: true }])
    await bed.bob.calling.accept()
    await bed.town.settle()
    expect(left()).toEqual([])
    expect(bed.phone.wx.called('vibrateLong')).toEqual([])
  })

  it('is not the ringtone of the host', async () => {
    bed.phone.instance.setCallingBell('/sounds/bell.mp3')
    await callBob()
    expect(playing()).toMatchObject([{ src: expect.stringMatching(/calltone/) }])
  })

  it('stops when it is cancelled', async () => {
    await callBob()
    await bed.phone.tap('Cancel')
    expect(left()).toEqual([])
  })

  it('is silent in mute mode', async () => {
    bed.phone.instance.enableMuteMode(true)
    await callBob()
    expect(bed.phone.wx.sounds).toEqual([])
  })
})

describe('a phone that plays nothing', () => {
  it.each([
    ['has no such function', undefined],
    [
      'refuses',
      () => {
        const errors: ((error: object) => void)[] = []
        return {
          onError: (handler: (error: object) => void) => errors.push(handler),
          play: () => errors.forEach((handler) => handler({ errMsg: 'refused' })),
          stop() {},
          destroy() {},
        }
      },
    ],
  ])('rings in silence, says so once, and the call works: it %s', async (_how, createInnerAudioContext) => {
    Object.assign(wx, { createInnerAudioContext })
    const warn = jest.spyOn(console, 'warn').mockImplementation()
    await bed.ring(1)
    await bed.phone.tap('Decline')
    await bed.town.pass(3000)
    await bed.connect(1)
    expect(warn).toHaveBeenCalledTimes(1)
  })
})
