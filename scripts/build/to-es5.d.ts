/** Rollup plugin, see to-es5.js. */
export function toES5(isOurs?: (chunkName: string) => boolean): {
  name: string
  renderChunk(code: string, chunk?: { name: string }): Promise<{ code: string; map: null }>
}
