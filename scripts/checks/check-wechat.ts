/**
 * `npm run check:wechat`: the package as a stranger gets it. Packs dist/ (`npm run build` first), puts the tarball into
 * fresh mini programs in the three ways of the README, "build npm" by WeChat's own miniprogram-ci among them, the first
 * also with Skyline, and makes a call in each. WeChat's own checks of JSON see the call page in each place that app.json
 * may name it in, app.json for Skyline, and the example with it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { findOrInstallChromium, launchOptions } from '../runs/chromium'
import { differences, readFolder } from './dist/files'
import { loads } from './dist/library'
import { components, scripts, styles, templates } from './dist/references'
import { typeProblems } from './dist/types'
import { callEachOther } from './wechat/call'
import { checkCallPage } from './wechat/call-page'
import { oldTypeScripts } from './wechat/old-typescripts'
import {
  checkExampleInSkyline,
  copiedToComponents,
  copiedToNpm,
  fromNpm,
  inSkyline,
  pack,
  packageName,
  type Way,
} from './wechat/ways'

async function main(folder: string): Promise<void> {
  const dist = readFolder(path.resolve('dist'))
  for (const typescript of oldTypeScripts()) {
    const problems = typeProblems(dist, typescript)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    console.log(`ok     the types compile in strict projects with TypeScript ${typescript.version}`)
  }
  const npm = fromNpm(folder, pack(folder))
  for (const place of checkCallPage(folder, packageName, npm.installed)) {
    console.log(`ok     the call page in ${place}: WeChat's checks of JSON have nothing against it`)
  }
  checkExampleInSkyline(folder)
  console.log("ok     the example with Skyline: WeChat's checks of JSON have nothing against it")
  const ways = [
    npm,
    inSkyline(folder, npm),
    copiedToNpm(folder, npm.installed),
    copiedToComponents(folder, npm.installed),
  ]
  const browser = await chromium.launch(launchOptions(await findOrInstallChromium()))
  try {
    for (const way of ways) {
      const problems = [...differences(dist, readFolder(way.installed)), ...incomplete(way)]
      if (problems.length > 0) throw new Error(`${way.what}:\n${problems.join('\n')}`)
      await callEachOther(browser, way.project).catch((cause: unknown) => {
        throw new Error(`${way.what}: the call failed`, { cause })
      })
      console.log(`ok     ${way.what}: all files are there, the library loads, two phones call each other`)
    }
  } finally {
    await browser.close()
  }
}

function incomplete({ installed }: Way): string[] {
  const folder = readFolder(installed)
  return [components, scripts, styles, templates, loads].flatMap((check) => check.run(folder))
}

const folder = mkdtempSync(path.join(tmpdir(), 'trtc-calling-wechat-'))
main(folder)
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }))
