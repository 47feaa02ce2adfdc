/** "Advanced permission control": a room opens to those who have its privateMapKey, and whoever knows the number stays out. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const folder = mkdtempSync(path.join(tmpdir(), 'room-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The example, with its switch on. */
function writeWithKeys(): string {
  cpSync('example', folder, { recursive: true })
  const config = path.join(folder, 'config.js')
  const text = readFileSync(config, 'utf8')
  expect(text).toContain('roomKeys: false')
  writeFileSync(config, text.replace('roomKeys: false', 'roomKeys: true'))
  return folder
}

const lab = setLab({ writeApp: writeWithKeys, roomKeys: true })

it('the two of a call are let in, a third phone that knows the room is not, and the call goes on', async () => {
  const desk = await lab.desk(['alice', 'bob', 'mallory'])
  await desk.signInAll()
  // as many as were asked for
  const [alice, bob, mallory] = desk.phones as [DeskPhone, DeskPhone, DeskPhone]
  await alice.call('bob', 'Video')
  await bob.sees('Incoming video call')
  await bob.tap('Accept')
  await Promise.all([alice.receives(true), bob.receives(true)])
  await mallory.join(String(await alice.read('getApp().globalData.calling.state.roomID')), 'Video')
  await mallory.sees(/Could not connect/)
  await mallory.isMediaFree()
  await Promise.all([alice.receives(true), bob.receives(true)])
  expect(await alice.countOf('ERROR')).toBe(0)
  await alice.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
})
