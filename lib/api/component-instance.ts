import type { TRTCCalling } from './calling'
import type { CallingConfig } from '../foundation/options'
import type { CallTexts } from './texts/strings'

/** What `this.selectComponent('#TRTCCalling-room')` returns: the methods of the class, and some of the component's own. */
export interface TRTCCallingComponent
  extends
    Omit<TRTCCalling, 'login' | 'leaveForBackground' | 'destroy'>,
    // what every component has: `selectComponent(...) as TRTCCallingComponent` compiles only with them
    WechatMiniprogram.Component.InstanceProperties,
    WechatMiniprogram.Component.InstanceMethods<Record<string, unknown>> {
  /** of the component; use `calling.state` and the events instead */
  readonly data: Record<string, unknown>
  /** of the component */
  readonly properties: Record<string, unknown>
  /** Signs in with the `config` as it is now. */
  login(): Promise<void>
  /** While signed out: where UserSigs and the keys of rooms come from, and the Chat instance of the app. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  setCredentials(credentials: Pick<CallingConfig, 'renewUserSig' | 'getPrivateMapKey' | 'tim'>): void
  /** The call becomes a tile, or fills the screen. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
  setMinimized(on: boolean): void
  /** @param language `'zh-CN'`, `'zh-TW'`, `'en'`, `'ja'`, or one that `setStrings` has added. @throws CallingError INVALID_PARAMETER */
  setLanguage(language: string): void
  /**
   * Changes texts of the component, in all pages, or adds a language: then `setLanguage` takes it, and what is left out is English.
   * @throws CallingError INVALID_PARAMETER
   */
  setStrings(language: string, texts: CallTexts): void
  /** @param src a path inside the mini program or an https url; '': the component's own. @throws CallingError INVALID_PARAMETER */
  setCallingBell(src: string): void
  /** No ringtone and no call tone; vibration stays. @throws CallingError INVALID_PARAMETER */
  enableMuteMode(on: boolean): void
}
