/** The example's own pages, as a reader of them would try them: what became of calls, a call UI of its own, the settings, both languages. */
import { en } from '../../../component/locales/en'
import { zhCN } from '../../../component/locales/zh-CN'
import type { Phone } from '../../../simulator/src/phone/phone'
import { type Desk, setLab } from '../../support/simulator/desk/lab'
import type { DeskPhone } from '../../support/simulator/desk/phone'
import { CALL_PAGE } from '../../support/simulator/desk/example-pages'

declare const phone: Phone

const lab = setLab()
let desk: Desk
let alice: DeskPhone
let bob: DeskPhone

async function seat(lang: 'en' | 'zh' = 'en', users = ['alice', 'bob']): Promise<void> {
  desk = await lab.desk(users, { lang })
  await desk.signInAll()
  ;[alice, bob] = desk.phones as [DeskPhone, DeskPhone]
}

/** Bob calls the page with the component, and alice answers. */
async function nextCallWorks(): Promise<void> {
  await bob.call('alice', 'Voice')
  await alice.tap('Accept')
  await Promise.all([alice.receives(false), bob.receives(false)])
  await alice.tap('Hang up')
  await Promise.all([alice.isIdle(), bob.isIdle()])
}

describe('a page with a call UI of its own', () => {
  const line = (text: string | RegExp) => alice.byID('line').filter({ hasText: text }).waitFor()
  const tap = (id: string) => alice.byID(id).click()

  beforeEach(async () => {
    await seat()
    await alice.pages.openFromMe('own-ui')
    await line('Online, ready for calls')
  })

  it('calls a phone that has the component: picture, sound, devices, timer', async () => {
    await alice.frame.locator('#callee input').fill('bob')
    await tap('call')
    await line('bob · Calling…')
    await bob.tap('Accept')
    await line(/^bob · 00:0\d$/)
    await Promise.all([alice.receives(true), bob.receives(true)])

    await tap('camera')
    await alice.sees('Camera on')
    await tap('mic')
    await alice.sees('Unmute')
    const heard = await bob.events()
    expect(heard).toEqual(expect.arrayContaining(['USER_VIDEO_AVAILABLE alice off', 'USER_AUDIO_AVAILABLE alice off']))

    await bob.tap('Hang up')
    await line('Call ended')
    await Promise.all([alice.isMediaFree(), bob.isIdle()])
  })

  it('is called, answers, hangs up; and the home page takes calls again afterwards', async () => {
    await bob.call('alice', 'Voice')
    await line('bob · Incoming call')
    await tap('accept')
    await Promise.all([alice.receives(false), bob.receives(false)])
    await tap('hang-up')
    await Promise.all([alice.isMediaFree(), bob.isIdle()])

    await bob.call('alice', 'Voice')
    await line('bob · Incoming call')
    await tap('hang-up')
    await bob.sees('Call declined')
    await bob.isIdle()

    await alice.goBack()
    await nextCallWorks()
    expect(await alice.countOf('CALL_END')).toBe(3)
  })

  it('comes and goes without signing in again, however often that is tapped', async () => {
    await alice.goBack()
    await alice.byID('own-ui').dblclick()
    await line('Online, ready for calls')
    await bob.call('alice', 'Voice')
    await tap('accept')
    await Promise.all([alice.receives(false), bob.receives(false)])
    await tap('hang-up')
    await Promise.all([alice.isIdle(), bob.isIdle()])
    await alice.pages.openTab('people')
    await nextCallWorks()
    expect(await alice.countOf('SDK_READY')).toBe(1)
    expect(await alice.countOf('INVITED')).toBe(2)
  })

  it('leaves its call to the page below', async () => {
    await alice.frame.locator('#callee input').fill('bob')
    await tap('call')
    await bob.tap('Accept')
    await Promise.all([alice.receives(true), bob.receives(true)])
    await alice.goBack()
    await alice.tap(en.growAction)
    await Promise.all([alice.receives(true), bob.receives(true)])
    await alice.tap('Hang up')
    await Promise.all([alice.isIdle(), bob.isIdle()])
    expect(await bob.countOf('CALL_END')).toBe(1)
  })

  it('leads back to the pictures of a call that began on another page', async () => {
    await alice.goBack()
    await bob.call('alice', 'Video')
    await alice.tap('Accept')
    await alice.tap(en.shrinkAction)
    await alice.byID('own-ui').click()
    await line(/^bob · 00:0\d$/)
    await tap('back-to-call')
    await Promise.all([alice.receives(true), bob.receives(true)])
    await alice.tap('Hang up')
    await Promise.all([alice.isIdle(), bob.isIdle()])
  })

  it('does with picture and background what the settings say', async () => {
    await alice.pages.openFromMe('settings')
    await tap('resolution-720p')
    await alice.frame.locator('#background input').click()
    await alice.pages.openFromMe('own-ui')
    await line('Online, ready for calls')
    await alice.frame.locator('#callee input').fill('bob')
    await tap('call')
    await bob.tap('Accept')
    await line(/^bob · 00:0\d$/)
    expect(await alice.frame.evaluate(() => phone.evaluate('getCurrentPages().pop().data.pusher.videoWidth'))).toBe(720)

    await desk.control(alice).setForeground(false)
    await Promise.all([alice.isMediaFree(), bob.isIdle()])
    await desk.control(alice).setForeground(true)
    await line('Call ended')
  })

  it('says when it is signed out', async () => {
    await desk.page.route('**/usersig', (route) => route.abort())
    await desk.control(alice).expireUserSig()
    await line('Not signed in')
  })

  it('says what is wrong with a call', async () => {
    await alice.frame.locator('#callee input').fill('alice')
    await tap('call')
    await alice.message(/your own|yourself/i)
    await line('Online, ready for calls')
  })
})

