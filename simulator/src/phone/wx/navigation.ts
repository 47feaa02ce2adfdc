import type { Navigation } from '../runtime/navigation'
import { respond, type Callbacks } from './respond'

type UrlOptions = Callbacks & { url: string }

/** Moves between pages; the new page's code runs after the caller's. */
export function navigationApi(navigation: Navigation) {
  const go = (api: string, options: Callbacks | undefined, move: () => void) =>
    respond(api, options, async () => {
      await new Promise((resolve) => setTimeout(resolve))
      move()
    })
  return {
    navigateTo: (options: UrlOptions) => go('navigateTo', options, () => navigation.navigateTo(options.url)),
    redirectTo: (options: UrlOptions) => go('redirectTo', options, () => navigation.redirectTo(options.url)),
    reLaunch: (options: UrlOptions) => go('reLaunch', options, () => navigation.reLaunch(options.url)),
    switchTab: (options: UrlOptions) => go('switchTab', options, () => navigation.switchTab(options.url)),
    navigateBack: (options?: Callbacks & { delta?: number }) =>
      go('navigateBack', options, () => navigation.navigateBack(options?.delta)),
  }
}
