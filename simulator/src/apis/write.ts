/**
 * `npm run apis`: writes what the simulator has of `wx`, from the platform's typings and from the simulator's own code:
 * the names for its stand-ins, and the table of the documentation.
 */
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describeApis, type ApiDescription } from '../phone/wx/describe'
import { readPlatform, type Platform } from './platform-typings'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
export const PLATFORM_FILE = path.join(ROOT, 'simulator/src/phone/wx/absent/platform.ts')
export const TABLE_FILE = path.join(ROOT, 'docs/simulator-apis.md')

/** Columns of a line of names. */
const WIDTH = 118

/** The module with the names, as it has to be. */
export function platformModule({ wx, objects }: Platform): string {
  const kinds = Object.entries(objects).map(([kind, members]) => `  ${kind}: \`\n${lines(members)}\n  \`,`)
  return `/** Written by \`npm run apis\` from the platform's typings; the marks are explained in absent.ts. */

/** The members of \`wx\`. */
export const WX = \`
${lines(wx)}
\`

/** The members of the objects that they give, by kind. */
export const OBJECTS: Readonly<Record<string, string>> = {
${kinds.join('\n')}
}
`
}

/** The table of the documentation, as it has to be. */
export function apiTable(apis: ApiDescription[]): string {
  const of = (fate: ApiDescription['fate']) => apis.filter((api) => api.fate === fate)
  const names = (list: ApiDescription[]) => list.map(({ name }) => `\`${name}\``).join(', ')
  const standIns = of('stand-in').map(({ name, note }): [string, string] => [`\`${name}\``, note])
  return `# \`wx\` in the simulator

Written by \`npm run apis\`, from the simulator's code and the platform's typings. ${apis.length} members of \`wx\`: ${of('played').length}
are played, ${standIns.length} have a stand-in, ${of('absent').length} are not there. What is not there exists all the same: it fails by its \`fail\` callback or
its promise with _not in the simulator_, throws if it has neither, listens to what never happens, or returns an object that
does nothing; and the console panel says so once.

## Played

${names(of('played'))}

## With a stand-in

${table([['function', 'what it does'], ...standIns])}

## Not there

${names(of('absent'))}
`
}

/** In columns, as Prettier has it; the first row is the head. */
function table(rows: [string, string][]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`
  const [head = ['', ''], ...body] = rows
  return [line(head), line(['', ''], '-'), ...body.map((row) => line(row))].join('\n')
}

function lines(words: string[]): string {
  const result: string[] = []
  for (const word of words) {
    const last = result.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH) result[result.length - 1] = `${last} ${word}`
    else result.push(`    ${word}`)
  }
  return result.join('\n')
}

if (process.argv[1]?.endsWith('write.ts')) {
  fs.writeFileSync(PLATFORM_FILE, platformModule(readPlatform()))
  fs.writeFileSync(TABLE_FILE, apiTable(describeApis()))
}
