import vm from 'node:vm'
import { parse } from 'acorn'
import { toES5 } from '../../../scripts/build/to-es5'

/** What the translated script leaves in `exports.it`. */
async function run(code: string): Promise<unknown> {
  const translated = (await toES5().renderChunk(code)).code
  parse(translated, { ecmaVersion: 5, sourceType: 'script' })
  const world = { exports: {} as { it?: unknown }, Promise, Map, Set, Error }
  vm.runInNewContext(translated, world)
  return JSON.parse(JSON.stringify(await world.exports.it)) as unknown
}

describe('the translation to ES5 keeps the meaning of', () => {
  it.each([
    ['for-of over a Set', 'exports.it = []; for (const x of new Set([1, 2])) exports.it.push(x)', [1, 2]],
    ['for-of over a Map', "exports.it = []; for (const [k, v] of new Map([['a', 1]])) exports.it.push(k, v)", ['a', 1]],
    ['for-of over a string', "exports.it = []; for (const c of 'ab😀') exports.it.push(c)", ['a', 'b', '😀']],
    [
      'for-of that is left early',
      'const f = () => { for (const x of new Set([1, 2])) if (x > 1) return x }; exports.it = f()',
      2,
    ],
    ['spreading a Set', 'exports.it = [0, ...new Set([1, 2])]', [0, 1, 2]],
    ['spreading the keys of a Map', 'exports.it = [...new Map([[1, 2]]).keys()]', [1]],
    ['spreading a string', "exports.it = [...'ab']", ['a', 'b']],
    ['spreading into arguments', 'exports.it = Math.max(0, ...new Set([1, 2]))', 2],
    [
      'destructuring what is no array',
      'const [a, ...b] = new Set([1, 2, 3]); exports.it = { a, b }',
      { a: 1, b: [2, 3] },
    ],
    ['spreading objects, null among them', 'exports.it = { a: 1, ...null, ...{ a: 2, b: 3 } }', { a: 2, b: 3 }],
    ['the rest of an object', 'const { a, ...b } = { a: 1, b: 2, c: 3 }; exports.it = [a, b]', [1, { b: 2, c: 3 }]],
    ['template literals', 'const n = [1, 2]; exports.it = `a${n}b${null}`', 'a1,2bnull'],
    [
      'errors with a class of their own',
      `class E extends Error { constructor(m) { super(m); this.code = 7 } get twice() { return 14 } }
       const e = new E('m'); exports.it = [e instanceof E, e instanceof Error, e.message, e.code, e.twice]`,
      [true, true, 'm', 7, 14],
    ],
    [
      'async functions',
      'const f = async (x) => { try { await Promise.reject(x) } catch (y) { return y } finally { x = 0 } }; exports.it = f(3)',
      3,
    ],
  ])('%s', async (_what, code, expected) => {
    expect(await run(code)).toEqual(expected)
  })
})
