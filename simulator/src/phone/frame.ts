import type { TabBarItem, WindowConfig } from '../mini-program'

/** What the desk draws around the page: status bar, navigation bar, tab bar. */
export interface FrameState {
  route: string
  title: string
  /** colour of the navigation bar, `#rrggbb` */
  navigationBackground: string
  navigationText: 'white' | 'black'
  /** the page draws its own navigation bar: it gets the whole screen */
  customNavigation: boolean
  navigationLoading: boolean
  canGoBack: boolean
  /** null on pages that are no tabs */
  tabBar: FrameTabs | null
  /** a dialog is open: its shade covers the bars too */
  dimmed: boolean
}

/** The tab bar; `badge` is a text, '' for a red dot, null for none. */
export interface FrameTabs {
  color: string
  selectedColor: string
  backgroundColor: string
  list: (TabBarItem & { badge: string | null })[]
  selected: number
}

export const TABS_IN_FRAME = { color: '#999999', selectedColor: '#07c160', backgroundColor: '#ffffff' }

export const INITIAL_FRAME: FrameState = {
  route: '',
  title: '',
  navigationBackground: '#ffffff',
  navigationText: 'black',
  customNavigation: false,
  navigationLoading: false,
  canGoBack: false,
  tabBar: null,
  dimmed: false,
}

/** A page's own settings, which `wx.setNavigationBar*` may change while it is there. */
export interface PageWindow extends WindowConfig {
  loading?: boolean
}

export function frameOf(route: string, window: PageWindow): Omit<FrameState, 'canGoBack' | 'tabBar' | 'dimmed'> {
  return {
    route,
    title: window.navigationBarTitleText ?? '',
    navigationBackground: window.navigationBarBackgroundColor ?? INITIAL_FRAME.navigationBackground,
    navigationText: window.navigationBarTextStyle === 'white' ? 'white' : 'black',
    customNavigation: window.navigationStyle === 'custom',
    navigationLoading: window.loading ?? false,
  }
}
