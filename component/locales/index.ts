import { en } from './en'
import type { Strings } from './strings'
import { zhCN } from './zh-CN'

export type Language = 'zh-CN' | 'en'

export type { Strings }

/** The keys of plain texts. */
export type Text = { [K in keyof Strings]: Strings[K] extends string ? K : never }[keyof Strings]

const tables: Record<Language, Strings> = { 'zh-CN': zhCN, en }

export function stringsOf(language: Language): Strings {
  return tables[language]
}

export function isLanguage(value: unknown): value is Language {
  return value === 'zh-CN' || value === 'en'
}

/** WeChat reports `zh_CN`, `zh_HK`, `zh_TW`, `en` ...: any Chinese gets Chinese, every other language English. */
export function languageOf(systemLanguage: string): Language {
  return /^zh/i.test(systemLanguage) ? 'zh-CN' : 'en'
}

/** Code points of a name inside of a text; Chat allows 500 bytes. */
const LONGEST_NAME = 32

/** Puts a name into a text. */
export function withName(text: string, name: string): string {
  const characters = Array.from(name)
  const short = characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : name
  return text.split('%s').join(short)
}
