/** westore 0.1.12. Its own declaration cannot be used: it knows no real object as data. */
declare module 'westore/index.common.js' {
  /**
   * The patch for `setData` that leads from `previous` to `current`: the changed leaves by their paths.
   * Keys of `previous` that `current` lacks are added to `current`, as null.
   */
  export function diffData(current: Record<string, unknown>, previous: Record<string, unknown>): Record<string, unknown>
}
