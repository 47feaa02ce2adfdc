const { existsSync, readdirSync, readFileSync } = require('node:fs')
const path = require('node:path')

const INTRODUCTION =
  'This folder contains code of the following packages, minified and translated to ES5. ' +
  'The package itself is under the MIT licence, see LICENSE.txt.'

/** Rollup plugin: writes LICENSE-THIRD-PARTY.txt for the packages that ended up in the bundle, and our own LICENSE.txt. */
function thirdPartyNotices() {
  return {
    name: 'third-party-notices',
    generateBundle(_options, bundle) {
      const folders = new Set()
      for (const chunk of Object.values(bundle)) {
        for (const [id, module] of Object.entries(chunk.modules ?? {})) {
          if (module.renderedLength > 0 && isInPackage(id)) folders.add(packageFolder(cleanPath(id)))
        }
      }
      const notices = [...folders].sort().map(notice)
      this.emitFile({
        type: 'asset',
        fileName: 'LICENSE-THIRD-PARTY.txt',
        source: [INTRODUCTION, ...notices].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n',
      })
      this.emitFile({ type: 'asset', fileName: 'LICENSE.txt', source: readFileSync('LICENSE') })
    },
  }
}

const isInPackage = (id) => /[\\/]node_modules[\\/]/.test(id)

/** Rollup's plugins mark ids of their own with a leading zero byte and a query. */
const cleanPath = (id) => id.replace(/^\0/, '').replace(/\?.*$/, '')

function packageFolder(file) {
  let folder = path.dirname(file)
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return folder
}

function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const by = typeof author === 'string' ? author : author?.name
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  return [
    `${name} ${version}`,
    `Licence: ${license}${by ? `, by ${by}` : ''}`,
    ...(file ? ['', readFileSync(path.join(folder, file), 'utf8').trim()] : []),
  ].join('\n')
}

module.exports = { thirdPartyNotices }
