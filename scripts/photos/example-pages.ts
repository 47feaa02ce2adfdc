/** The pages of the example, two at a time: alice's phone and bob's. */
import type { Studio } from './studio'

const [PEOPLE, RECENTS, ME] = [0, 1, 2]

export async function examplePages(studio: Studio, prefix: string): Promise<void> {
  const { words } = studio
  const tap = (user: string, id: string) => studio.byID(user, id).click()
  const shoot = async (name: string) => {
    // pages that move in, and fields that lose their focus
    await studio.frame('alice').waitForTimeout(400)
    await studio.shoot(`${prefix}-${name}`)
  }

  await studio.openTab('bob', RECENTS)
  await shoot('1-people-and-no-recents')

  await tap('alice', 'person-bob')
  await studio.openTab('bob', PEOPLE)
  await tap('bob', 'group')
  await tap('bob', 'choose-alice')
  await tap('bob', 'choose-carol')
  await shoot('2-empty-chat-and-group')

  // two calls leave something to read
  await tap('alice', 'voice-call')
  await studio.tap('bob', words.reject)
  await studio.isOver('alice', 'bob')
  await studio.openTab('bob', ME)
  await tap('alice', 'video-call')
  await studio.sees('bob', words.incomingVideo)
  await shoot('3-calling-and-ringing-on-a-tab')
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.tap('alice', words.shrinkAction)
  await studio.tap('bob', words.shrinkAction)
  await shoot('4-chat-and-me-with-the-tile')
  await studio.openTab('alice', RECENTS)
  await tap('bob', 'settings')
  await studio.frame('bob').waitForTimeout(1500)
  await shoot('5-recents-with-the-tile-and-settings')
  await studio.tap('alice', words.growAction)
  await studio.tap('alice', words.hangup)
  await studio.isOver('alice')

  // a page without the component
  await tap('alice', 'recent-bob')
  await studio.byID('bob', 'language-en').scrollIntoViewIfNeeded()
  await shoot('6-chat-and-settings-below')
  await tap('alice', 'video-call')
  await studio.sees('bob', words.incomingVideo)
  await shoot('7-ringing-on-the-call-page')
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await shoot('8-call-page')
  await studio.tap('alice', words.hangup)
  await studio.isOver('alice')

  await studio.openTab('alice', PEOPLE)
  await tap('alice', 'group')
  await studio.byID('alice', 'callees').locator('input').fill('bob')
  await studio.openTab('bob', PEOPLE)
  await tap('alice', 'video-call')
  await studio.tap('bob', words.accept)
  await studio.talks('alice', 'bob')
  await studio.tap('alice', words.shrinkAction)
  await studio.tap('bob', words.shrinkAction)
  await shoot('9-group-call-below')
  await studio.tap('bob', words.growAction)
  await studio.tap('bob', words.hangup)
  await studio.isOver('alice', 'bob')

  await studio.openTab('alice', ME)
  await tap('alice', 'own-ui')
  await studio.openTab('bob', ME)
  await tap('bob', 'event-log')
  await shoot('10-own-ui-and-events')
  await studio.byID('alice', 'callee').locator('input').fill('bob')
  await tap('alice', 'call')
  await studio.tap('bob', words.accept)
  await studio
    .byID('alice', 'line')
    .filter({ hasText: /0\d:\d[2-9]$/ })
    .waitFor()
  await shoot('11-own-ui-in-a-call')
  await studio.tap('bob', words.hangup)
  await studio.isOver('bob')

  await studio.openTab('alice', PEOPLE)
  await tap('alice', 'group')
  await tap('alice', 'mode-join')
  await studio.openTab('bob', ME)
  await tap('bob', 'sign-out')
  await studio.byID('bob', 'sign-in').waitFor()
  await shoot('12-join-and-sign-in')
}
