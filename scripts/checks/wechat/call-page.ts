/** The call page of the package in app.json, in each place that the guide names, as WeChat's own checks of JSON see it. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { objectionToJSON } from './miniprogram-ci'

interface Place {
  what: string
  /** where a copy of the package lies */
  packages: string[]
  app: object
  /** the call page */
  page: string
}

/** @param name of the package */
function places(name: string): Place[] {
  const copy = `miniprogram_npm/${name}`
  const [pages, call] = [['pages/a/a'], 'pages/call/call']
  return [
    {
      what: '"pages"',
      packages: [copy],
      app: { pages: [...pages, `${copy}/${call}`] },
      page: `${copy}/${call}`,
    },
    {
      what: 'a subpackage with a copy of its own',
      packages: [copy, `calls/${copy}`],
      app: { pages, subpackages: [{ root: 'calls', pages: [`${copy}/${call}`] }] },
      page: `calls/${copy}/${call}`,
    },
    {
      what: 'a subpackage whose root the package is',
      packages: [copy],
      app: { pages, subpackages: [{ root: copy, pages: [call] }] },
      page: `${copy}/${call}`,
    },
  ]
}

/** Throws what WeChat objects to, or that its checks take a page that is not there. @param installed the package's dist/ */
export function checkCallPage(folder: string, name: string, installed: string): string[] {
  const all = places(name)
  all.forEach(({ what, packages, app, page }, index) => {
    const project = path.join(folder, `call-page-${index}`)
    for (const copy of packages) cpSync(installed, path.join(project, copy), { recursive: true })
    write(project, app)
    const objection = objectionToJSON(project, ['pages/a/a', page])
    if (objection !== '') throw new Error(`the call page in ${what}: ${objection}`)
  })
  const empty = path.join(folder, 'call-page-missing')
  write(empty, places(name)[0]?.app ?? {})
  if (objectionToJSON(empty, []) === '')
    throw new Error('WeChat takes a call page that is not there: nothing was checked')
  return all.map(({ what }) => what)
}

function write(project: string, app: object): void {
  const files: Record<string, string> = {
    'app.json': JSON.stringify(app),
    'app.js': 'App({})',
    'project.config.json': JSON.stringify({ appid: 'wx0000000000000000', compileType: 'miniprogram' }),
    'pages/a/a.json': JSON.stringify({}),
    'pages/a/a.js': 'Page({})',
    'pages/a/a.wxml': '<view />',
  }
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(project, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
}
