import { element } from '../../dom'
import type { PhoneText } from '../text'

/** A red card at the phone's lower edge: the mini program's errors, where nobody can miss them. */
export class Problems {
  private readonly seen = new Map<string, { count: number; badge: HTMLElement }>()
  private readonly list = element('ol')
  private readonly title = element('strong')
  private readonly card: HTMLElement

  constructor(
    private readonly screen: HTMLElement,
    private readonly text: PhoneText,
  ) {
    const close = element('button', { text: '×', 'aria-label': text.close, on: { click: () => this.clear() } })
    this.card = element(
      'section',
      { class: 'sim-problems', role: 'alert' },
      element('header', {}, this.title, close),
      this.list,
    )
  }

  /** `headline` in one line, `details` such as a stack below it; the same problem again only counts. */
  add(kind: 'compile' | 'run', headline: string, details: string): void {
    const known = this.seen.get(headline)
    if (known) {
      known.count++
      known.badge.textContent = ` ×${known.count}`
    } else {
      const badge = element('b')
      this.seen.set(headline, { count: 1, badge })
      this.list.append(
        element('li', {}, element('p', { text: headline }, badge), details !== '' && element('pre', { text: details })),
      )
    }
    this.title.textContent = kind === 'compile' ? this.text.buildProblem : this.text.problem
    if (!this.card.isConnected) this.screen.append(this.card)
  }

  clear(): void {
    this.card.remove()
    this.list.replaceChildren()
    this.seen.clear()
  }
}
