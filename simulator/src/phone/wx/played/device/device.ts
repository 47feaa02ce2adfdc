import type { NetworkType } from '../../../host'
import type { PhoneServices } from '../../../services'
import { respond, type Callbacks } from '../../respond'

type NetworkHandler = (status: { isConnected: boolean; networkType: NetworkType }) => void

/** What a phone has besides its screen. */
export function deviceApi({ host, signals, dialogs }: PhoneServices) {
  const networkHandlers = new Set<NetworkHandler>()
  host.network.onChange(({ online, type }) =>
    networkHandlers.forEach((handler) => handler({ isConnected: online, networkType: type })),
  )
  // the browser's own clipboard may be forbidden in a frame; the phone has one in any case
  let clipboard = ''

  return {
    getNetworkType: (options?: Callbacks<{ networkType: NetworkType }>) =>
      respond('getNetworkType', options, () => ({ networkType: host.network.type })),
    onNetworkStatusChange: (handler: NetworkHandler) => void networkHandlers.add(handler),
    offNetworkStatusChange: (handler?: NetworkHandler) => {
      if (handler) networkHandlers.delete(handler)
      else networkHandlers.clear()
    },
    vibrateShort: (options?: Callbacks) => respond('vibrateShort', options, () => signals.vibrate('short')),
    vibrateLong: (options?: Callbacks) => respond('vibrateLong', options, () => signals.vibrate('long')),
    setKeepScreenOn: (options: Callbacks & { keepScreenOn: boolean }) =>
      respond('setKeepScreenOn', options, () => signals.keepScreenOn(options.keepScreenOn)),
    setClipboardData: (options: Callbacks & { data: string }) =>
      respond('setClipboardData', options, async () => {
        clipboard = options.data
        const { clipboard: shared } = navigator as Partial<Navigator>
        await shared?.writeText(options.data).catch(() => {})
        dialogs.toast({ title: dialogs.text.copied, icon: 'none', duration: 1500, mask: false })
      }),
    getClipboardData: (options?: Callbacks<{ data: string }>) =>
      respond('getClipboardData', options, () => ({ data: clipboard })),
    setInnerAudioOption: (options?: Callbacks) => respond('setInnerAudioOption', options, () => {}),
  }
}
