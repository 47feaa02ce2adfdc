/** How a reader finds the way: short READMEs, tables of contents, and pages that lead to one another. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { CHINESE, EDITIONS, ENGLISH, filesOf, REFERENCES, sectionsOf, type Edition } from '../../support/docs/documents'
import { anchorOf, linkTargets, readDocument } from '../../support/docs/markdown'

const ROOT = path.resolve(__dirname, '../../..')
const MAX_README_LINES = 250
/** A page of more sections than this lists them at its top. */
const SECTIONS_WITHOUT_CONTENTS = 3

/** The pages in the order of the README's table. */
function orderOf({ readme }: Edition): string[] {
  const [, contents] = readDocument(readme).sections
  return (contents?.tables[0]?.rows ?? []).flatMap(([cell = '']) => linkTargets(cell))
}

describe.each(EDITIONS)('$readme', (edition) => {
  const { readme, pages } = edition
  const order = orderOf(edition)
  const [, contents] = readDocument(readme).sections

  it('has at most 250 lines', () => {
    expect(readFileSync(path.join(ROOT, readme), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(
      MAX_README_LINES,
    )
  })

  it('begins with a table of contents: its own sections, then every page', () => {
    const own = readDocument(readme).sections.filter(({ level }) => level === 2)
    const anchors = linkTargets(contents?.prose ?? '').filter((target) => target.startsWith('#'))
    expect(anchors).toEqual(own.slice(1).map(({ title }) => `#${anchorOf(title)}`))
    expect([...order].sort()).toEqual(pages)
  })

  it('leads to everything else that is written', () => {
    const targets = sectionsOf(edition).flatMap(({ prose }) =>
      linkTargets(prose).map((target) => path.basename(target)),
    )
    const missing = REFERENCES.filter((file) => !targets.includes(path.basename(file)))
    expect(missing).toEqual([])
  })

  it.each(order)('%s: its first line leads back to the README, to the page before, and to the next one', (page) => {
    const at = order.indexOf(page)
    const line = readDocument(page).sections[0]?.prose.trim().split('\n\n')[0] ?? ''
    const linked = linkTargets(line).map((target) => path.posix.join(path.posix.dirname(page), target))
    const translation = [ENGLISH, CHINESE].filter((one) => one !== edition)[0]?.pages[pages.indexOf(page)]
    const neighbours = [order[at - 1], order[at + 1]].filter((one) => one !== undefined)
    expect(linked).toEqual([readme, translation, ...neighbours])
  })

  it.each(order)('%s: lists its sections, if there are many', (page) => {
    const [top, ...rest] = readDocument(page).sections
    const titles = rest.filter(({ level }) => level === 2).map(({ title }) => `#${anchorOf(title)}`)
    const anchors = linkTargets(top?.prose ?? '').filter((target) => target.startsWith('#'))
    expect(anchors).toEqual(titles.length > SECTIONS_WITHOUT_CONTENTS ? titles : [])
  })
})

it('no page is empty', () => {
  const empty = EDITIONS.flatMap(filesOf).filter((file) => readDocument(file).sections.length === 0)
  expect(empty).toEqual([])
})
