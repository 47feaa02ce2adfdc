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

/** In onShow of a page, because the language may have changed: the texts as its data `t`, and `title`. Returns the texts. */
function localize(page, title) {
  const t = getStrings(getApp().globalData.settings.language)
  page.setData({ t, title: t[title] || title })
  return t
}

/** As `localize`, for a page of the tab bar; app.json has its texts in one language. */
function localizeTab(page, title) {
  const t = localize(page, title)
  ;['people', 'recents', 'me'].forEach((name, index) => wx.setTabBarItem({ index, text: t[name] }))
}

module.exports = { systemLanguage, getStrings, localize, localizeTab }
