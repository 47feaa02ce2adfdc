/** Asks for what a call needs before anything is sent, so that nothing rings for a call that could not be held. */
import { MICROPHONE_DENIED } from '../foundation/failures'
import { CallingError } from '../foundation/errors'
import { CALL_TYPE } from '../foundation/types'
import type { CallType } from '../foundation/types'

type Scope = 'scope.record' | 'scope.camera'

/** `wx.requirePrivacyAuthorize`, base library 2.32.3. */
interface PrivacyApi {
  requirePrivacyAuthorize?: (options: { success: () => void; fail: () => void }) => void
}

/**
 * @returns whether the camera may be used (always false for a voice call)
 * @throws CallingError LIVE_UNSUPPORTED, PRIVACY_DENIED, MICROPHONE_DENIED
 */
export function askPermissions(wx: WechatMiniprogram.Wx, type: CallType): Promise<{ camera: boolean }> {
  if (typeof wx.createLivePusherContext !== 'function') {
    return Promise.reject(
      new CallingError(
        'LIVE_UNSUPPORTED',
        'This WeChat has no <live-pusher>. Calls need base library 2.10.0 and a mini program that was granted the live tags (mp.weixin.qq.com, Development > Interface settings).',
      ),
    )
  }
  return askPrivacy(wx)
    .then(() => askScope(wx, 'scope.record'))
    .then((microphone) => {
      if (!microphone) throw new CallingError('MICROPHONE_DENIED', MICROPHONE_DENIED.message)
      return type === CALL_TYPE.VIDEO && askScope(wx, 'scope.camera')
    })
    .then((camera) => ({ camera }))
}

/** Without asking anything: whether the user has allowed the camera before, and has agreed to WeChat's privacy terms. */
export function isCameraAllowed(wx: WechatMiniprogram.Wx): Promise<boolean> {
  return hasAgreed(wx).then((agreed) => {
    if (!agreed) return false
    return new Promise((resolve) => {
      wx.getSetting({
        success: ({ authSetting }) => resolve(authSetting['scope.camera'] === true),
        fail: () => resolve(false),
      })
    })
  })
}

function hasAgreed(wx: WechatMiniprogram.Wx & PrivacyApi): Promise<boolean> {
  if (typeof wx.requirePrivacyAuthorize !== 'function') return Promise.resolve(true)
  return new Promise((resolve) => {
    wx.getPrivacySetting({
      success: ({ needAuthorization }) => resolve(!needAuthorization),
      fail: () => resolve(false),
    })
  })
}

function askPrivacy(wx: WechatMiniprogram.Wx & PrivacyApi): Promise<void> {
  const ask = wx.requirePrivacyAuthorize
  if (typeof ask !== 'function') return Promise.resolve()
  return new Promise((resolve, reject) => {
    ask({
      success: () => resolve(),
      fail: () =>
        reject(
          new CallingError(
            'PRIVACY_DENIED',
            'The privacy agreement was not accepted, so camera and microphone are locked. Ask again and explain why the call needs them.',
          ),
        ),
    })
  })
}

/** What was refused once is not asked again by WeChat; `wx.authorize` then fails at once. */
function askScope(wx: WechatMiniprogram.Wx, scope: Scope): Promise<boolean> {
  return new Promise((resolve) => {
    const authorize = () => wx.authorize({ scope, success: () => resolve(true), fail: () => resolve(false) })
    wx.getSetting({
      success: ({ authSetting }) => {
        const answer = authSetting[scope]
        if (answer === true) resolve(true)
        else authorize()
      },
      fail: authorize,
    })
  })
}
