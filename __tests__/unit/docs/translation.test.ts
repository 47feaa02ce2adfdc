/** Both editions say the same, page by page, and so do the documents beside them. Words are for a reader to compare; everything else is compared here. */
import path from 'node:path'
import { CHINESE, ENGLISH, filesOf as pagesOf, TRANSLATED, type Edition } from '../../support/docs/documents'
import {
  anchorOf,
  codeSpans,
  linkTargets,
  readDocument,
  type CodeBlock,
  type Section,
} from '../../support/docs/markdown'

const filesOf = (of: Edition) => [...pagesOf(of), ...TRANSLATED.map(([en, zh]) => (of === ENGLISH ? en : zh))]

const english = filesOf(ENGLISH).map(readDocument)
const chinese = filesOf(CHINESE).map(readDocument)

const pages = english.map(({ file, sections }, index) => ({
  file,
  sections,
  zhFile: chinese[index]?.file ?? missing(),
  translation: chinese[index]?.sections ?? missing(),
}))

/** Sample texts are translated, and so is the language that a sample asks for. */
function skeleton({ language, code }: CodeBlock): string {
  if (language === 'html') return withoutTexts(code.replace(/>[^<>{}\n]+</g, '>text<'))
  if (language === 'css') return code.replace(/\/\*.*?\*\//gs, '')
  if (language !== 'js') return code
  return withoutTexts(code.replace(/(^|\s+)\/\/ .*$|\/\*\*.*?\*\//gm, ''))
    .replace(/'(?:en|zh-CN)'/g, "'language'")
    .replace(/`[^`]*`/g, (template) => (template.match(/\$\{[^}]*\}/g) ?? []).join())
}

/** A string is a text if it is Chinese, has spaces, or is a word that begins with a capital. */
function withoutTexts(code: string): string {
  return code.replace(/'[^'\n]*'/g, (literal) =>
    /[ \p{Script=Han}]/u.test(literal) || /^'[A-Z][a-z]/.test(literal) ? "'text'" : literal,
  )
}

const sorted = (items: string[]) => [...items].sort()
const spans = (text: string) => sorted(codeSpans(text).map((code) => code.replace(/'(?:en|zh-CN)'/g, "'language'")))
const numbers = (text: string) => sorted(text.replace(/`[^`]*`/g, '').match(/\d+(?:[.,:]\d+)*/g) ?? [])
const items = ({ prose }: Section) => (prose.match(/^ *(?:\d+\.|-) /gm) ?? []).map((bullet) => bullet.trimEnd())

/** An anchor counts as the place of its title, and a page of the own edition as its place there. */
function targets({ prose }: Section, file: string, own: Edition): string[] {
  const other = own === ENGLISH ? CHINESE : ENGLISH
  return linkTargets(prose).map((target) => {
    if (/^https?:/.test(target)) return target
    const [name = '', anchor] = target.split('#')
    const linked = name === '' ? file : path.posix.normalize(path.posix.join(path.posix.dirname(file), name))
    const place = filesOf(own).indexOf(linked)
    if (place < 0) return filesOf(other).includes(linked) ? 'the other edition' : linked
    const titles = readDocument(linked).sections.map(({ title }) => anchorOf(title))
    return anchor === undefined ? `page ${place}` : `page ${place}, title ${titles.indexOf(anchor)}`
  })
}

it('both editions have the same pages', () => {
  const names = (of: Edition) => of.pages.map((file) => path.basename(file))
  expect(names(CHINESE)).toEqual(names(ENGLISH))
})

describe.each(pages)('$file', ({ file, sections, zhFile, translation }) => {
  const pairs = sections.map((en, index) => ({ title: en.title, en, zh: translation[index] ?? missing() }))

  it('has the same titles in both, level by level', () => {
    const levels = (of: Section[]) => of.map(({ level }) => level)
    expect(levels(translation)).toEqual(levels(sections))
  })

  it('links to its translation at the top, and back', () => {
    const tops = [file, zhFile].map((one, index) => ({ one, prose: [sections, translation][index]?.[0]?.prose ?? '' }))
    const [down = [], back = []] = tops.map(({ one, prose }) =>
      linkTargets(prose).map((target) => path.posix.join(path.posix.dirname(one), target)),
    )
    expect(down.slice(0, 2)).toContain(zhFile)
    expect(back.slice(0, 2)).toContain(file)
  })

  describe.each(pairs)('"$title"', ({ en, zh }) => {
    it('has the same code', () => {
      expect(zh.blocks.map(({ language }) => language)).toEqual(en.blocks.map(({ language }) => language))
      expect(zh.blocks.map(skeleton)).toEqual(en.blocks.map(skeleton))
    })

    it('has the same tables, with the same names and numbers in each cell', () => {
      const cells = ({ tables }: Section) =>
        tables.map(({ rows }) => rows.map((row) => row.map((cell) => [spans(cell), numbers(cell.replace(/1v1/g, ''))])))
      expect(zh.tables.map(({ head }) => head.length)).toEqual(en.tables.map(({ head }) => head.length))
      expect(cells(zh)).toEqual(cells(en))
    })

    it('has the same lists, names in code, and links', () => {
      expect(items(zh)).toEqual(items(en))
      expect(spans(zh.prose)).toEqual(spans(en.prose))
      expect(sorted(targets(zh, zhFile, CHINESE))).toEqual(sorted(targets(en, file, ENGLISH)))
    })
  })
})

it.each(['Reliability', 'Traffic and size'])('%s has the same figures in its text', (wanted) => {
  const [pair] = pages
    .flatMap(({ sections, translation }) => sections.map((en, index) => ({ en, zh: translation[index] })))
    .filter(({ en }) => en.title === wanted)
  expect(numbers(pair?.en.prose ?? '').length).toBeGreaterThan(0)
  expect(numbers(pair?.zh?.prose ?? '')).toEqual(numbers(pair?.en.prose ?? ''))
})

describe('the Chinese one', () => {
  const text = chinese
    .flatMap(({ sections }) => sections)
    .map(({ title, prose }) => `${title}\n${prose}`.replace(/`[^`]*`/g, 'code').replace(/\]\([^)]*\)/g, '](link)'))
    .join('\n')

  it('has full-width punctuation between Chinese characters', () => {
    expect(text.match(/.{0,8}[\p{Script=Han}][,:;!?].{0,8}/gu) ?? []).toEqual([])
    expect(text.match(/.{0,8}[\p{Script=Han}]\([^)]*[\p{Script=Han}].{0,8}/gu) ?? []).toEqual([])
  })

  it('has a space between Chinese and Latin characters', () => {
    const touching = /.{0,8}(?:[\p{Script=Han}][A-Za-z0-9]|[A-Za-z0-9][\p{Script=Han}]).{0,8}/gu
    expect(text.match(touching) ?? []).toEqual([])
  })
})

function missing(): never {
  throw new Error('the Chinese edition lacks this page or section')
}
