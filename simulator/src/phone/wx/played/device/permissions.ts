import type { DeviceScope } from '../../../host'
import type { PhoneServices } from '../../../services'
import { ApiFailure, respond, type Callbacks } from '../../respond'

const SCOPES: Readonly<Record<string, DeviceScope>> = { 'scope.camera': 'camera', 'scope.record': 'record' }

/** WeChat's error number for a privacy agreement that was declined. */
const PRIVACY_NOT_AUTHORIZED = 104

type AuthSetting = Record<string, boolean>

/** What the mini program may use, as the phone's user decided; the fault panel decides as well. */
export function permissionsApi({ host, dialogs }: PhoneServices) {
  /** the scopes that the simulator has no control for, by name */
  const others: AuthSetting = {}

  const authSetting = (): AuthSetting => {
    const setting: AuthSetting = { ...others }
    for (const [name, scope] of Object.entries(SCOPES)) {
      const permission = host.permissions.state(scope)
      if (permission !== 'unasked') setting[name] = permission === 'granted'
    }
    return setting
  }

  const ask = async (name: string): Promise<boolean> => {
    const scope = SCOPES[name]
    const known = authSetting()[name]
    if (known !== undefined) return known
    const granted = await dialogs.askPermission(scope ?? 'other')
    if (scope) host.permissions.set(scope, granted ? 'granted' : 'denied')
    else others[name] = granted
    return granted
  }

  return {
    getSetting: (options?: Callbacks<{ authSetting: AuthSetting }>) =>
      respond('getSetting', options, () => ({ authSetting: authSetting() })),
    authorize: (options: Callbacks & { scope: string }) =>
      respond('authorize', options, async () => {
        if (!(await ask(options.scope))) throw new ApiFailure('auth deny')
      }),
    openSetting: (options?: Callbacks<{ authSetting: AuthSetting }>) =>
      respond('openSetting', options, async () => {
        await dialogs.settings(host.permissions)
        return { authSetting: authSetting() }
      }),
    getPrivacySetting: (options?: Callbacks<{ needAuthorization: boolean; privacyContractName: string }>) =>
      respond('getPrivacySetting', options, () => ({
        needAuthorization: !host.privacyAccepted,
        privacyContractName: '《用户隐私保护指引》',
      })),
    requirePrivacyAuthorize: (options?: Callbacks) =>
      respond('requirePrivacyAuthorize', options, async () => {
        host.privacyAccepted ||= await dialogs.askPrivacy()
        if (!host.privacyAccepted) throw new ApiFailure('privacy permission is not authorized', PRIVACY_NOT_AUTHORIZED)
      }),
    openPrivacyContract: (options?: Callbacks) => respond('openPrivacyContract', options, () => {}),
    /** WeChat's own box asks; a mini program's box is not needed. */
    onNeedPrivacyAuthorization() {},
  }
}
