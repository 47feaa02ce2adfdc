import type { Live, LiveWindow } from '../../../live/index'
import { Value, type ReadableValue } from '../../values/value'
import type { Page } from './pages'

/** How a page is left: the user opens another one above it, or goes back from it. */
export type Leaving = 'push' | 'pop'

/**
 * WeChat's small window (picture-in-picture): one picture of a page that was left. The page is hidden and kept; gone back
 * from, it hangs outside the stack until the window is tapped or closed.
 */
export class SmallWindow {
  private readonly value = new Value<MediaStream | null>(null)
  private open: { page: Page; player: LiveWindow } | null = null

  /** @param onClose the window of `page` was closed: by its button, by the mini program, or because its player is gone */
  constructor(
    private readonly live: () => Live,
    private readonly onClose: (page: Page, by: 'user' | 'player') => void,
  ) {}

  /** What it shows; null while there is none. */
  get picture(): ReadableValue<MediaStream | null> {
    return this.value
  }

  /** The page that it keeps. */
  get page(): Page | null {
    return this.open?.page ?? null
  }

  /** @returns whether the page floats now, or did so before */
  openFor(page: Page, leaving: Leaving): boolean {
    if (this.open) return this.open.page === page
    const player = this.live().windowOf(page.container, leaving)
    if (!player) return false
    this.open = { page, player }
    player.enter({
      show: (picture) => this.value.set(picture),
      close: (by) => this.close(by),
    })
    return true
  }

  /** The page is on the screen again. */
  returnTo(page: Page): void {
    if (this.open?.page === page) this.end()
  }

  close(by: 'user' | 'player'): void {
    const page = this.end()
    if (page) this.onClose(page, by)
  }

  /** All pages go, the one that it keeps among them. */
  forget(): void {
    this.end()
  }

  private end(): Page | null {
    const { open } = this
    this.open = null
    this.value.set(null)
    open?.player.leave()
    return open?.page ?? null
  }
}
