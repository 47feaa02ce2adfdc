const esbuild = requireOfTheWorker('esbuild')

/** What it has made for a worker, by what it was asked for: each file of tests starts simulators of its own. */
function remembering(make) {
  return (...args) => {
    const key = JSON.stringify(args)
    if (!madeForTheWorker.has(key)) madeForTheWorker.set(key, make(...args))
    return madeForTheWorker.get(key)
  }
}

const transform = remembering(esbuild.transform)
const build = remembering(esbuild.build)

module.exports = {
  ...esbuild,
  transform,
  // with a working directory: sources of the simulator, which stay as they are; anything else may be a test's
  build: (options) => (options.absWorkingDir ? build(options) : esbuild.build(options)),
}
