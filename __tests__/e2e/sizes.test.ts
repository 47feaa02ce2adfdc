/** The call screen in windows of all sizes, and while the window changes: measured. */
import type { DeviceName } from '../../simulator/src/devices'
import { setLab, type Desk, type DeskPhone } from '../support/simulator/desk-phones'
import { isOnline, tell, writeFullScreenApp } from '../support/simulator/full-screen-app'

jest.setTimeout(180_000)

const lab = setLab(writeFullScreenApp)

const SCREENS: [name: string, device: DeviceName, turned: boolean][] = [
  ['320 x 568', 'small', false],
  ['390 x 844', 'iphone', false],
  ['430 x 932', 'large', false],
  ['844 x 390', 'iphone', true],
  ['820 x 1180', 'tablet', false],
  ['1180 x 820', 'tablet', true],
  ['1024 x 640', 'pc', false],
  ['360 x 640', 'pc-narrow', false],
]

/** Runs in a phone: what is wrong with where things are. */
function look(): string[] {
  const problems: string[] = []
  const all = (selector: string) =>
    [...document.querySelectorAll<HTMLElement>(selector)]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1)
  const controls = all('[role="button"], [aria-role="button"]')
  const cells = all('[class*="cell--grid"]')
  const small = all('[class*="cell--pip"], [class*="call--floating"]')
  const name = ({ element }: { element: HTMLElement }) => element.getAttribute('aria-label') ?? element.className
  if (controls.length < 3) problems.push(`only ${controls.length} controls`)
  for (const one of [...controls, ...cells, ...small]) {
    const { left, top, right, bottom } = one.box
    if (left < -0.5 || top < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5)
      problems.push(`${name(one)} is outside: ${[left, top, right, bottom].map(Math.round).join(' ')}`)
  }
  const overlap = (a: DOMRect, b: DOMRect) =>
    a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5
  const faces = [...cells, ...small]
  for (const control of controls) {
    for (const other of faces.concat(controls)) {
      if (other === control || other.element.contains(control.element) || control.element.contains(other.element))
        continue
      if (other.element !== control.element && overlap(control.box, other.box))
        problems.push(`${name(control)} lies on ${name(other)}`)
    }
  }
  for (const { box } of cells) {
    const shape = box.width / box.height
    if (shape < 0.5 || shape > 1.25) problems.push(`a picture of ${Math.round(box.width)} x ${Math.round(box.height)}`)
  }
  return [...new Set(problems)]
}

/** In each size in turn, during one and the same call. */
async function problemsIn(desk: Desk, one: DeskPhone, cells: number): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const [name, device, turned] of SCREENS) {
    await desk.page.evaluate(([to, side]) => window.desk.setScreen({ device: to, turned: side }), [
      device,
      turned,
    ] as const)
    const isLaidOut = (wanted: number) =>
      // the data of the new size are there once the classes fit
      [...document.querySelectorAll('[class*="cell--grid"]')].length === wanted
    await one.frame.waitForFunction(isLaidOut, cells)
    await one.frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)))
    const problems = await one.frame.evaluate(look)
    if (problems.length > 0) found[name] = problems
  }
  return found
}

it('no control is outside or on a face', async () => {
  // those two are known, and away: they ring until the test is over
  const others = await lab.desk(['carol', 'dave'], { panel: 'none' })
  for (const one of others.phones) await isOnline(one.frame)
  await others.close()
  const desk = await lab.desk(['alice', 'bob'], { device: 'iphone', panel: 'none' })
  const [alice, bob] = desk.phones as [DeskPhone, DeskPhone]
  for (const one of desk.phones) await isOnline(one.frame)

  await tell(alice.frame, `call({ userID: 'bob', type: 2 })`)
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  expect(await problemsIn(desk, alice, 0)).toEqual({})
  await alice.tap('Hang up')
  await Promise.all([alice.isMediaFree(), bob.isMediaFree()])
  await bob.frame.locator('[class*="call--full"]').waitFor({ state: 'detached' })

  await tell(alice.frame, `groupCall({ userIDList: ['bob', 'carol', 'dave'], type: 2 })`)
  await bob.tap('Accept')
  await Promise.all([alice.isConnected(), bob.isConnected()])
  expect(await problemsIn(desk, alice, 4)).toEqual({})
})
