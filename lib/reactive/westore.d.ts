/** westore 0.1.12. Its own declaration cannot be used: it knows no real object as data. */
declare module 'westore/index.common.js' {
  export interface WestoreView {
    /** what the view shall show; the store compares it with `_westorePrevData` */
    data: Record<string, unknown>
    /** what the view shows */
    _westorePrevData?: Record<string, unknown>
    setData(patch: Record<string, unknown>, callback?: () => void): void
  }

  export class Store {
    bind(key: string, view: WestoreView): void
    unbind(view: WestoreView): void
    /** calls `setData` of the view bound as `key`, even with an empty patch */
    update(key: string): void
  }
}
