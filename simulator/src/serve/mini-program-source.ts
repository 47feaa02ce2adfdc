import { FolderWatcher } from './folder-watcher'
import { compileMiniProgram, type Compilation, type TransformCache } from '../compile/index'
import { CHAT_MODULES } from '../mini-program'

/** Editors write a file in several steps. */
const SETTLE_MS = 120

/** The mini program that the phones run, compiled anew when its files change. */
export class MiniProgramSource {
  private watcher: FolderWatcher | undefined
  private timer: NodeJS.Timeout | undefined
  /** counts the changes, so that a slow compilation does not replace a newer one */
  private changes = 0

  private constructor(
    readonly root: string,
    private readonly cache: TransformCache,
    private compilation: Compilation,
  ) {}

  static async load(root: string): Promise<MiniProgramSource> {
    const cache: TransformCache = new Map()
    return new MiniProgramSource(root, cache, await compile(root, cache))
  }

  get current(): Compilation {
    return this.compilation
  }

  /**
   * `onCompiled` is called after each change, with the new compilation in place. `onFailure` gets what kept a change
   * from being read; the last compilation stays until the next change.
   */
  watch(onCompiled: () => void, onFailure: (error: unknown) => void): void {
    const recompile = async (change: number): Promise<void> => {
      const compilation = await compile(this.root, this.cache)
      if (change !== this.changes) return
      this.compilation = compilation
      onCompiled()
    }
    const onChange = () => {
      const change = ++this.changes
      clearTimeout(this.timer)
      this.timer = setTimeout(() => void recompile(change).catch(onFailure), SETTLE_MS)
    }
    this.watcher = new FolderWatcher(this.root, onChange, onFailure)
  }

  close(): void {
    this.changes++
    clearTimeout(this.timer)
    this.watcher?.close()
  }
}

function compile(root: string, cache: TransformCache): Promise<Compilation> {
  return compileMiniProgram(root, { virtualModules: CHAT_MODULES, cache })
}
