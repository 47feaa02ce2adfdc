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

/** For code that takes nothing but arrays apart, spreads nothing else, and goes through nothing else with for-of. */
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
      const options = chunk && isOurs(chunk.name) ? ARRAYS_ONLY : OPTIONS
      return { code: (await swc.transform(code, options)).code, map: null }
    },
  }
}

module.exports = { toES5 }
