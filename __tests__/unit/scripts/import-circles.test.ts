/** No file of the project imports itself by a detour, types included. */
import { readdirSync } from 'node:fs'
import { importsOf } from '../../support/docs/imports'

const ROOTS = ['lib', 'component', 'server/src', 'simulator/src', 'scripts']

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesUnder(file)
    return /\.ts$/.test(file) ? [file] : []
  })
}

/** The first circle found, as the files along it; empty if there is none. */
function circleIn(graph: ReadonlyMap<string, string[]>): string[] {
  const done = new Set<string>()
  const walk = (file: string, way: string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const circle = walk(next, [...way, file])
      if (circle.length > 0) return circle
    }
    done.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const circle = walk(file, [])
    if (circle.length > 0) return circle
  }
  return []
}

it.each(ROOTS)('%s has no circle of imports', (root) => {
  const files = filesUnder(root)
  expect(files.length).toBeGreaterThan(3)
  const graph = new Map(files.map((file) => [file, importsOf(file)]))
  expect([...graph.values()].flat().length).toBeGreaterThan(3)
  expect(circleIn(graph)).toEqual([])
})

it('a circle is found, and told file by file', () => {
  const sources: [string, string][] = [
    ['a/one.ts', "import type { Two } from './two'"],
    ['a/two.ts', "export * from '../b/three'"],
    ['b/three.ts', "const one = import('../a/one')"],
    ['b/four.ts', "import { one } from '../a/one'"],
  ]
  const known = new Set(sources.map(([file]) => file))
  const graph = new Map(sources.map(([file, source]) => [file, importsOf(file, source, (one) => known.has(one))]))
  expect(circleIn(graph)).toEqual(['a/one.ts', 'a/two.ts', 'b/three.ts', 'a/one.ts'])
})
