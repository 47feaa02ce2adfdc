/** A video call between two phones that run a mini program: called, answered, seen, heard, hung up. */
import type { Browser, Frame, Page } from 'playwright-core'
import { startSimulator } from '../../../simulator/src/simulator'

/** The part of the simulator's phone that is asked here. */
declare const phone: { stats(): Promise<Stats> }

interface Stats {
  framesDecoded: number
  totalAudioEnergy: number
  pushers: number
  players: number
  tracks: number
  peerConnections: number
}

/** ms, for each step on a busy machine */
const PATIENCE = 60_000

/** Resolves when the call has gone as it should; rejects with the first thing that has not. */
export async function callEachOther(browser: Browser, project: string): Promise<void> {
  const simulator = await startSimulator({ exampleDir: project, quiet: true })
  const desk = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  desk.setDefaultTimeout(PATIENCE)
  try {
    if (simulator.diagnostics.length > 0) throw new Error(JSON.stringify(simulator.diagnostics))
    await desk.goto(`${simulator.url}?phones=2&users=alice,bob&lang=en`)
    const alice = await frameOf(desk, 'phone-1')
    const bob = await frameOf(desk, 'phone-2')
    for (const one of [alice, bob]) await one.locator('#status').getByText('online').waitFor()

    await alice.locator('#call').click()
    await tap(bob, 'Accept')
    for (const one of [alice, bob]) await receives(one)
    await tap(alice, 'Hang up')
    for (const one of [alice, bob]) {
      await one.locator('#ends').getByText('hangup', { exact: true }).waitFor({ state: 'attached' })
      await one.waitForFunction(isMediaFree)
    }
    if (simulator.reports.length > 0) throw new Error(simulator.reports.map(({ message }) => message).join('\n'))
  } finally {
    await desk.close()
    await simulator.close()
  }
}

async function frameOf(desk: Page, name: string): Promise<Frame> {
  await desk.frameLocator(`iframe[name="${name}"]`).locator('html[data-started]').waitFor({ state: 'attached' })
  const frame = desk.frame({ name })
  if (!frame) throw new Error(`${name} has no frame`)
  return frame
}

/** @param label the control's label, or its beginning */
async function tap(frame: Frame, label: string): Promise<void> {
  await frame.getByRole('button', { name: new RegExp(`^${label}`) }).click()
}

/** Picture and sound of the other one arrive, and go on arriving. */
async function receives(frame: Frame): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    const before = await frame.evaluate(() => phone.stats())
    await frame.waitForFunction(async ({ framesDecoded, totalAudioEnergy }) => {
      const now = await phone.stats()
      return now.framesDecoded > framesDecoded && now.totalAudioEnergy > totalAudioEnergy
    }, before)
  }
}

async function isMediaFree(): Promise<boolean> {
  const { pushers, players, tracks, peerConnections } = await phone.stats()
  return pushers + players + tracks + peerConnections === 0
}
