/** Both READMEs say the same. Words are for a reader to compare; everything else is compared here. */
import {
  anchorOf,
  codeSpans,
  linkTargets,
  readDocument,
  type CodeBlock,
  type Section,
} from '../../support/docs/markdown'

const english = readDocument('README.md').sections
const chinese = readDocument('README.zh-CN.md').sections

const pairs = english.map((section, index) => ({ title: section.title, en: section, zh: chinese[index] }))

/** Sample texts are translated, and so is the language that a sample asks for. */
function skeleton({ language, code }: CodeBlock): string {
  if (language === 'html') return code.replace(/>[^<>{}\n]+</g, '>text<')
  if (language !== 'js') return code
  return code
    .replace(/(^|\s+)\/\/ .*$/gm, '')
    .replace(/'(?:en|zh-CN)'/g, "'language'")
    .replace(/'[^'\n]*[ \p{Script=Han}][^'\n]*'/gu, "'text'")
    .replace(/`[^`]*`/g, (template) => (template.match(/\$\{[^}]*\}/g) ?? []).join())
}

const sorted = (items: string[]) => [...items].sort()
const spans = (text: string) => sorted(codeSpans(text).map((code) => code.replace(/'(?:en|zh-CN)'/g, "'language'")))
const numbers = (text: string) => sorted(text.replace(/`[^`]*`/g, '').match(/\d+(?:[.,:]\d+)*/g) ?? [])
const items = ({ prose }: Section) => (prose.match(/^ *(?:\d+\.|-) /gm) ?? []).map((bullet) => bullet.trimEnd())

/** An anchor counts as the place of its title, and the other README as the other README. */
function targets({ prose }: Section, own: Section[]): string[] {
  const anchors = own.map(({ title }) => `#${anchorOf(title)}`)
  return linkTargets(prose).map((target) => {
    if (target.startsWith('#')) return `title ${anchors.indexOf(target)}`
    return /^README(\.zh-CN)?\.md$/.test(target) ? 'the other README' : target
  })
}

it('both have the same titles, level by level', () => {
  const levels = (sections: Section[]) => sections.map(({ level }) => level)
  expect(levels(chinese)).toEqual(levels(english))
})

it('each links to the other at its top', () => {
  expect(linkTargets(english[0]?.prose ?? '')[0]).toBe('README.zh-CN.md')
  expect(linkTargets(chinese[0]?.prose ?? '')[0]).toBe('README.md')
})

describe.each(pairs)('"$title"', ({ en, zh = missing() }) => {
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
    expect(sorted(targets(zh, chinese))).toEqual(sorted(targets(en, english)))
  })
})

it.each(['Reliability', 'Performance'])('%s has the same figures', (wanted) => {
  const [pair] = pairs.filter(({ title }) => title === wanted)
  expect(numbers(pair?.en.prose ?? '').length).toBeGreaterThan(0)
  expect(numbers(pair?.zh?.prose ?? '')).toEqual(numbers(pair?.en.prose ?? ''))
})

describe('the Chinese one', () => {
  const text = chinese.map(({ title, prose }) => `${title}\n${prose}`.replace(/`[^`]*`/g, 'code')).join('\n')

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
  throw new Error('README.zh-CN.md lacks this section')
}
