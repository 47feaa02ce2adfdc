/** The Markdown of this repository as tests read it: sections with their text, tables and code blocks. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(__dirname, '../../..')

export interface CodeBlock {
  language: string
  code: string
}

export interface Table {
  head: string[]
  rows: string[][]
}

export interface Section {
  /** number of `#` */
  level: number
  title: string
  /** what is left without code blocks */
  prose: string
  tables: Table[]
  blocks: CodeBlock[]
}

export interface Document {
  /** relative to the root of the repository */
  file: string
  sections: Section[]
}

const FENCE = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm

export function readDocument(file: string): Document {
  return { file, sections: parseSections(readFileSync(path.join(ROOT, file), 'utf8')) }
}

/** Code blocks inside of list items lose the indentation of the item. */
export function parseSections(markdown: string): Section[] {
  const blocks: CodeBlock[] = []
  const withoutCode = markdown.replace(FENCE, (_fence, indent: string, language: string, code: string) => {
    blocks.push({ language, code: code.replace(new RegExp(`^${indent}`, 'gm'), '') })
    return PLACEHOLDER
  })
  // what stands before the first title is no section: every document here begins with one
  return withoutCode
    .split(/^(?=#{1,6} )/m)
    .filter((text) => text.startsWith('#'))
    .map((text) => {
      const [, hashes = '', title = '', body = ''] = /^(#+) (.*)\n?([\s\S]*)$/.exec(text) ?? []
      const own = blocks.splice(0, body.split(PLACEHOLDER).length - 1)
      return {
        level: hashes.length,
        title,
        prose: body.replaceAll(PLACEHOLDER, ''),
        tables: tablesOf(body),
        blocks: own,
      }
    })
}

const PLACEHOLDER = '\u0000'

function tablesOf(prose: string): Table[] {
  return [...prose.matchAll(/(?:^\|.*\|$\n?)+/gm)].map(([text]) => {
    const [head = [], , ...rows] = text.trim().split('\n').map(cellsOf)
    return { head, rows }
  })
}

function cellsOf(line: string): string[] {
  return line
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
}

/** What stands between backticks. */
export function codeSpans(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

/** Targets of links and images. */
export function linkTargets(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
}

/** The anchor that GitHub gives to a title. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}
