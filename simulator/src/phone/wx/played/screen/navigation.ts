import { EventChannel } from '../../../runtime/event-channel'
import type { Navigation } from '../../../runtime/navigation'
import { respond, type Callbacks } from '../../respond'

type UrlOptions = Callbacks & { url: string }
type Listeners = Record<string, (...values: unknown[]) => void>

/** Moves between pages; the new page's code runs after the caller's. */
export function navigationApi(navigation: Navigation) {
  const go = (api: string, options: Callbacks | undefined, move: () => unknown) =>
    respond(api, options, async () => {
      await new Promise((resolve) => setTimeout(resolve))
      return move()
    })
  return {
    navigateTo: (options: UrlOptions & { events?: Listeners }) =>
      go('navigateTo', options, () => {
        const eventChannel = new EventChannel(options.events)
        navigation.navigateTo(options.url, ({ caller }) => {
          caller.getOpenerEventChannel = () => eventChannel
        })
        return { eventChannel }
      }),
    redirectTo: (options: UrlOptions) => go('redirectTo', options, () => navigation.redirectTo(options.url)),
    reLaunch: (options: UrlOptions) => go('reLaunch', options, () => navigation.reLaunch(options.url)),
    switchTab: (options: UrlOptions) => go('switchTab', options, () => navigation.switchTab(options.url)),
    navigateBack: (options?: Callbacks & { delta?: number }) =>
      go('navigateBack', options, () => navigation.navigateBack(options?.delta)),
  }
}
