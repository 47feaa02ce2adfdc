import { CallingError, reactive } from '../../lib/index'
import type { CallStrings, CallTexts } from '../../lib/index'
import { en } from './en'
import { ja } from './ja'
import { zhCN } from './zh-CN'
import { zhTW } from './zh-TW'

/** One of ours, or one that `setStrings` has added. */
export type Language = string

type Table = CallStrings & Pick<CallTexts, 'errors'>

/** The keys of plain texts. */
export type Text = { [K in keyof CallStrings]: CallStrings[K] extends string ? K : never }[keyof CallStrings]

const ours: { readonly [language: string]: Table } = { 'zh-CN': zhCN, 'zh-TW': zhTW, en, ja }

/** What `setStrings` has made of them, for all pages. Frozen, and so a value that is replaced as a whole. */
const changed = reactive<{ tables: { readonly [language: string]: Table } }>({ tables: Object.freeze({}) })

export function stringsOf(language: Language): Table {
  return own(changed.tables, language) || own(ours, language) || en
}

export function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && (own(changed.tables, value) || own(ours, value)) !== undefined
}

/** Other words, or another language. @throws CallingError INVALID_PARAMETER */
export function setStrings(language: Language, texts: CallTexts): void {
  if (typeof language !== 'string' || language === '') refuse('language', language, "a name like 'fr'")
  const before = stringsOf(language)
  const { ended, errors, ...rest } = Object(texts) as CallTexts
  check('', rest, before)
  check('ended.', ended, before.ended)
  check('errors.', errors, null)
  const table = {
    ...before,
    ...rest,
    ended: { ...before.ended, ...ended },
    errors: { ...before.errors, ...errors },
  }
  changed.tables = Object.freeze({ ...changed.tables, [language]: table })
}

/** WeChat reports `zh_CN`, `zh_HK`, `zh_TW`, `en`, `ja` ...: whatever is not ours gets English. */
export function languageOf(systemLanguage: string): Language {
  if (/^zh.(TW|HK|MO|Hant)/i.test(systemLanguage)) return 'zh-TW'
  if (/^zh/i.test(systemLanguage)) return 'zh-CN'
  return /^ja/i.test(systemLanguage) ? 'ja' : 'en'
}

/** Code points of a name inside of a text; Chat allows 500 bytes. */
const LONGEST_NAME = 32

/** Puts a name into a text. */
export function withName(text: string, name: string): string {
  const characters = Array.from(name)
  const short = characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : name
  return text.split('%s').join(short)
}

/** @param known whose keys there are; null: any */
function check(prefix: string, texts: object = {}, known: object | null): void {
  for (const key of Object.keys(texts)) {
    const text = (texts as { [key: string]: unknown })[key]
    if (known && typeof own(known as { [key: string]: unknown }, key) !== 'string') {
      throw new CallingError(
        'INVALID_PARAMETER',
        `setStrings() knows no text ${prefix}${key}; see CallStrings in the types.`,
      )
    }
    if (typeof text !== 'string') refuse(prefix + key, text, 'a string')
  }
}

function refuse(what: string, value: unknown, expected: string): never {
  throw new CallingError('INVALID_PARAMETER', `setStrings() got ${typeof value} for ${what}; expected ${expected}.`)
}

function own<T>(table: { readonly [key: string]: T }, key: string): T | undefined {
  return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined
}
