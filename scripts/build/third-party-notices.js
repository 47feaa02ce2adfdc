const { existsSync, readdirSync, readFileSync } = require('node:fs')
const path = require('node:path')

const LICENSE = readFileSync(path.join(__dirname, '../../LICENSE'), 'utf8')

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
      this.emitFile({ type: 'asset', fileName: 'LICENSE.txt', source: LICENSE })
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

/** For packages that name their licence and ship no file with its terms. */
const TERMS = {
  MIT: LICENSE.replace(/^[^]*?(?=Permission is hereby granted)/, ''),
  ISC:
    'Permission to use, copy, modify, and/or distribute this software for any\n' +
    'purpose with or without fee is hereby granted, provided that the above\n' +
    'copyright notice and this permission notice appear in all copies.\n\n' +
    'THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH\n' +
    'REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY\n' +
    'AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,\n' +
    'INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM\n' +
    'LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR\n' +
    'OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR\n' +
    'PERFORMANCE OF THIS SOFTWARE.',
}

function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const by = typeof author === 'string' ? author : author?.name
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  const terms = file ? readFileSync(path.join(folder, file), 'utf8') : TERMS[license]
  if (!terms) throw new Error(`${name} ships no licence file, and the terms of ${license} are not known here`)
  return [`${name} ${version}`, `Licence: ${license}${by ? `, by ${by}` : ''}`, '', terms.trim()].join('\n')
}

module.exports = { thirdPartyNotices }
