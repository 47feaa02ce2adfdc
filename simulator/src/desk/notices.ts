import { element } from '../dom'

/** Lines at the top of the desk about what is wrong; each stays until its cause is gone, or until it is closed. */
export class Notices {
  readonly root = element('div', { role: 'alert' })
  private readonly shown = new Map<string, HTMLElement>()

  constructor(private readonly closeLabel: string) {}

  /** @param cause a notice takes the place of the earlier one of its cause; @param message null when it is gone */
  set(cause: string, message: string | null): void {
    const earlier = this.shown.get(cause)
    if (earlier?.dataset.message === message) return
    earlier?.remove()
    this.shown.delete(cause)
    if (message === null) return
    const notice = element(
      'p',
      { class: 'notice', 'data-message': message },
      element('span', { text: message }),
      element('button', { text: '×', 'aria-label': this.closeLabel, on: { click: () => this.set(cause, null) } }),
    )
    this.shown.set(cause, notice)
    this.root.append(notice)
  }
}
