/**
 * lib/ and component/ become dist/, the folder that "build npm" copies into a mini program as it is:
 *
 *   index.js           the library
 *   TRTCCalling.*      the component; its sub-components, styles and assets beside it, as component/ holds them
 *   shared/            what several of these need
 *   vendor.js          westore, tsignaling, trtc-wx-sdk, alien-signals
 *   index.d.ts         the public types, self-contained
 *
 * All of it is CommonJS and ES5, because base library 2.10 runs on iOS 9 and not every host compiles its packages.
 */
const { cpSync, existsSync, readdirSync, readFileSync, rmdirSync, rmSync } = require('node:fs')
const path = require('node:path')
const commonjs = require('@rollup/plugin-commonjs')
const { nodeResolve } = require('@rollup/plugin-node-resolve')
const typescript = require('@rollup/plugin-typescript')
const { dts } = require('rollup-plugin-dts')
const { name: packageName } = require('./package.json')
const { thirdPartyNotices } = require('./scripts/build/third-party-notices')
const { toES5 } = require('./scripts/build/to-es5')

const root = __dirname
const dist = path.join(root, 'dist')
const componentRoot = path.join(root, 'component')
const exampleCopy = path.join(root, 'example', 'miniprogram_npm', packageName)

const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))

/** Deletes the files in `folder` that are not wanted, and then the folders that hold nothing. */
function prune(folder, isWanted) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).reverse()) {
    const place = path.join(entry.parentPath, entry.name)
    if (!entry.isDirectory()) {
      if (!isWanted(path.relative(folder, place))) rmSync(place)
    } else if (readdirSync(place).length === 0) rmdirSync(place)
  }
}

/** A script of component/ is an entry when it is a component (or page), which its .json tells. */
function componentEntries() {
  const scripts = files(componentRoot).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  const names = scripts.map((file) => file.replace(/\.ts$/, ''))
  return names.filter((name) => existsSync(path.join(componentRoot, `${name}.json`)))
}

const entryNames = componentEntries()

function input() {
  const entries = { index: path.join(root, 'lib/index.ts') }
  for (const name of entryNames) entries[name] = path.join(componentRoot, `${name}.ts`)
  return entries
}

/** What is shared stays in few files: each brings its own copy of the compiler's helpers. */
function manualChunks(id) {
  const file = id.replace(/\\/g, '/')
  if (/\/node_modules\/|\bcommonjs/.test(file)) return 'vendor'
  // vendor.js needs them (see resolveSdks), and lib.js needs vendor.js
  if (/\/lib\/(chat\/sdk\/constants|foundation\/(errors|types))\.ts$/.test(file)) return 'constants'
  if (file.includes('/lib/')) return 'lib'
  const script = path.relative(componentRoot, id).replace(/\.ts$/, '')
  return entryNames.includes(script.split(path.sep).join('/')) ? undefined : 'ui'
}

/** Sends three imports of our dependencies to the file that works in a mini program. */
function resolveSdks() {
  const chatConstants = path.join(root, 'lib/chat/sdk/constants.ts')
  return {
    name: 'resolve-sdks',
    resolveId(source, importer = '') {
      // `main` is the build for browsers
      if (source === 'tsignaling') return require.resolve('tsignaling/tsignaling-wx.js')
      // `main` is an ES module that calls require()
      if (source === 'westore') return require.resolve('westore/index.common.js')
      // tsignaling reads 14 constants of the Chat SDK; they are no reason to ship 606 KB
      if (source === 'tim-wx-sdk' && importer.includes('tsignaling')) return chatConstants
      return null
    },
  }
}

/** WXML, JSON and pictures go along unchanged, WXSS without its comments: none of it holds what looks like one. */
function copyStaticFiles() {
  return {
    name: 'copy-static-files',
    buildStart() {
      for (const file of files(componentRoot)) this.addWatchFile(path.join(componentRoot, file))
    },
    generateBundle() {
      for (const file of files(componentRoot)) {
        if (file.endsWith('.ts')) continue
        const source = readFileSync(path.join(componentRoot, file))
        const isStyle = file.endsWith('.wxss')
        this.emitFile({
          type: 'asset',
          fileName: file,
          source: isStyle ? String(source).replace(/\/\*[^]*?\*\/\s*/g, '') : source,
        })
      }
    },
  }
}

/** Last build's files that this one did not write. Deleting them afterwards keeps dist usable while it is built. */
function removeStaleFiles() {
  return {
    name: 'remove-stale-files',
    writeBundle(_options, bundle) {
      const written = new Set([...Object.keys(bundle).map((file) => path.normalize(file)), 'index.d.ts'])
      prune(dist, (file) => written.has(file))
    },
  }
}

/** The example finds the package where WeChat's "build npm" puts it. */
function installInExample() {
  return {
    name: 'install-in-example',
    writeBundle() {
      cpSync(dist, exampleCopy, { recursive: true })
      const shipped = new Set(files(dist))
      prune(exampleCopy, (file) => shipped.has(file))
    },
  }
}

module.exports = [
  {
    input: input(),
    output: {
      dir: dist,
      format: 'cjs',
      exports: 'named',
      entryFileNames: '[name].js',
      chunkFileNames: ({ name }) => (name === 'vendor' ? 'vendor.js' : 'shared/[name].js'),
      hoistTransitiveImports: false,
      onlyExplicitManualChunks: true,
      manualChunks,
      // tsignaling reads this identifier while it loads; outside of a mini program it may not exist, or be a browser's
      intro: ({ name }) => (name === 'vendor' ? 'var window;' : ''),
    },
    onwarn(warning, warn) {
      if (warning.code === 'CIRCULAR_CHUNK' || warning.code === 'CIRCULAR_DEPENDENCY') throw new Error(warning.message)
      warn(warning)
    },
    plugins: [
      resolveSdks(),
      nodeResolve(),
      commonjs({ include: /node_modules/ }),
      typescript({ tsconfig: './tsconfig.json', noEmitOnError: true, compilerOptions: { noEmit: false } }),
      toES5((name) => name !== 'vendor'),
      copyStaticFiles(),
      thirdPartyNotices(),
      removeStaleFiles(),
    ],
  },
  // the last one: dist is complete when it has written
  {
    input: path.join(root, 'lib/index.ts'),
    output: { file: path.join(dist, 'index.d.ts'), format: 'es' },
    plugins: [dts({ tsconfig: './tsconfig.json' }), installInExample()],
  },
]
