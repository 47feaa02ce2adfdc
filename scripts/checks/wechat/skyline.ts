/** A mini program of somebody else's that WeChat draws with Skyline. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What WeChat wants in app.json for it. */
const IN_APP = {
  renderer: 'skyline',
  rendererOptions: { skyline: {} },
  componentFramework: 'glass-easel',
  lazyCodeLoading: 'requiredComponents',
}
/** Skyline has no native navigation bar, and scrolls no page. */
const IN_PAGE = { navigationStyle: 'custom', disableScroll: true }

/** @param pages without extension */
export function makeSkyline(project: string, pages: string[]): void {
  change(path.join(project, 'app.json'), IN_APP)
  for (const page of pages) change(path.join(project, `${page}.json`), IN_PAGE)
}

function change(file: string, fields: object): void {
  const config = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...config, ...fields }))
}
