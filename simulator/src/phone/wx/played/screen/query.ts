import type { Navigation } from '../../../runtime/pages/navigation'

/** `this.createSelectorQuery()` of a page or component, and what it returns. */
interface Queryable {
  createSelectorQuery(): Query
  createIntersectionObserver(options?: object): object
}

interface Query {
  select(selector: string): object
  selectAll(selector: string): object
  selectViewport(): object
  exec(callback?: (results: unknown[]) => void): void
}

/** Queries without `in(component)` look at the page on top. */
export function queryApi(navigation: Navigation) {
  const currentPage = (): Queryable => {
    const page = navigation.current
    if (!page) throw new Error('no page is open')
    // every page has these methods from glass-easel
    return page.caller as unknown as Queryable
  }
  return {
    createSelectorQuery() {
      let query: Query | undefined
      const inPage = () => (query ??= currentPage().createSelectorQuery())
      const self = {
        in(component: Queryable) {
          query = component.createSelectorQuery()
          return self
        },
        select: (selector: string) => inPage().select(selector),
        selectAll: (selector: string) => inPage().selectAll(selector),
        selectViewport: () => inPage().selectViewport(),
        exec: (callback?: (results: unknown[]) => void) => inPage().exec(callback),
      }
      return self
    },
    createIntersectionObserver: (component?: Queryable, options?: object) =>
      (component ?? currentPage()).createIntersectionObserver(options),
  }
}
