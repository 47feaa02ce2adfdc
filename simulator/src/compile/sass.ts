import { createRequire } from 'node:module'
import path from 'node:path'
import type { Diagnostics } from './diagnostics'
import type { Project } from './project'

/** What is used of the package `sass`, which the mini program brings along. */
interface Sass {
  compile(file: string, options: { loadPaths: string[] }): { css: string }
}

interface SassFailure {
  sassMessage?: string
  span?: { start: { line: number; column: number }; url?: URL }
}

/** Compiles a `.scss` or `.sass` file by the mini program's own `sass`. Mistakes become diagnostics, and an empty sheet. */
export function compileSass(file: string, project: Project, diagnostics: Diagnostics): string {
  const sass = loadSass(project.root)
  if (!sass) {
    diagnostics.error(file, 'needs the package "sass": run npm install --save-dev sass beside package.json')
    return ''
  }
  try {
    return sass.compile(project.absolute(file), { loadPaths: [project.root] }).css
  } catch (error) {
    const { sassMessage, span } = error as SassFailure
    const position = span && { line: span.start.line + 1, column: span.start.column + 1 }
    diagnostics.error(file, sassMessage ?? (error instanceof Error ? error.message : String(error)), position)
    return ''
  }
}

function loadSass(root: string): Sass | null {
  const require = createRequire(path.join(root, 'app.js'))
  try {
    return require('sass') as Sass
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}
