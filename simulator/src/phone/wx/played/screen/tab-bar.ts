import type { Navigation } from '../../../runtime/pages/navigation'
import { respond, type Callbacks } from '../../respond'

interface ItemOptions extends Callbacks {
  /** counts from 0 */
  index: number
}

interface ItemChange extends ItemOptions {
  text?: string
  iconPath?: string
  selectedIconPath?: string
}

interface BarStyle extends Callbacks {
  color?: string
  selectedColor?: string
  backgroundColor?: string
  borderStyle?: 'black' | 'white'
}

/** The tab bar, as long as a tab page is on top. */
export function tabBarApi(navigation: Navigation) {
  const mark = (api: string, options: ItemOptions, badge: string | null) =>
    respond(api, options, () => navigation.tabs.setBadge(options.index, badge))
  return {
    showTabBar: (options?: Callbacks) => respond('showTabBar', options, () => navigation.tabs.setHidden(false)),
    hideTabBar: (options?: Callbacks) => respond('hideTabBar', options, () => navigation.tabs.setHidden(true)),
    setTabBarBadge: (options: ItemOptions & { text: string }) => mark('setTabBarBadge', options, options.text),
    removeTabBarBadge: (options: ItemOptions) => mark('removeTabBarBadge', options, null),
    showTabBarRedDot: (options: ItemOptions) => mark('showTabBarRedDot', options, ''),
    hideTabBarRedDot: (options: ItemOptions) => mark('hideTabBarRedDot', options, null),
    setTabBarItem: ({ index, text, iconPath, selectedIconPath, ...callbacks }: ItemChange) =>
      respond('setTabBarItem', callbacks, () =>
        navigation.tabs.setItem(index, {
          ...(text !== undefined && { text }),
          ...(iconPath !== undefined && { iconPath }),
          ...(selectedIconPath !== undefined && { selectedIconPath }),
        }),
      ),
    setTabBarStyle: ({ success, fail, complete, ...style }: BarStyle) =>
      respond('setTabBarStyle', callbacksOf({ success, fail, complete }), () => navigation.tabs.setStyle(style)),
  }
}

/** Without those that are undefined, which `respond` would take for given. */
function callbacksOf(options: { [K in keyof Callbacks]: Callbacks[K] | undefined }): Callbacks {
  return Object.fromEntries(Object.entries(options).filter(([, callback]) => callback !== undefined))
}
