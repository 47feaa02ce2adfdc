import { element } from '../../dom'
import type { PhoneText } from '../text'

const BUZZ_MS = { short: 200, long: 500 }

/** What a phone does beyond showing pages: it vibrates, stays awake, lets a phone call interrupt. */
export class Signals {
  readonly interruption = { begin: new Set<() => void>(), end: new Set<() => void>() }
  private readonly buzz: HTMLElement
  private buzzTimer = 0

  constructor(
    private readonly screen: HTMLElement,
    text: PhoneText,
  ) {
    this.buzz = element('div', { class: 'sim-buzz', text: text.vibrates, 'aria-hidden': 'true' })
  }

  vibrate(length: keyof typeof BUZZ_MS): void {
    clearTimeout(this.buzzTimer)
    this.screen.append(this.buzz)
    this.screen.classList.add('sim-vibrating')
    this.buzzTimer = window.setTimeout(() => {
      this.buzz.remove()
      this.screen.classList.remove('sim-vibrating')
    }, BUZZ_MS[length])
  }

  /** Visible to tests and to the curious as `data-awake`. */
  keepScreenOn(on: boolean): void {
    this.screen.toggleAttribute('data-awake', on)
  }

  interrupt(active: boolean): void {
    for (const handler of [...(active ? this.interruption.begin : this.interruption.end)]) handler()
  }
}
