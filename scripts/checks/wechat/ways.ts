/** The ways in which a mini program gets the package, each in a fresh mini program of somebody else's. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { npm, npmPack } from '../../runs/npm'
import { buildNpm, objectionToJSON } from './miniprogram-ci'
import { makeSkyline } from './skyline'

const ROOT = path.resolve(__dirname, '../../..')
const STRANGER = path.join(ROOT, '__tests__/fixtures/stranger')

const { name: packageName, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  name: string
  devDependencies: Record<'tim-wx-sdk', string>
}

export { packageName }

export interface Way {
  what: string
  /** the mini program */
  project: string
  /** where the package is in it */
  installed: string
}

/** Answers with the tarball. */
export function pack(folder: string): string {
  return path.join(folder, npmPack('--pack-destination', folder).filename)
}

/** npm install, and "build npm" by WeChat. Throws if that left something out, or had something to say. */
export function fromNpm(folder: string, tarball: string): Way {
  const project = stranger(folder, 'npm')
  npm(project, ['install', tarball, `tim-wx-sdk@${devDependencies['tim-wx-sdk']}`])
  const { copied, bundled, warnings } = buildNpm(project)
  if (copied !== 1 || bundled !== 1 || warnings.length > 0) {
    throw new Error(`"build npm" copied ${copied} and bundled ${bundled} packages, and said: ${warnings.join('; ')}`)
  }
  return { what: 'npm install and "build npm"', project, installed: path.join(project, 'miniprogram_npm', packageName) }
}

/** The same in a mini program that Skyline draws. Throws what WeChat's checks of JSON object to. */
export function inSkyline(folder: string, npm: Way): Way {
  const project = path.join(folder, 'skyline')
  cpSync(npm.project, project, { recursive: true })
  const page = 'pages/index/index'
  const app = path.join(project, 'app.json')
  const before = readFileSync(app, 'utf8')
  writeFileSync(app, JSON.stringify({ ...(JSON.parse(before) as object), renderer: 'skyline' }))
  if (objectionToJSON(project, [page]) === '')
    throw new Error('WeChat takes any app.json for Skyline: nothing was checked')
  writeFileSync(app, before)
  makeSkyline(project, [page])
  noObjection(project, [page])
  return { what: 'with Skyline, by npm', project, installed: path.join(project, 'miniprogram_npm', packageName) }
}

/** The example, as one would see it with Skyline. Throws what WeChat's checks of JSON object to. */
export function checkExampleInSkyline(folder: string): void {
  const project = path.join(folder, 'example')
  cpSync(path.join(ROOT, 'example'), project, { recursive: true })
  const { pages } = JSON.parse(readFileSync(path.join(project, 'app.json'), 'utf8')) as { pages: string[] }
  makeSkyline(project, [])
  noObjection(project, pages)
}

function noObjection(project: string, pages: string[]): void {
  const objection = objectionToJSON(project, pages)
  if (objection !== '') throw new Error(`${path.basename(project)}, with Skyline: ${objection}`)
}

/** @param dist the package's dist/ */
export function copiedToNpm(folder: string, dist: string): Way {
  const project = stranger(folder, 'copied-npm')
  const installed = path.join(project, 'miniprogram_npm', packageName)
  cpSync(dist, installed, { recursive: true })
  return { what: 'copied into miniprogram_npm', project, installed }
}

export function copiedToComponents(folder: string, dist: string): Way {
  const project = stranger(folder, 'copied-component')
  const installed = path.join(project, 'components/TRTCCalling')
  cpSync(dist, installed, { recursive: true })
  const usingComponents = { TRTCCalling: '../../components/TRTCCalling/TRTCCalling' }
  writeFileSync(path.join(project, 'pages/index/index.json'), JSON.stringify({ usingComponents }))
  return { what: 'copied into components', project, installed }
}

function stranger(folder: string, way: string): string {
  const project = path.join(folder, way)
  mkdirSync(project)
  cpSync(STRANGER, project, { recursive: true })
  return project
}
