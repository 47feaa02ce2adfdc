/** What the build's translation would get wrong; see only-arrays.test.ts. */
export const list = [...new Set([1, 2])]
