/** Phones with the app of app-with-pages.ts, whose user is signed in for all of its pages. */
import type { Desk, PhoneLab } from './desk/lab'
import type { DeskPhone } from './desk/phone'

export { CALL_PAGE } from './desk/example-pages'
/** The tab that the app begins with. */
export const PEOPLE = 'pages/people/people'

/** @param query more of the desk's address */
export async function signedIn(
  lab: PhoneLab,
  users: string[],
  query: Record<string, string> = {},
): Promise<DeskPhone[]> {
  return (await deskOf(lab, users, query)).phones
}

/** A desk whose phones are signed in. @param query more of its address */
export async function deskOf(lab: PhoneLab, users: string[], query: Record<string, string> = {}): Promise<Desk> {
  const desk = await lab.desk(users, query)
  for (const one of desk.phones) {
    await one.run(`getApp().start('${one.user}')`)
    await has(one, 'SDK_READY')
  }
  return desk
}

/** The pages above each other. */
export const stack = (one: DeskPhone) => one.read('getCurrentPages().map((page) => page.route)') as Promise<string[]>

export const events = (one: DeskPhone) => one.read('getApp().events') as Promise<string[]>

export const has = (one: DeskPhone, event: string) =>
  one.until(
    async () => (await events(one)).includes(event),
    () => event,
  )

export const countOf = async (one: DeskPhone, event: string) =>
  (await events(one)).filter((line) => line.startsWith(event)).length

export const isAwake = async (one: DeskPhone) => (await one.frame.locator('[data-awake]').count()) > 0

export const hasPages = (one: DeskPhone, pages: string[]) =>
  one.until(
    async () => (await stack(one)).join() === pages.join(),
    () => pages.join(),
  )

/** Nothing of a call is left: the pages are those of before, and each side has heard of one end. */
export async function isOver(one: DeskPhone, before: string[]): Promise<void> {
  await one.isMediaFree()
  expect(await isAwake(one)).toBe(false)
  await hasPages(one, before)
  expect(await countOf(one, 'CALL_END')).toBe(1)
  await one.frame.locator('[data-sound=""]').waitFor({ state: 'attached' })
}

export async function ring(from: DeskPhone, to: DeskPhone): Promise<void> {
  await from.run(`getApp().call('${to.user}', 2)`)
  await to.sees('Incoming video call')
}

/** Each sees and hears the other. */
export async function together(...phones: DeskPhone[]): Promise<void> {
  await Promise.all(phones.map((one) => one.receivesFrom(1, true)))
}

/** A link of the page. */
export async function touch(one: DeskPhone, text: string): Promise<void> {
  await one.frame.getByText(text, { exact: true }).filter({ visible: true }).click()
}