it('a call that is given up before it is on its way: the page below has nothing to say', async () => {
  await seat()
  await desk.page.evaluate(() => window.desk.phone('phone-1').setMessageFaults({ ackDelay: 5000 }))
  await alice.call('bob', 'Voice')
  await bob.sees('Incoming voice call')
  await alice.tap('Cancel')
  await Promise.all([alice.isIdle(), bob.isIdle()])
  expect(await alice.frame.locator('#message').count()).toBe(0)
})

it.each(['people', 'recents', 'me', 'chat', 'group', 'settings', 'own-ui', 'events'])(
  'opened directly, the page %s sends who has not signed in to the first page',
  async (page) => {
    desk = await lab.desk(['alice'], { launch: `pages/${page}/${page}?user=bob` })
    await desk.signInAll()
  },
)

describe('what became of calls', () => {
  it('is in the recents of both, and on the pages of the other one; from there, a tap calls back', async () => {
    // who have not called anybody before
    await seat('en', ['erin', 'frank'])
    await bob.pages.openTab('recents')
    await bob.sees('No calls yet')
    await alice.call('frank', 'Voice')
    await bob.tap('Decline')
    await alice.sees('Declined by the other side')
    await bob.sees(/^Declined$/)
    await bob.byID('recents').getByText('erin').click()
    await bob.sees('Voice call')
    await alice.isIdle()
    await bob.begin('Video')
    await alice.tap('Accept')
    await Promise.all([alice.receives(true), bob.receives(true)])
    await alice.tap('Hang up')
    await Promise.all([alice.isIdle(), bob.isIdle()])
    await alice.sees(/Duration 00:/)
    await bob.pages.openTab('recents')
    await bob.sees(/Duration 00:/)
  })

  it('and what the package told of them is in the event log', async () => {
    await seat()
    await alice.call('bob', 'Voice')
    await alice.tap('Cancel')
    await alice.isIdle()
    await alice.pages.openFromMe('event-log')
    await alice.sees(/^CALL_END cancel/)
    await alice.sees('SDK_READY')
  })

  it('signing out takes them along: the next user has others', async () => {
    await seat()
    await alice.call('bob', 'Voice')
    await bob.tap('Decline')
    await Promise.all([alice.isIdle(), bob.isIdle()])
    await alice.pages.openTab('me')
    await alice.byID('sign-out').click()
    await alice.signIn('grace')
    await alice.pages.openTab('recents')
    await alice.sees('No calls yet')
    await bob.call('grace', 'Voice')
    await alice.tap('Accept')
    await Promise.all([alice.receives(false), bob.receives(false)])
    expect(await alice.countOf('CALL_END')).toBe(0)
  })
})

