/** What one hears before a call connects: the ringtone of who is called, the call tone of who calls. */
import type { Timers } from './timers'

/** File names in `assets/`. */
export type Sound = '' | 'ringtone' | 'calltone'

const VIBRATION_MS = 2000

export interface Bell {
  /** Plays it over and over, and vibrates to a ringtone; '' ends that at once. */
  play(sound: Sound): void
  /** A path inside the mini program or an https url instead of the ringtone; '' brings ours back. */
  setRingtone(path: string): void
  /** Vibration stays. */
  setMute(on: boolean): void
  /** Whether it rings although the phone is set to silent (iPhone's mute switch). */
  setInSilentMode(on: boolean): void
  /** Sounds again what WeChat has silenced in the background. */
  resume(): void
}

/**
 * Where sound is missing or refused, the phone stays silent and says so once in the console.
 * @param folder where the tones are, as an absolute path that ends with `/`
 */
export function createBell(folder: string, timers: Timers): Bell {
  let sounding: WechatMiniprogram.InnerAudioContext | null = null
  let tone: Sound = ''
  let ringtone = ''
  let mute = false
  let inSilentMode = false
  let obeys = true
  let hasComplained = false

  function complain(error: unknown): void {
    // eslint-disable-next-line no-console -- for the developer, who hears nothing and wonders why
    if (!hasComplained) console.warn('[TRTCCalling] no ringtone and no call tone:', error)
    hasComplained = true
  }

  function silence(): void {
    const context = sounding
    sounding = null
    if (!context) return
    context.stop()
    context.destroy()
  }

  /** It counts for all sounds of the mini program, so only as long as it rings. */
  function obeySwitch(on: boolean): void {
    if (on === obeys || typeof wx.setInnerAudioOption !== 'function') return
    obeys = on
    wx.setInnerAudioOption({ obeyMuteSwitch: on, fail: () => undefined })
  }

  /** From the beginning, whatever has changed. */
  function sound(): void {
    silence()
    obeySwitch(!inSilentMode || tone !== 'ringtone' || mute)
    if (tone === '' || mute) return
    const src = tone === 'ringtone' && ringtone !== '' ? ringtone : `${folder}${tone}.wav`
    try {
      const context = wx.createInnerAudioContext()
      sounding = context
      context.onError((error) => {
        if (sounding === context) complain(error)
      })
      context.loop = true
      context.src = src
      context.play()
    } catch (error) {
      complain(error)
    }
  }

  function vibrate(): void {
    if (tone !== 'ringtone') return
    // a convenience: a phone that cannot, does not
    if (wx.canIUse('vibrateLong')) wx.vibrateLong({ fail: () => undefined })
    timers.start('vibration', VIBRATION_MS, vibrate)
  }

  return {
    play(next) {
      if (next === tone) return
      tone = next
      timers.stop('vibration')
      sound()
      vibrate()
    },
    setRingtone(path) {
      ringtone = path
      if (tone === 'ringtone') sound()
    },
    setMute(on) {
      mute = on
      sound()
    },
    setInSilentMode(on) {
      inSilentMode = on
      if (tone === 'ringtone') sound()
    },
    resume: sound,
  }
}
