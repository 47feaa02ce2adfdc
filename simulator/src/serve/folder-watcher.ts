import fs from 'node:fs'
import path from 'node:path'

/** Not written by hand, and too large to watch. */
const IGNORED = new Set(['node_modules', '.git'])

/**
 * Watches a folder with all that is in it. Each folder has a watcher of its own: one for a file would lose it as soon as
 * an editor puts a new file in its place.
 */
export class FolderWatcher {
  private readonly watchers = new Map<string, fs.FSWatcher>()

  /** @param onFailure is told why something cannot be watched; the rest is */
  constructor(
    private readonly root: string,
    private readonly onChange: () => void,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.update()
  }

  close(): void {
    for (const watcher of this.watchers.values()) watcher.close()
    this.watchers.clear()
  }

  /** Follows folders that came and went. */
  private update(): void {
    const present = new Set(foldersIn(this.root))
    for (const [folder, watcher] of this.watchers) {
      if (present.has(folder)) continue
      watcher.close()
      this.watchers.delete(folder)
    }
    for (const folder of present) if (!this.watchers.has(folder)) this.watch(folder)
  }

  private watch(folder: string): void {
    try {
      const watcher = fs.watch(folder, () => {
        this.update()
        this.onChange()
      })
      // a folder that is deleted is gone by the next update
      watcher.on('error', () => {})
      this.watchers.set(folder, watcher)
    } catch (error) {
      this.onFailure(error)
    }
  }
}

function foldersIn(folder: string): string[] {
  try {
    const inside = fs.readdirSync(folder, { withFileTypes: true })
    const folders = inside.filter((entry) => entry.isDirectory() && !IGNORED.has(entry.name))
    return [folder, ...folders.flatMap(({ name }) => foldersIn(path.join(folder, name)))]
  } catch {
    return [] // deleted meanwhile
  }
}
