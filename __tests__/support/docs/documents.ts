/** The documents for developers: one README per language, and the pages that it leads to. */
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { readDocument, type Document, type Section } from './markdown'

const ROOT = path.resolve(__dirname, '../../..')

export interface Edition {
  language: 'en' | 'zh'
  readme: string
  /** in the order of their names, which both editions share */
  pages: string[]
}

const edition = (language: Edition['language'], readme: string): Edition => ({
  language,
  readme,
  pages: readdirSync(path.join(ROOT, 'docs', language)).map((name) => `docs/${language}/${name}`),
})

export const ENGLISH = edition('en', 'README.md')
export const CHINESE = edition('zh', 'README.zh-CN.md')
export const EDITIONS = [ENGLISH, CHINESE]

export const filesOf = ({ readme, pages }: Edition) => [readme, ...pages]

export const readEdition = (of: Edition): Document[] => filesOf(of).map(readDocument)

/** The sections of one page after the other; the README comes first. */
export const sectionsOf = (of: Edition): Section[] => readEdition(of).flatMap(({ sections }) => sections)

/** Documents beside the pages, in English and in Chinese. */
export const TRANSLATED: readonly (readonly [en: string, zh: string])[] = [
  ['server/README.md', 'server/README.zh-CN.md'],
  ['docs/threat-model.md', 'docs/threat-model.zh.md'],
]

/** What is written once, in English. */
export const REFERENCES = readdirSync(path.join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`)
  .filter((name) => !TRANSLATED.flat().includes(name))
