/** The way through the example's pages, by the tab bar, rows and the arrow back. */
import type { DeskPhone } from './phone'

/** The tabs, from left to right. */
const TABS = ['people', 'recents', 'me'] as const

/** The page of the package: it closes by itself, some time after the call. */
export const CALL_PAGE = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'

export class ExamplePages {
  constructor(private readonly phone: DeskPhone) {}

  /** The pages above each other, the visible one last. */
  stack(): Promise<string[]> {
    return this.phone.read('getCurrentPages().map((page) => page.route)') as Promise<string[]>
  }

  /** Back to the tabs, and to one of them. */
  async openTab(tab: (typeof TABS)[number]): Promise<void> {
    const { phone } = this
    await this.untilOn((route) => route !== CALL_PAGE)
    for (let left = (await this.stack()).length - 1; left > 0; left -= 1) {
      await phone.goBack()
      await phone.until(
        async () => (await this.stack()).length <= left,
        () => 'the page before',
      )
    }
    const bar = phone.page.locator(`[data-phone="${phone.name}"] .tab-bar button`)
    await bar.nth(TABS.indexOf(tab)).click()
    await this.untilOn((route) => route === `pages/${tab}/${tab}`)
  }

  /** @param row of the tab `me` */
  async openFromMe(row: 'settings' | 'own-ui' | 'event-log'): Promise<void> {
    await this.openTab('me')
    await this.phone.byID(row).click()
    await this.untilOn((route) => route !== 'pages/me/me')
  }

  /** The page of a person: one of the list, or anybody else by the user ID. */
  async openChat(user: string): Promise<void> {
    if (await this.isAt('chat', user)) return
    await this.openTab('people')
    const row = this.phone.frame.locator(`[id="person-${user}"]`)
    if ((await row.count()) > 0) await row.click()
    else await this.openOther(user)
    await this.untilOn((route) => route === 'pages/chat/chat')
  }

  /** On the tab `people`. */
  async openOther(user: string): Promise<void> {
    await this.phone.byID('other').locator('input').fill(user)
    await this.phone.byID('open-other').click()
  }

  async openGroup(mode: 'several' | 'join'): Promise<void> {
    if (!(await this.isAt('group'))) {
      await this.openTab('people')
      await this.phone.byID('group').click()
    }
    await this.phone.byID(`mode-${mode}`).click()
  }

  private async isAt(page: string, user = ''): Promise<boolean> {
    const there = await this.phone.read(
      "getCurrentPages().slice(-1).map((page) => [page.route, page.options.user || ''])[0]",
    )
    return String(there) === `pages/${page}/${page},${user}`
  }

  private async untilOn(isWanted: (route: string) => boolean): Promise<void> {
    let routes: string[] = []
    await this.phone.until(
      async () => isWanted((routes = await this.stack()).slice(-1).join()),
      () => `another page than the last of ${routes.join()}`,
    )
  }
}
