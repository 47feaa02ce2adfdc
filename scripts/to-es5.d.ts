/** Rollup plugin, see to-es5.js. */
export function toES5(): { name: string; renderChunk(code: string): Promise<{ code: string; map: null }> }
