const { systemLanguage } = require('./strings')

// the package brings a standard ringtone, this one comes with the example
const RINGTONES = { standard: '', marimba: '/assets/marimba.wav' }

const DEFAULTS = { ringtone: 'standard', silent: false, keepInBackground: true, resolution: '360p' }

/** What the user has chosen on the settings page; it stays on the phone. */
function loadSettings() {
  return Object.assign({ language: systemLanguage() }, DEFAULTS, wx.getStorageSync('settings'))
}

function saveSettings(settings) {
  wx.setStorageSync('settings', settings)
}

/**
 * Tells a component what has been chosen. It keeps that as long as it lives, so each new one is told once, and the
 * present one after a change; a call that is going on changes as well.
 */
function applySettings(calling, settings) {
  calling.setLanguage(settings.language)
  calling.setCallingBell(RINGTONES[settings.ringtone])
  calling.enableMuteMode(settings.silent)
  calling.setVideoQuality({ resolution: settings.resolution })
}

module.exports = { RINGTONES, loadSettings, saveSettings, applySettings }
