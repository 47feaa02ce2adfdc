import { isLanguage, languageOf, stringsOf, withName } from '../../../component/locales/index'

const flatten = (table: object, prefix = ''): [string, string][] =>
  Object.entries(table).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flatten(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] as [string, string]],
  )

it('has a text for every key in both languages, and no Chinese in English', () => {
  const en = flatten(stringsOf('en'))
  const zh = flatten(stringsOf('zh-CN'))
  expect(zh.map(([key]) => key)).toEqual(en.map(([key]) => key))
  for (const [key, text] of [...en, ...zh]) expect(`${key}: ${text.trim()}`).not.toMatch(/: $/)
  for (const [key, text] of en) expect(`${key}: ${text}`).not.toMatch(/[\u3400-\u9fff]/)
  for (const [key, text] of zh) expect(`${key}: ${text}`).toMatch(/[\u3400-\u9fff]/)
})

it.each([
  ['zh_CN', 'zh-CN'],
  ['zh_TW', 'zh-CN'],
  ['zh-Hans', 'zh-CN'],
  ['en', 'en'],
  ['ja', 'en'],
  ['', 'en'],
])('speaks to a phone set to %j in %s', (system, language) => {
  expect(languageOf(system)).toBe(language)
})

it('knows its own languages from others', () => {
  expect(isLanguage('en')).toBe(true)
  expect(isLanguage('zh-CN')).toBe(true)
  expect(isLanguage('zh')).toBe(false)
  expect(isLanguage(undefined)).toBe(false)
})

it('puts a name into a text, of a very long one only the beginning', () => {
  expect(withName('%s asks for video', 'Bob $& Miller')).toBe('Bob $& Miller asks for video')
  expect(withName('%s asks', '家'.repeat(160))).toBe(`${'家'.repeat(31)}… asks`)
  expect(withName('%s asks', '👍'.repeat(125))).toBe(`${'👍'.repeat(31)}… asks`)
})
