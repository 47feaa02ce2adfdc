const swc = require('@swc/core')

/** @type {import('@swc/core').Options} */
const OPTIONS = {
  configFile: false,
  swcrc: false,
  isModule: false,
  minify: true,
  // the oldest target there is: ES5. `typeof` of a symbol is right wherever there are symbols
  env: { targets: { ie: '9' }, exclude: ['transform-typeof-symbol'] },
  jsc: {
    // Fewer bytes for what nobody can tell apart. Not `loose`: that takes a Set for an array where it is spread.
    assumptions: {
      constantSuper: true,
      ignoreToPrimitiveHint: true,
      noClassCalls: true,
      setClassMethods: true,
      superIsCallableConstructor: true,
    },
    minify: {
      compress: { toplevel: true, passes: 3 },
      mangle: { toplevel: true },
      format: { comments: false },
    },
  },
}

/**
 * First pass for code that destructures, spreads and goes through nothing but arrays: by index and `concat`. Of its own
 * accord swc brings 2 KB of helpers per file for whatever else might have an iterator.
 * @type {import('@swc/core').Options}
 */
const BY_INDEX = {
  configFile: false,
  swcrc: false,
  isModule: false,
  // everything but these two stays as it is, for the second pass
  env: { targets: { chrome: '60' }, include: ['transform-destructuring', 'transform-spread'], loose: true },
}

/**
 * swc wraps a built-in that a class extends by name, 1 KB of helpers. CallingError needs none of it: it sets its
 * prototype itself.
 * @param {string} code
 */
const withoutWrapper = (code) =>
  code.replace('class CallingError extends Error ', 'class CallingError extends (0, Error) ')

/** Second pass for the same code: its for-of. */
const ARRAYS_ONLY = {
  ...OPTIONS,
  jsc: { ...OPTIONS.jsc, assumptions: { ...OPTIONS.jsc?.assumptions, iterableIsArray: true } },
}

/**
 * Rollup plugin: translates to ES5 and minifies. It runs over the finished chunks, so that the dependencies are
 * translated as well.
 * @param {(chunkName: string) => boolean} [isOurs] chunks of which a test proves that they iterate over arrays only
 */
function toES5(isOurs = () => false) {
  return {
    name: 'to-es5',
    /**
     * @param {string} code
     * @param {{ name: string }} [chunk]
     */
    async renderChunk(code, chunk) {
      if (!chunk || !isOurs(chunk.name)) return { code: (await swc.transform(code, OPTIONS)).code, map: null }
      const byIndex = await swc.transform(withoutWrapper(code), BY_INDEX)
      return { code: (await swc.transform(byIndex.code, ARRAYS_ONLY)).code, map: null }
    },
  }
}

module.exports = { toES5 }
