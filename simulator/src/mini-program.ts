/**
 * A compiled mini program: what the compiler (Node) hands to the phones (browser), as JSON.
 * Paths are relative to the mini program's root, with `/`, without a leading one.
 */

export type Severity = 'error' | 'warning'

/** Something the developer should know about a source file. */
export interface Diagnostic {
  severity: Severity
  /** e.g. `pages/index/index.wxml` */
  file: string
  /** 1-based; absent when the whole file is meant */
  line?: number
  /** 1-based */
  column?: number
  message: string
}

/** The part of app.json's `window` and of a page's JSON that the phone's frame shows. */
export interface WindowConfig {
  navigationBarTitleText?: string
  /** `#rrggbb` */
  navigationBarBackgroundColor?: string
  navigationBarTextStyle?: 'white' | 'black'
  navigationStyle?: 'default' | 'custom'
  backgroundColor?: string
  disableScroll?: boolean
  renderer?: Renderer
  rendererOptions?: RendererOptions
  pageOrientation?: 'auto' | 'portrait' | 'landscape'
  enablePullDownRefresh?: boolean
}

export const RENDERERS = ['webview', 'skyline'] as const
export type Renderer = (typeof RENDERERS)[number]

/** What a mini program may have of the WebView's defaults in Skyline. */
export interface RendererOptions {
  skyline?: { defaultDisplayBlock?: boolean; defaultContentBox?: boolean; enableScrollViewAutoSize?: boolean }
}

export interface TabBarItem {
  pagePath: string
  text: string
  iconPath?: string
  selectedIconPath?: string
}

export interface TabBarConfig {
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: 'black' | 'white'
  /** the mini program draws it itself, by the component `custom-tab-bar/index` */
  custom?: boolean
  position?: 'bottom' | 'top'
  list: TabBarItem[]
}

export interface AppConfig {
  pages: string[]
  window?: WindowConfig
  tabBar?: TabBarConfig
  usingComponents?: Record<string, string>
  subPackages?: { root: string; pages: string[]; renderer?: Renderer }[]
  renderer?: Renderer
  /** Skyline needs 'glass-easel' */
  componentFramework?: string
  /** Skyline needs 'requiredComponents' */
  lazyCodeLoading?: string
  rendererOptions?: RendererOptions
  /** 'v2': the current look of the built-in elements */
  style?: string
}

/** A page's or component's JSON. */
export interface ComponentConfig extends WindowConfig {
  component?: boolean
  /** values are resolved: `/path/of/the/component` */
  usingComponents?: Record<string, string>
  componentGenerics?: Record<string, boolean | { default?: string }>
  componentPlaceholder?: Record<string, string>
  styleIsolation?: string
  pureDataPattern?: string
}

export interface CompiledComponent {
  isPage: boolean
  config: ComponentConfig
  /** its script in `modules`, null when the file is missing */
  entry: string | null
  /** class prefix inside the component when its style is isolated: `tile` turns `.name` into `.tile--name` */
  scope: string
}

export interface CompiledModule {
  /** CommonJS, ES2020 */
  code: string
  /** why there is no code: a mistake that is among the diagnostics */
  problem?: string
  /** what each `require('...')` of the file means; a path in `modules`, or `virtual:<name>` */
  dependencies: Record<string, string>
}

export interface CompiledMiniProgram {
  app: AppConfig
  /** every page, the first one is the entry */
  routes: string[]
  components: Record<string, CompiledComponent>
  /** by path without extension; `app` is app.wxss. Isolated class names carry `SCOPE_MARK` */
  styles: Record<string, string>
  /** the same for Skyline, and what it does not take, each with its place */
  skyline: { styles: Record<string, string>; dropped: Diagnostic[] }
  /** the same where some pages are drawn by the one, and some by the other; null: all by one */
  mixedStyles: Record<string, string> | null
  /** a JavaScript expression whose value is glass-easel's template groups by path */
  templates: string
  modules: Record<string, CompiledModule>
  /** app.js or app.ts, null when missing */
  appEntry: string | null
  diagnostics: Diagnostic[]
}

/**
 * Stands in front of every class name of a component's style sheet. The runtime replaces it by the component's
 * scope or by nothing, because `options.styleIsolation` is known only when the script has run.
 */
export const SCOPE_MARK = '__scope__'

/** The root of the subpackage that a file, page or component belongs to; '' for the main package. */
export function subpackageOf({ subPackages = [] }: AppConfig, file: string): string {
  const roots = subPackages.map(({ root }) => root.replace(/^\/|\/$/g, ''))
  return roots.find((root) => file.startsWith(`${root}/`)) ?? ''
}

/** Who draws a page: its own JSON, its subpackage in app.json, and app.json itself are asked. */
export function rendererOf(app: AppConfig, route: string, { renderer }: WindowConfig = {}): Renderer {
  const root = subpackageOf(app, route)
  const subpackage = app.subPackages?.find((one) => one.root.replace(/^\/|\/$/g, '') === root)
  return renderer ?? subpackage?.renderer ?? app.renderer ?? 'webview'
}

/** The component that draws the tab bar where `tabBar.custom` is true. */
export const CUSTOM_TAB_BAR = 'custom-tab-bar/index'

/** Modules whose name starts so come from the runtime, not from a file. */
export const VIRTUAL_PREFIX = 'virtual:'

/** The Chat SDKs, each of which is the relay's client here. */
export const CHAT_MODULES = ['tim-wx-sdk', '@tencentcloud/chat', '@tencentcloud/lite-chat']

/** Elements that WeChat brings along; everything else needs `usingComponents`. */
export const BUILT_IN_TAGS: ReadonlySet<string> = new Set(
  (
    'ad ad-custom audio block button camera canvas channel-live channel-video checkbox checkbox-group cover-image ' +
    'cover-view double-tap-gesture-handler draggable-sheet editor form functional-page-navigator grid-builder grid-view ' +
    'horizontal-drag-gesture-handler icon image input keyboard-accessory label list-builder list-view live-player ' +
    'live-pusher long-press-gesture-handler map match-media movable-area movable-view native-component navigation-bar ' +
    'navigator nested-scroll-body nested-scroll-header official-account open-container open-data page-container ' +
    'page-meta pan-gesture-handler picker picker-view picker-view-column progress radio radio-group rich-text ' +
    'root-portal scale-gesture-handler scroll-view selection share-element slider snapshot span sticky-header ' +
    'sticky-section store-coupon store-gift store-home store-product swiper swiper-item switch tap-gesture-handler ' +
    'text textarea vertical-drag-gesture-handler video view voip-room web-view xr-frame'
  ).split(' '),
)

/** Of those, the ones that the simulator leaves empty. */
export const MISSING_TAGS: ReadonlySet<string> = new Set(
  (
    'ad ad-custom audio camera canvas channel-live channel-video editor functional-page-navigator grid-builder ' +
    'list-builder map native-component official-account open-data picker-view picker-view-column store-coupon store-gift ' +
    'store-home store-product video voip-room web-view xr-frame'
  ).split(' '),
)
