/** What a host changes about the call screen, as the documents show it: tapped with a finger, seen as pixels. */
import { cpSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Frame } from 'playwright-core'
import { ENGLISH, filesOf } from '../../support/docs/documents'
import { readDocument } from '../../support/docs/markdown'
import { colorAt } from '../../support/simulator/accessibility'
import { setFixturePhone } from '../../support/simulator/fixture-phone'
import { writeMiniProgram } from '../../support/simulator/mini-program'

jest.setTimeout(60_000)

const STRANGER = path.resolve('__tests__/fixtures/stranger')
const DOCUMENTS = filesOf(ENGLISH)

/** The sample for slots, as it stands in the documents. */
function slotSample(): string {
  const blocks = DOCUMENTS.flatMap((file) => readDocument(file).sections.flatMap((section) => section.blocks))
  const samples = blocks.filter(({ code }) => code.includes('slot="controls"'))
  expect(samples).toHaveLength(1)
  return samples[0]?.code ?? ''
}

const phone = setFixturePhone(() => {
  const page = (file: string) => readFileSync(path.join(STRANGER, 'pages/index', file), 'utf8')
  const root = writeMiniProgram({
    'app.json': readFileSync(path.join(STRANGER, 'app.json'), 'utf8'),
    'app.js': readFileSync(path.join(STRANGER, 'app.js'), 'utf8'),
    'pages/index/index.json': page('index.json'),
    // by voice: in a video call the own picture is behind the texts
    'pages/index/index.js': page('index.js')
      .replace("userID: 'bob', type: 2", "userID: 'bob', type: 1")
      .replace('callBob() {', 'onHangUpTap() {\n    this.calling.hangup()\n  },\n\n  callBob() {'),
    'pages/index/index.wxml': page('index.wxml').replace(/<TRTCCalling[^>]*>/, slotSample()),
  })
  cpSync(path.resolve('dist'), path.join(root, 'miniprogram_npm/trtc-calling-miniprogram'), { recursive: true })
  return root
})
let frame: Frame

/** Bob is known and away, so that the call stays on the screen of the one who calls. */
beforeEach(async () => {
  for (const users of ['bob', 'alice']) {
    frame = await phone.open('', { users })
    await frame.locator('#status').getByText('online').waitFor()
  }
  await frame.locator('#call').click()
  await frame.locator('[class*="call--full"]').waitFor()
})

it('a button in the slot for the controls is at the bottom of the screen, and can be tapped', async () => {
  const button = frame.locator('wx-button', { hasText: 'Hang up' })
  const box = await button.evaluate((node) => {
    const { bottom, height } = node.getBoundingClientRect()
    return { bottom, height, screen: innerHeight }
  })
  expect(box.height).toBeGreaterThan(30)
  expect(box.screen - box.bottom).toBeLessThan(80)
  await button.click()
  await frame.locator('#ends').getByText('cancel').waitFor()
})

it('--trtc-call-background is the colour behind the texts', async () => {
  const seen = () => colorAt(phone.desk, 'phone-1', { x: 8, y: 300 })
  const before = await seen()
  await frame.evaluate(() => document.documentElement.style.setProperty('--trtc-call-background', '#0a5c36'))
  expect(await seen()).toEqual([0x0a, 0x5c, 0x36])
  expect(before).not.toEqual([0x0a, 0x5c, 0x36])
  await frame.locator('wx-button', { hasText: 'Hang up' }).click()
  await frame.locator('#ends').getByText('cancel').waitFor()
})
