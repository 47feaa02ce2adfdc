import { EventChannel } from '../../../runtime/events/event-channel'
import type { Navigation } from '../../../runtime/pages/navigation'
import type { Dialogs } from '../../../ui/dialogs'
import { respond, type Callbacks } from '../../respond'

type UrlOptions = Callbacks & { url: string }
type Listeners = Record<string, (...values: unknown[]) => void>

/** The user, or the mini program, goes back; not if the page asks first, and the user stays. */
export async function goBack(navigation: Navigation, dialogs: Dialogs, delta?: number): Promise<void> {
  const { current } = navigation
  if (current?.leaveWarning && !(await dialogs.asksToLeave(current.leaveWarning))) return
  navigation.navigateBack(delta)
}

/** Moves between pages; the new page's code runs after the caller's. */
export function navigationApi(navigation: Navigation, dialogs: Dialogs) {
  const warn = (api: string, options: Callbacks | undefined, message: string) =>
    respond(api, options, () => {
      if (navigation.current) navigation.current.leaveWarning = message
    })
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
      go('navigateBack', options, () => goBack(navigation, dialogs, options?.delta)),
    enableAlertBeforeUnload: (options: Callbacks & { message: string }) =>
      warn('enableAlertBeforeUnload', options, options.message),
    disableAlertBeforeUnload: (options?: Callbacks) => warn('disableAlertBeforeUnload', options, ''),
  }
}
