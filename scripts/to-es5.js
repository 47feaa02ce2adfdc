const swc = require('@swc/core')

/** @type {import('@swc/core').Options} */
const OPTIONS = {
  configFile: false,
  swcrc: false,
  isModule: false,
  minify: true,
  jsc: {
    target: 'es5',
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
 * Rollup plugin: translates to ES5 and minifies. It runs over the finished chunks, so that the dependencies are
 * translated as well.
 */
function toES5() {
  return {
    name: 'to-es5',
    /** @param {string} code */
    async renderChunk(code) {
      return { code: (await swc.transform(code, OPTIONS)).code, map: null }
    },
  }
}

module.exports = { toES5 }
