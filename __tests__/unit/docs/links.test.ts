/** Whatever a document points at is there: files, anchors, commands. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { EDITIONS, filesOf, REFERENCES, TRANSLATED } from '../../support/docs/documents'
import { anchorOf, linkTargets, readDocument, type Section } from '../../support/docs/markdown'

const ROOT = path.resolve(__dirname, '../../..')
const DOCUMENTS = [
  ...EDITIONS.flatMap(filesOf),
  ...REFERENCES,
  ...TRANSLATED.flat(),
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
]

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const anchors = (sections: Section[]) => sections.map(({ title }) => anchorOf(title))

/** Targets of links within the repository. */
const linksOf = (sections: Section[]) =>
  sections.flatMap(({ prose }) => linkTargets(prose)).filter((target) => !/^https?:/.test(target))

const commandsOf = (file: string) => [
  ...read(file).matchAll(/\bnpm (?:run )?(?:--silent )?([\w:-]+)(?: -- [^`\n]*)?(?: -w (\w+))?/g),
]

const testFilesOf = (file: string) => [...read(file).matchAll(/__tests__\/[\w./-]+\.ts/g)].map(([name]) => name)

function scriptsOf(folder: string): string[] {
  const { scripts = {} } = JSON.parse(read(path.join(folder, 'package.json'))) as { scripts?: Record<string, string> }
  return Object.keys(scripts)
}

describe.each(DOCUMENTS)('%s', (file) => {
  const { sections } = readDocument(file)

  it('links to files and titles that exist', () => {
    const dead = linksOf(sections).filter((target) => {
      const [name = '', anchor] = target.split('#')
      const linked = name ? path.join(path.dirname(file), name) : file
      if (!existsSync(path.join(ROOT, linked))) return true
      return anchor !== undefined && !anchors(readDocument(linked).sections).includes(decodeURIComponent(anchor))
    })
    expect(dead).toEqual([])
  })

  it('has no two titles of the same anchor', () => {
    // a changelog repeats "Added" and "Fixed" under each version
    const unique = file === 'CHANGELOG.md' ? sections.filter(({ level }) => level < 3) : sections
    const names = anchors(unique)
    expect(names).not.toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('names npm scripts that exist', () => {
    const missing = commandsOf(file)
      .filter(([command, script = '']) => command.startsWith('npm run') || ['start', 'test'].includes(script))
      .filter(([, script = '', workspace = '.']) => !scriptsOf(workspace).includes(script))
    expect(missing.map(([command]) => command)).toEqual([])
  })

  it('names test files that exist', () => {
    expect(testFilesOf(file).filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([])
  })
})

it.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s: every source file that it names is there', (file) => {
  const folders = ['lib', 'component', 'example', 'server/src', 'simulator/src', 'scripts', 'etc', '__tests__']
  const sources = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => `/${folder}/${name}`),
  )
  const named = read(file).match(/[\w./-]+\.(?:ts|wxs|wxss)\b/g) ?? []
  expect(named).not.toEqual([])
  expect(named.filter((name) => !sources.some((source) => source.endsWith(`/${name}`)))).toEqual([])
})

it('links, commands and test files are found where there are some', () => {
  expect(linksOf(readDocument('README.md').sections)).toContain('CONTRIBUTING.md')
  expect(linksOf(readDocument('docs/en/guide.md').sections)).toContain('api.md#custom-properties')
  expect(commandsOf('README.md').map(([command]) => command)).toContain('npm start')
  expect(DOCUMENTS.flatMap(testFilesOf)).not.toEqual([])
})

it('anchors are those of GitHub', () => {
  expect(anchorOf('The signing service')).toBe('the-signing-service')
  expect(anchorOf('`config`, and more')).toBe('config-and-more')
  expect(anchorOf('在小程序中使用')).toBe('在小程序中使用')
})
