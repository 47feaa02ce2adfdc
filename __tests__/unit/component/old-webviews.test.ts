/** What the style sheets ask of a WebView: base library 2.10.0 runs on iOS 9 and on Chrome 53. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const FOLDER = path.resolve(__dirname, '../../../component')
const sheets = (readdirSync(FOLDER, { recursive: true }) as string[]).filter((name) => name.endsWith('.wxss'))

/** Declarations, outside of `@supports`. */
function declarationsOf(file: string): string[] {
  const text = readFileSync(path.join(FOLDER, file), 'utf8').replace(/\/\*[^]*?\*\//g, '')
  const unconditional = text.replace(/@supports[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, '')
  return (unconditional.match(/[\w-]+\s*:[^;{}]+;/g) ?? []).map((one) => one.replace(/\s+/g, ' '))
}

it('the declarations are found', () => {
  expect(sheets.length).toBeGreaterThan(0)
  expect(sheets.filter((file) => declarationsOf(file).length === 0)).toEqual([])
})

describe.each(sheets)('%s', (file) => {
  // Where var() is known, a declaration with it always counts, over those before it. If what comes out of it is not
  // known, as env() before Chrome 69 and iOS 11.2, nothing is left of the property.
  it('has no var() that falls back on what came later than var()', () => {
    expect(declarationsOf(file).filter((one) => /var\(.*\b(env|constant|min|max|clamp)\(/.test(one))).toEqual([])
  })

  it('uses nothing that came later and has no plain value before it', () => {
    const young = /^(inset|gap|row-gap|column-gap|aspect-ratio|backdrop-filter|place-\w+)\s*:|:.*\b(min|max|clamp)\(/
    expect(declarationsOf(file).filter((one) => young.test(one))).toEqual([])
  })
})
