import type { TabBarConfig, TabBarItem } from '../../../mini-program'
import { TABS_IN_FRAME, type FrameState } from '../../frame'

/** The tab bar of a mini program and what `wx.*` makes of it. Methods throw an Error whose message is the reason. */
export class TabBar {
  private readonly style: Omit<TabBarConfig, 'list'>
  private readonly items: TabBarItem[]
  private readonly badges: (string | null)[]
  private hidden = false

  /**
   * @param isOnTop is a tab page what the user sees?
   * @param onChange is called when the bar has to be drawn anew
   */
  constructor(
    config: TabBarConfig | null,
    private readonly isOnTop: () => boolean,
    private readonly onChange: () => void,
  ) {
    const { list = [], ...style } = config ?? {}
    this.style = style
    this.items = list.map((item) => ({ ...item }))
    this.badges = list.map(() => null)
  }

  /** The mini program draws it by its component `custom-tab-bar`. */
  get isCustom(): boolean {
    return this.style.custom === true
  }

  has(route: string): boolean {
    return this.items.some(({ pagePath }) => pagePath === route)
  }

  /** As pages learn of a tap on their tab. */
  itemOf(route: string): { index: number; pagePath: string; text: string } {
    const index = this.items.findIndex(({ pagePath }) => pagePath === route)
    return { index, pagePath: route, text: this.items[index]?.text ?? '' }
  }

  /** null where the frame shows none. */
  frameFor(route: string): FrameState['tabBar'] {
    if (!this.has(route) || this.isCustom || this.hidden) return null
    const list = this.items.map((item, index) => ({ ...item, badge: this.badges[index] ?? null }))
    return { ...TABS_IN_FRAME, ...this.style, list, selected: this.itemOf(route).index }
  }

  setHidden(hidden: boolean): void {
    this.change(() => {
      this.hidden = hidden
    })
  }

  setStyle(style: Partial<Omit<TabBarConfig, 'list'>>): void {
    this.change(() => Object.assign(this.style, style))
  }

  setItem(index: number, change: Partial<TabBarItem>): void {
    this.change(() => Object.assign(this.existing(index), change))
  }

  /** @param badge a text, '' for a red dot, null for none */
  setBadge(index: number, badge: string | null): void {
    this.change(() => {
      this.existing(index)
      this.badges[index] = badge
    })
  }

  private existing(index: number): TabBarItem {
    const item = this.items[index]
    if (!item) throw new Error('tabbar item not found')
    return item
  }

  private change(apply: () => void): void {
    if (this.isCustom) throw new Error('custom Tabbar')
    if (!this.isOnTop()) throw new Error('not TabBar page')
    apply()
    this.onChange()
  }
}
