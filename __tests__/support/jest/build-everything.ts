/**
 * Builds all there is to build into a folder: package, signing service, and what the simulator serves. A process of its
 * own (`node --import tsx build-everything.ts <folder>`), so that a test can choose the environment of the build.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rollup } from 'rollup'
import { loadConfigFile } from 'rollup/loadConfigFile'
import { bundleBrowserAssets } from '../../../simulator/src/serve/browser-assets'
import { MiniProgramSource } from '../../../simulator/src/serve/mini-program-source'

const ROOT = path.resolve(__dirname, '../../..')

/** What a rollup.config.js makes, without touching the folders that it names. */
async function bundle(folder: string): Promise<Map<string, string | Uint8Array>> {
  process.chdir(folder)
  const files = new Map<string, string | Uint8Array>()
  const { options } = await loadConfigFile(path.join(folder, 'rollup.config.js'), { silent: true })
  for (const input of options) {
    const build = await rollup(input)
    for (const { file, ...target } of input.output) {
      const { output } = await build.generate(file === undefined ? target : { ...target, file })
      for (const each of output) files.set(each.fileName, each.type === 'chunk' ? each.code : each.source)
    }
    await build.close()
  }
  return files
}

async function main(target: string): Promise<void> {
  const example = await MiniProgramSource.load(path.join(ROOT, 'example'))
  const parts = {
    simulator: new Map([
      ...(await bundleBrowserAssets()),
      ['mini-program.json', JSON.stringify(example.current.miniProgram)],
      ['source-maps.json', JSON.stringify(example.current.maps)],
    ]),
    server: await bundle(path.join(ROOT, 'server')),
    package: await bundle(ROOT),
  }
  for (const [part, files] of Object.entries(parts)) {
    for (const [name, content] of files) {
      const file = path.join(target, part, name)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, content)
    }
  }
}

void main(path.resolve(process.argv[2] ?? '.'))
