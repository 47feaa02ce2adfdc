import { subpackageOf, type AppConfig } from '../../mini-program'
import type { PhoneLog } from '../values/log'

/** A phone downloads a subpackage in some time, ms. */
const DOWNLOAD_MS = 200

/** Which subpackages the phone has: each is loaded when its first page opens, or when something of it is asked for. */
export class Subpackages {
  private readonly loaded = new Set<string>([''])
  private readonly coming = new Map<string, Promise<void>>()

  constructor(
    private readonly app: AppConfig,
    private readonly log: PhoneLog,
    /** the scripts of a subpackage may run from now on */
    private readonly onLoaded: (root: string) => void,
  ) {}

  /** Is the page, component or script there? */
  has(path: string): boolean {
    return this.loaded.has(subpackageOf(this.app, path))
  }

  /** Before a page opens: it is there when this returns. */
  load(path: string): void {
    const root = subpackageOf(this.app, path)
    if (this.loaded.has(root)) return
    this.loaded.add(root)
    this.log.info(`subpackage "${root}" loaded`)
    this.onLoaded(root)
  }

  /** As a placeholder and `require.async` do it: the rest of the mini program goes on meanwhile. */
  download(path: string): Promise<void> {
    const root = subpackageOf(this.app, path)
    const coming =
      this.coming.get(root) ??
      new Promise<void>((resolve) => {
        setTimeout(
          () => {
            this.load(path)
            resolve()
          },
          this.loaded.has(root) ? 0 : DOWNLOAD_MS,
        )
      })
    this.coming.set(root, coming)
    return coming
  }
}
