import type { Live } from '../live/index'
import type { PhoneHost } from './host'
import type { Navigation } from './runtime/pages/navigation'
import type { Dialogs } from './ui/dialogs'
import type { Signals } from './ui/signals'

/** What built-in elements and `wx.*` work with. */
export interface PhoneServices {
  host: PhoneHost
  live: Live
  dialogs: Dialogs
  signals: Signals
  navigation: Navigation
  /** an address for a file of the mini program; `owner` is the component that names it */
  assetURL(path: string, owner: string): string
}
