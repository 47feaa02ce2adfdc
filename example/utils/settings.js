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

/** What calls look and sound like, as `startCalling` takes it and as `calling.view.look` has it. */
function toLook({ language, ringtone, silent, keepInBackground }) {
  return { language, ringtone: RINGTONES[ringtone], mute: silent, backgroundMute: keepInBackground }
}

module.exports = { RINGTONES, loadSettings, saveSettings, toLook }
