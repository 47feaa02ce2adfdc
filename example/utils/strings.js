// every text of the example, one table per language
const TABLES = { en: require('../locales/en'), 'zh-CN': require('../locales/zh-CN') }

/** The phone's language, as far as there are texts in it. */
function systemLanguage() {
  // base library 2.20.1; before it there is nothing but the old name
  const { language } = wx.getAppBaseInfo ? wx.getAppBaseInfo() : wx.getSystemInfoSync()
  return /^zh/i.test(language) ? 'zh-CN' : 'en'
}

function getStrings(language) {
  return TABLES[language]
}

/**
 * What went wrong, in words: `error` is a CallingError, or what signIn() rejects with. '' if that is nothing to the
 * user: the call was over, say by a tap on Cancel, before it had begun.
 */
function describeError(strings, error) {
  if (error.reason === 'ABORTED') return ''
  return strings.errors[error.reason] || error.message
}

module.exports = { systemLanguage, getStrings, describeError }
