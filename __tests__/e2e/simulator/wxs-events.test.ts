/** WXS event handlers and sounds in Chromium, on the fixture. */
import { setFixturePhone } from '../../support/simulator/fixture-phone'

jest.setTimeout(60_000)

const phone = setFixturePhone()

describe('WXS event handlers', () => {
  it('move a node without setData, and hand the outcome to the page', async () => {
    const frame = await phone.open('pages/wxs-events/wxs-events')
    const handle = await frame.locator('#handle').boundingBox()
    if (!handle) throw new Error('#handle is not visible')
    await phone.desk.mouse.move(handle.x + 10, handle.y + 10)
    await phone.desk.mouse.down()
    const before = (await phone.log()).length
    await phone.desk.mouse.move(handle.x + 40, handle.y + 10, { steps: 3 })
    expect((await phone.log()).length).toBe(before)
    await phone.desk.mouse.up()
    const scale = handle.width / 50
    expect(await phone.page('page.drops')).toEqual([{ by: expect.closeTo((2 * 30) / scale, 0), steps: 3 }])
    const thing = frame.locator('#thing')
    expect(await thing.evaluate((node) => node.style.transform)).toMatch(/^translate\(\d/)
    expect(await thing.getAttribute('class')).toMatch(/moved/)
  })

  it('leave their mark through what setData changes', async () => {
    const frame = await phone.open('pages/wxs-events/wxs-events')
    await frame.locator('#handle').hover()
    await phone.desk.mouse.down()
    await phone.desk.mouse.move(5, 5)
    await phone.desk.mouse.up()
    await phone.page('page.setData({ name: "after" })')
    await frame.locator('.after').waitFor()
    expect(await frame.locator('#thing').evaluate((node) => node.style.transform)).toMatch(/^translate/)
  })
})

describe('sounds', () => {
  // a tenth of a second of silence: 8 kHz, 8 bits
  const wav = Buffer.alloc(844, 0x80)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(836, 4)
  wav.write('WAVEfmt ', 8)
  wav.set([16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0], 16)
  wav.write('data', 36)
  wav.writeUInt32LE(800, 40)

  it('are seen and counted while they last', async () => {
    const frame = await phone.open()
    const screen = frame.locator('#screen')
    await phone.evaluate(
      `((sound) => { getApp().sound = sound; sound.loop = true; ` +
        `sound.src = 'data:audio/wav;base64,${wav.toString('base64')}'; sound.play() })(wx.createInnerAudioContext())`,
    )
    await frame.locator('#screen[data-sounds-begun="1"] .sim-note').waitFor()
    await phone.evaluate('getApp().sound.stop()')
    await frame.locator('.sim-note').waitFor({ state: 'detached' })
    expect(await screen.getAttribute('data-sound')).toBe('')
  })

  it('count vibrations as well', async () => {
    const frame = await phone.open()
    await phone.evaluate('(wx.vibrateLong(), wx.vibrateShort())')
    await frame.locator('#screen[data-vibrations="2"]').waitFor()
  })
})
