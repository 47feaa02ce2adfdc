export { computed, watch, type Computed, type WatchOptions } from './computed'
export {
  defineComponent,
  definePage,
  type ComponentContext,
  type ComponentOptions,
  type PageContext,
  type PageOptions,
} from './define'
export { reactive, readonly, type DeepReadonly } from './reactive'
export { nextTick } from './scheduler'
export { batch, type Dispose } from './tracking'
export type { DataOf, ViewContext } from './view'
