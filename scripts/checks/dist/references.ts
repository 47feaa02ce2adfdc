import path from 'node:path'
import { type Check, type ShippedFolder, texts } from './files'

/** Packages that the host may have; looked up at run time. */
const OPTIONAL_PEERS = ['tim-wx-sdk']
const ASSET = /\.(png|jpg|jpeg|gif|svg|mp3|aac|m4a|wav)$/

/** Where a reference in `file` leads, inside the folder. */
function target(file: string, reference: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), reference))
}

function dangling({ files }: ShippedFolder, file: string, reference: string, extensions: string[] = ['']): string[] {
  return extensions
    .map((extension) => target(file, reference) + extension)
    .filter((name) => !files.has(name))
    .map((name) => `${file}: "${reference}" leads to ${name}, which is not there`)
}

/** The first group that took part in each match. */
function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(
    ([, ...groups]) => (groups as (string | undefined)[]).find((group) => group !== undefined) ?? '',
  )
}

export const components: Check = {
  title: 'every component in usingComponents is there',
  run(folder) {
    return texts(folder, '.json').flatMap(([file, text]) => {
      const config = JSON.parse(text) as { component?: boolean; usingComponents?: Record<string, string> }
      const used = Object.values(config.usingComponents ?? {})
      const own = config.component ? dangling(folder, file, `./${path.basename(file, '.json')}`, ['.js', '.wxml']) : []
      return [...own, ...used.flatMap((reference) => dangling(folder, file, reference, ['.json', '.js', '.wxml']))]
    })
  },
}

export const scripts: Check = {
  title: 'every require leads to a script',
  run(folder) {
    return texts(folder, '.js').flatMap(([file, code]) =>
      matches(code, /\brequire\("([^"]*)"\)/g).flatMap((reference) => {
        if (reference.startsWith('.')) return dangling(folder, file, reference)
        return OPTIONAL_PEERS.includes(reference)
          ? []
          : [`${file} requires "${reference}", which is not in the package`]
      }),
    )
  },
}

export const styles: Check = {
  title: 'every @import in WXSS is there, and no style needs a local picture',
  run(folder) {
    return texts(folder, '.wxss').flatMap(([file, text]) => {
      const css = text.replace(/\/\*[\s\S]*?\*\//g, '')
      const imports = matches(css, /@import\s+(?:url\(\s*)?(?:"([^"]+)"|'([^']+)')/g)
      const pictures = matches(css, /url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)/g)
      const local = pictures.filter((url) => !/^(data:|https:)/.test(url) && !imports.includes(url))
      return [
        ...imports.flatMap((reference) => dangling(folder, file, reference)),
        // WXSS is served without the package's files
        ...local.map((url) => `${file}: url(${url}) must be data: or https:`),
      ]
    })
  },
}

export const templates: Check = {
  title: 'every file that WXML names is there',
  run(folder) {
    return texts(folder, '.wxml').flatMap(([file, text]) => {
      const wxml = text.replace(/<!--[\s\S]*?-->/g, '')
      const sources = matches(wxml, /<(?:import|include|wxs)\b[^>]*?\ssrc="([^"{]+)"/g)
      // an attribute that names a file, or an expression with such names in it: {{on ? './a.svg' : './b.svg'}}
      const assets = matches(wxml, /["']([^"'{}\s]+)["']/g).filter((name) => ASSET.test(name) && !/^https:/.test(name))
      return [...sources, ...assets].flatMap((reference) => dangling(folder, file, reference))
    })
  },
}
