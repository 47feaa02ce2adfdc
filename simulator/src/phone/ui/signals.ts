import { element } from '../../dom'
import type { PhoneText } from '../text'

const BUZZ_MS = { short: 200, long: 500 }

/** What a phone does beyond showing pages: it vibrates, sounds, stays awake, lets a phone call interrupt. */
export class Signals {
  readonly interruption = { begin: new Set<() => void>(), end: new Set<() => void>() }
  private readonly buzz: HTMLElement
  private buzzTimer = 0
  private readonly note = element('div', { class: 'sim-note', text: '♪', 'aria-hidden': 'true' })
  private readonly sounding = new Map<object, string>()
  private soundsBegun = 0
  private vibrations = 0

  constructor(
    private readonly screen: HTMLElement,
    text: PhoneText,
  ) {
    this.buzz = element('div', { class: 'sim-buzz', text: text.vibrates, 'aria-hidden': 'true' })
  }

  vibrate(length: keyof typeof BUZZ_MS): void {
    clearTimeout(this.buzzTimer)
    this.screen.dataset.vibrations = String(++this.vibrations)
    this.screen.append(this.buzz)
    this.screen.classList.add('sim-vibrating')
    this.buzzTimer = window.setTimeout(() => {
      this.buzz.remove()
      this.screen.classList.remove('sim-vibrating')
    }, BUZZ_MS[length])
  }

  /**
   * A note shows while something sounds. Tests read `data-sound` (the files that sound at the moment) and
   * `data-sounds-begun`, how often one began.
   * @param player who plays; @param source what it plays from now on, null for silence
   */
  sound(player: object, source: string | null): void {
    if (source === null) this.sounding.delete(player)
    else {
      this.sounding.set(player, source.replace(/^.*\//, ''))
      this.screen.dataset.soundsBegun = String(++this.soundsBegun)
    }
    this.screen.dataset.sound = [...this.sounding.values()].join(' ')
    if (this.sounding.size > 0) this.screen.append(this.note)
    else this.note.remove()
  }

  /** Visible to tests and to the curious as `data-awake`. */
  keepScreenOn(on: boolean): void {
    this.screen.toggleAttribute('data-awake', on)
  }

  interrupt(active: boolean): void {
    for (const handler of [...(active ? this.interruption.begin : this.interruption.end)]) handler()
  }
}
