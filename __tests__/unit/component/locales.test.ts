import { isLanguage, languageOf, setStrings, stringsOf, withName } from '../../../component/locales/index'

const flatten = (table: object, prefix = ''): [string, string][] =>
  Object.entries(table).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? flatten(value, `${prefix}${key}.`)
      : [[`${prefix}${key}`, String(value)] as [string, string]],
  )

const placeholders = (text: string): number => text.split('%s').length

it.each([
  ['zh-CN', /[\u3400-\u9fff、]/],
  ['zh-TW', /[\u3400-\u9fff、]/],
  ['ja', /[\u3040-\u30ff\u3400-\u9fff、]/],
])('has every text in %s, with the places for names that the English one has', (language, script) => {
  const en = flatten(stringsOf('en'))
  const texts = flatten(stringsOf(language))
  expect(texts.map(([key]) => key).sort()).toEqual(en.map(([key]) => key).sort())
  const english = new Map(en)
  for (const [key, text] of texts) {
    expect(`${key}: ${text}`).toMatch(script)
    expect([key, placeholders(text)]).toEqual([key, placeholders(english.get(key) ?? '')])
  }
})

it('has no Chinese in English, no simplified characters in Taiwan, and no empty text', () => {
  for (const [key, text] of flatten(stringsOf('en'))) {
    expect(`${key}: ${text}`).not.toMatch(/[\u3400-\u9fff]/)
    expect(`${key}: ${text.trim()}`).not.toMatch(/: $/)
  }
  for (const [key, text] of flatten(stringsOf('zh-TW'))) {
    expect(`${key}: ${text}`).not.toMatch(/[语视频网络连对说请开关设备时间录经过麦风权头听扬挂换为]/)
  }
})

describe('setStrings', () => {
  it('changes a text, and leaves the others', () => {
    setStrings('en', { accept: 'Take it', ended: { missed: 'You missed it' } })
    expect(stringsOf('en')).toMatchObject({ accept: 'Take it', reject: 'Decline' })
    expect(stringsOf('en').ended).toMatchObject({ missed: 'You missed it', completed: 'Call ended' })
    setStrings('en', { accept: 'Accept', ended: { missed: 'Missed call' } })
  })

  it('adds a language, in which everything else is English', () => {
    expect(isLanguage('fr')).toBe(false)
    setStrings('fr', { accept: 'Répondre', errors: { SEND_FAILED: 'Échec de l’envoi.' } })
    expect(isLanguage('fr')).toBe(true)
    expect(stringsOf('fr')).toMatchObject({
      accept: 'Répondre',
      reject: 'Decline',
      errors: { SEND_FAILED: 'Échec de l’envoi.' },
    })
    expect(stringsOf('en').accept).toBe('Accept')
  })

  it.each<[string, string, object, RegExp]>([
    ['an unknown text', 'en', { acept: 'x' }, /knows no text acept/],
    ['an unknown end', 'en', { ended: { over: 'x' } }, /knows no text ended.over/],
    ['what is no text', 'en', { accept: 7 }, /got number for accept/],
    ['what an object inherits', 'en', { constructor: 'x' }, /knows no text constructor/],
    ['no language', '', {}, /for language/],
  ])('refuses %s', (_, language, texts, message) => {
    expect(() => setStrings(language, texts)).toThrow(message)
  })
})

it.each([
  ['zh_CN', 'zh-CN'],
  ['zh_TW', 'zh-TW'],
  ['zh_HK', 'zh-TW'],
  ['zh-Hant', 'zh-TW'],
  ['zh-Hans', 'zh-CN'],
  ['en', 'en'],
  ['ja', 'ja'],
  ['fr', 'en'],
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
