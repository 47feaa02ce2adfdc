/** The pages of the example, two at a time: alice's phone and bob's. */
import type { Studio } from './studio'

export async function examplePages(studio: Studio, prefix: string): Promise<void> {
  const alice = studio.frame('alice')
  const bob = studio.frame('bob')
  await bob.locator('#mode-join').click()
  await studio.shoot(`${prefix}-1-home`)

  await alice.locator('#mode-several').click()
  await alice.locator('#callees input').fill('bob')
  await alice.locator('#video-call').click()
  await studio.tap('bob', studio.words.accept)
  await studio.talks('alice', 'bob')
  await studio.tap('alice', studio.words.shrinkAction)
  await studio.shoot(`${prefix}-2-badge-of-a-group-call`)
  await studio.tap('bob', studio.words.hangup)
  await studio.isOver('alice', 'bob')

  await alice.locator('#own-ui').click()
  await alice.locator('#call:not([disabled])').waitFor()
  await bob.locator('#settings').click()
  await bob.locator('#nick').waitFor()
  await studio.shoot(`${prefix}-3-own-ui-and-settings`)
  await alice.locator('#callee input').fill('bob')
  await alice.locator('#call').click()
  await studio.tap('bob', studio.words.accept)
  await alice
    .locator('#line')
    .filter({ hasText: /0\d:\d[2-9]$/ })
    .waitFor()
  await studio.shoot(`${prefix}-4-own-ui-in-a-call`)
  await studio.tap('bob', studio.words.hangup)
  await studio.isOver('bob')

  await bob.locator('#settings').click()
  await bob.locator('#language-en').scrollIntoViewIfNeeded()
  await alice.locator('#back').click()
  await alice.locator('#sign-out').click()
  await alice.locator('#sign-in').waitFor()
  await studio.shoot(`${prefix}-5-sign-in-and-settings`)
}
