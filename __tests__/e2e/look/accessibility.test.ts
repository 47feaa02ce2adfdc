/** Targets of a finger, names for screen readers, and contrast, measured on every screen and on two sizes of phones. */
import { en } from '../../../component/locales/en'
import { audit } from '../../support/simulator/accessibility'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'

const lab = setLab({ photographed: true })

/** What was wrong, by screen. */
class Tour {
  readonly problems: string[] = []

  constructor(private readonly desk: Desk) {}

  async stop(screen: string, phone: DeskPhone, hasTargets = true): Promise<void> {
    const { problems, targets, inks } = await audit(this.desk.page, phone)
    this.problems.push(...problems.map((problem) => `${screen}: ${problem}`))
    if (targets > 0 !== hasTargets || inks === 0)
      this.problems.push(`${screen}: ${targets} targets and ${inks} texts were found`)
  }

  /** The call of this phone becomes a tile, which is looked at. */
  async tile(screen: string, phone: DeskPhone): Promise<void> {
    await phone.tap(en.shrinkAction)
    await phone.control(en.growAction).waitFor()
    await this.stop(screen, phone)
  }

  /** Each kind of message over the call. They last for seconds, so they are put there. */
  async messages(screen: string, phone: DeskPhone): Promise<void> {
    const text = 'Something has just happened'
    const messages = {
      notice: { notice: { text, error: false } },
      error: { notice: { text, error: true } },
      banner: { banner: { text, settings: true } },
    }
    for (const [kind, data] of Object.entries(messages)) {
      const show = (what: object) =>
        phone.run(
          `getCurrentPages().slice(-1)[0].selectComponent('#TRTCCalling-room').setData(${JSON.stringify(what)})`,
        )
      await show(data)
      await phone.sees(text)
      await this.stop(`${screen}, ${kind}`, phone)
      await show({ notice: null, banner: null })
    }
  }
}

type Round = (tour: Tour, desk: Desk) => Promise<void>

/** On both phones at the same time, so by different people: earlier calls fill their pages. @returns the problems of each */
async function onBothSizes(people: string[], round: Round): Promise<Record<string, string[]>> {
  const problems: Record<string, string[]> = {}
  await Promise.all(
    ['android', 'small'].map(async (device) => {
      const users = people.map((user) => `${user}-${device}`)
      const desk = await lab.desk(users, { device, panel: 'none' })
      const tour = new Tour(desk)
      await round(tour, desk)
      await desk.close()
      problems[device] = tour.problems
    }),
  )
  return problems
}

const NONE = { android: [], small: [] }

it('the pages of the example', async () => {
  const round: Round = async (tour, { phones }) => {
    const [alice, bob] = phones as [DeskPhone, DeskPhone]
    await tour.stop('sign-in', bob)
    await bob.trySignIn('')
    await bob.message(/./)
    await tour.stop('sign-in, refused', bob)
    await bob.signIn()
    await alice.byID('sign-in').click()
    await alice.isOnline()
    await alice.pages.openOther('')
    await alice.message(/./)
    await tour.stop('people', alice)
    await alice.byID('group').scrollIntoViewIfNeeded()
    await tour.stop('people, below', alice)
    for (const mode of ['several', 'join'] as const) {
      await alice.pages.openGroup(mode)
      await alice.begin('Voice')
      await alice.message(/./)
      await tour.stop(`group, ${mode}`, alice)
    }
    await alice.pages.openTab('recents')
    await alice.sees('No calls yet')
    await tour.stop('recents, none', alice, false)
    await alice.pages.openChat(bob.user)
    await alice.sees(/No calls with/)
    await tour.stop('chat, empty', alice)
    await alice.begin('Voice')
    await bob.tap('Decline')
    await alice.sees('Declined by the other side')
    await alice.control('Hang up').waitFor({ state: 'detached' })
    await bob.isIdle()
    await alice.call(alice.user, 'Voice')
    await alice.message(/./)
    await alice.pages.openChat(bob.user)
    await alice.sees('Declined by the other side')
    await tour.stop('chat', alice)
    await alice.pages.openTab('recents')
    await alice.sees('Declined by the other side')
    await tour.stop('recents', alice)
    await alice.pages.openTab('me')
    await tour.stop('me', alice)
    await alice.pages.openFromMe('event-log')
    await tour.stop('events', alice)
    await alice.pages.openFromMe('settings')
    await alice.frame.locator('#save').waitFor()
    await tour.stop('settings', alice)
    await alice.frame.locator('#language-en').scrollIntoViewIfNeeded()
    await tour.stop('settings, below', alice)
    await alice.pages.openFromMe('own-ui')
    await alice.frame.locator('#call:not([disabled])').waitFor()
    await tour.stop('own UI', alice)
    await alice.frame.locator('#callee input').fill(alice.user)
    await alice.frame.locator('#call').click()
    await alice.message(/./)
    await tour.stop('own UI, refused', alice)
    await alice.frame.locator('#callee input').fill(bob.user)
    await alice.frame.locator('#call').click()
    await bob.tap('Accept')
    await alice.receives(true)
    await tour.stop('own UI, video', alice)
  }
  expect(await onBothSizes(['alice', 'bob'], round)).toEqual(NONE)
})

it('a call of two', async () => {
  const round: Round = async (tour, desk) => {
    const [alice, bob] = desk.phones as [DeskPhone, DeskPhone]
    await desk.signInAll()
    await alice.call(bob.user, 'Voice')
    await bob.control('Accept').waitFor()
    await tour.stop('calling', alice)
    await tour.stop('ringing', bob)
    await bob.tap('Accept')
    await Promise.all([alice.isConnected(), bob.isConnected()])
    await tour.stop('voice', alice)
    await tour.messages('voice', alice)
    await tour.tile('voice, tile and badge', alice)
    await alice.tap(en.growAction)
    await alice.tap(en.toVideo)
    await bob.control(en.agree).waitFor()
    await tour.stop('asking for video', alice)
    await tour.stop('asked for video', bob)
    await bob.tap(en.agree)
    await Promise.all([alice.receives(true), bob.receives(true)])
    await alice.tap('Mic on')
    await tour.stop('video', alice)
    await tour.messages('video', alice)
    await tour.tile('video, tile', alice)
    await bob.tap(en.hangup)
    await bob.sees(en.ended.completed)
    // it goes after two seconds, which a busy machine needs to look at it
    await bob.run(`getCurrentPages().slice(-1)[0].selectComponent('#TRTCCalling-room').setData = () => undefined`)
    await tour.stop('ended', bob, false)
  }
  expect(await onBothSizes(['carol', 'dave'], round)).toEqual(NONE)
})

it('a group call', async () => {
  const round: Round = async (tour, desk) => {
    const [alice, bob, carol] = desk.phones as [DeskPhone, DeskPhone, DeskPhone]
    await desk.signInAll()
    await alice.callSeveral([bob.user, carol.user], 'Video')
    await bob.tap('Accept')
    await alice.isConnected()
    await tour.stop('group, ringing', carol)
    await tour.stop('group', alice)
    await tour.messages('group', alice)
    await alice.tap(en.inviteAction)
    await alice.frame.getByRole('dialog').getByRole('checkbox').first().click()
    await tour.stop('group, invite', alice)
  }
  expect(await onBothSizes(['alice', 'bob', 'carol'], round)).toEqual(NONE)
})
