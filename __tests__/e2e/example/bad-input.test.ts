/** What goes wrong says so on the page, and the next call works. */
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import { type DeskPhone, untilNextUserSig } from '../../support/simulator/desk/phone'

jest.setTimeout(120_000)

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone

/** Two phones with their mini programs started, nobody signed in. */
async function seat(faults = ''): Promise<void> {
  desk = await lab.desk(['alice', 'bob'], faults ? { faults } : {})
  const [first, second] = desk.phones
  if (!first || !second) throw new Error('two phones')
  alice = first
  bob = second
}

async function nextCallWorks(): Promise<void> {
  await alice.call('bob', 'Voice')
  await bob.tap('Accept')
  await Promise.all([alice.sees(/^00:0\d$/), bob.sees(/^00:0\d$/)])
  await bob.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
}

it('whom to call: empty, malformed, oneself, somebody who does not exist', async () => {
  await seat()
  await desk.signInAll()
  for (const [callee, message] of [
    ['', /Enter a user ID/],
    ['a b', /1 to 32/],
    ['a&roomid=9', /1 to 32/],
  ] as const) {
    await alice.pages.openOther(callee)
    await alice.message(message)
  }
  for (const [callee, message] of [
    ['alice', /yourself/],
    ['nobody', /does not exist/],
  ] as const) {
    await alice.call(callee, 'Video')
    await alice.message(message)
  }
  expect(await bob.countOf('INVITED')).toBe(0)
  await nextCallWorks()
})

it('who signs in: empty, malformed', async () => {
  await seat()
  for (const [user, message] of [
    ['', /Enter a user ID/],
    ['张三', /1 to 32/],
  ] as const) {
    await alice.trySignIn(user)
    await alice.message(message)
  }
  await desk.signInAll()
  await nextCallWorks()
})

it('whom to call together: separators alone are nobody, and one that is malformed is named', async () => {
  await seat()
  await alice.signIn()
  await alice.callSeveral([' ', ' '], 'Voice')
  await alice.message(/Enter the user IDs/)
  await alice.callSeveral(['bob', '张三'], 'Voice')
  await alice.message(/1 to 32/)
  await alice.pages.openGroup('join')
  await alice.begin('Voice')
  await alice.message(/Enter the number/)
})

it('a signing service that answers with nothing: the page says so, and the next try works', async () => {
  await seat()
  await desk.page.route('**/usersig', (route) => route.fulfill({ json: null }))
  await alice.trySignIn()
  await alice.message(/refused.*200/)
  await desk.page.unroute('**/usersig')
  await alice.signIn()
})

it('a UserSig that is wrong: Chat refuses it, the page says so, a fresh one works', async () => {
  await seat()
  await desk.page.route('**/usersig', async (route) => {
    const answer = await route.fetch()
    const account = (await answer.json()) as { userSig: string }
    await route.fulfill({
      response: answer,
      json: { ...account, userSig: `${account.userSig.slice(0, -12)}tampered0000` },
    })
  })
  await alice.trySignIn()
  await alice.message(/failed/)
  expect(await alice.countOf('ERROR')).toBe(1)
  await desk.page.unroute('**/usersig')
  await untilNextUserSig()
  await desk.signInAll()
  await nextCallWorks()
})

it('a UserSig that expires: the phone fetches the next one by itself', async () => {
  await seat()
  await desk.signInAll()
  await untilNextUserSig()
  await desk.control(alice).expireUserSig()
  await alice.until(
    async () => (await alice.countOf('SDK_READY')) === 2,
    () => 'a second login',
  )
  expect(await alice.events()).toEqual(['SDK_READY', 'SDK_READY'])
  await nextCallWorks()
})

it('a UserSig that expires while there is no next one: the phone is signed out, and signs in again', async () => {
  await seat()
  await desk.signInAll()
  await desk.page.route('**/usersig', (route) => route.abort())
  await desk.control(alice).expireUserSig()
  await alice.frame.getByText('Sign in again').waitFor()
  expect(await alice.countOf('KICKED_OUT')).toBe(1)
  expect(await alice.countOf('ERROR USER_SIG_EXPIRED')).toBe(1)
  // a call meanwhile is refused with words, too
  await alice.call('bob', 'Video')
  await alice.message(/sign/i)
  await desk.page.unroute('**/usersig')
  await alice.signInAgain()
  await nextCallWorks()
})

it('the microphone is refused: no call, nothing rings; once allowed, it works', async () => {
  await seat('phone-1:deny-mic')
  await desk.signInAll()
  await alice.call('bob', 'Video')
  await alice.sees(/[Mm]icrophone/)
  await alice.control('Open settings').or(alice.frame.getByText('Open settings')).first().waitFor()
  expect(await bob.countOf('INVITED')).toBe(0)
  await alice.isMediaFree()
  await desk.page.evaluate(() => window.desk.phone('phone-1').setPermission('record', 'granted'))
  // what the component says about the end may stay until it is closed
  const close = alice.control('Close')
  if (await close.isVisible()) await close.click()
  await nextCallWorks()
})

it('the camera is refused: the call goes on as voice, with a word about it', async () => {
  await seat('phone-1:deny-camera')
  await desk.signInAll()
  await alice.call('bob', 'Video')
  await bob.sees('Incoming voice call')
  await bob.tap('Accept')
  await alice.sees(/^00:0\d$/)
  await alice.sees(/camera/i)
  expect(await alice.countOf('ERROR CAMERA_DENIED')).toBe(1)
  await alice.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
})

it('no network: signing in says so, and works once it is back', async () => {
  await seat('phone-1:offline')
  await alice.trySignIn()
  await alice.message(/network|does not answer/i)
  await desk.page.evaluate(() => window.desk.phone('phone-1').setNetwork('wifi'))
  await desk.signInAll()
  await nextCallWorks()
})