describe('the settings', () => {
  it('name and picture: others see them in the next call, and in their lists', async () => {
    await seat()
    await bob.pages.openFromMe('settings')
    await bob.frame.locator('#nick input').fill('Robert')
    await bob.frame.locator('#avatar-2').click()
    await bob.frame.locator('#save').click()
    await bob.sees('Saved')
    await bob.goBack()
    await bob.sees('Robert')

    await alice.call('bob', 'Voice')
    await alice.sees('Robert')
    await alice.frame.locator('img[src$="/assets/avatar-2.png"]').first().waitFor()
    await alice.tap('Cancel')
    await Promise.all([alice.isIdle(), bob.isIdle()])
    for (const [tab, row] of [
      ['recents', 'recent-bob'],
      ['people', 'person-bob'],
    ] as const) {
      await alice.pages.openTab(tab)
      await alice.byID(row).getByText('Robert').waitFor()
      await alice.byID(row).locator('img[src$="/assets/avatar-2.png"]').waitFor()
    }
  })

  it('ringtone: another one, or none; and a call comes through while the settings are open', async () => {
    await seat()
    await alice.call('bob', 'Voice')
    await bob.hears('ringtone.wav')
    await alice.hears('calltone.wav')
    await bob.tap('Decline')
    await Promise.all([alice.isIdle(), bob.isIdle()])

    await bob.pages.openFromMe('settings')
    await bob.frame.locator('#ringtone-marimba').click()
    const before = await bob.pages.stack()
    await alice.call('bob', 'Voice')
    await bob.hears('marimba.wav')
    expect(await bob.pages.stack()).toEqual([...before, CALL_PAGE])
    await bob.tap('Decline')
    await Promise.all([alice.isIdle(), bob.isIdle()])
    await bob.until(
      async () => (await bob.pages.stack()).join() === before.join(),
      () => 'the settings, as before the call',
    )

    await bob.pages.openFromMe('settings')
    await bob.frame.locator('#silent input').click()
    await alice.call('bob', 'Voice')
    await bob.sees('Incoming voice call')
    await bob.hears('')
    await bob.tap('Decline')
    await Promise.all([alice.isIdle(), bob.isIdle()])
  })

  it('language: of the pages and of the call, and after a restart as well', async () => {
    await seat()
    await bob.pages.openFromMe('settings')
    await bob.frame.locator('#language-zh-CN').click()
    await bob.sees('来电时')
    await bob.goBack()
    await bob.sees('退出登录')
    await desk.page.locator(`[data-phone="${bob.name}"] .tab-bar`).getByText('最近通话').waitFor()
    await alice.call('bob', 'Video')
    await bob.sees(zhCN.incomingVideo)
    await bob.tap(zhCN.reject)
    await alice.isIdle()

    await desk.control(bob).restart()
    await bob.ready()
    await bob.sees('音视频通话')
  })
})

describe.each([
  ['en', en],
  ['zh', zhCN],
] as const)('in the language %s', (lang, words) => {
  it('a call from the ring to its end', async () => {
    await seat(lang)
    await alice.call('bob', 'Video')
    await alice.sees(words.calling)
    await bob.sees(words.incomingVideo)
    await bob.tap(words.accept)
    await Promise.all([alice.receives(true), bob.receives(true)])
    await alice.tap(words.micOn)
    await alice.sees(words.micOff)
    await alice.tap(words.shrinkAction)
    await alice
      .byID('call-bar')
      .getByText(/ · 00:\d\d$/)
      .waitFor()
    await alice.tap(words.growAction)
    await alice.tap(words.hangup)
    await bob.sees(new RegExp(words.ended.completed))
    await Promise.all([alice.isIdle(), bob.isIdle()])
  })
})
