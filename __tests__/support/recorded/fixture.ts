/** Compares recorded runs with what was recorded before: one fingerprint for each step, in a file for each kind of run. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Step } from './recorder'

const FOLDER = path.resolve(__dirname, '../../fixtures/recorded')
const HOW =
  'If this change is intended, record anew: npm run recorded -- --write. The full text of a run, to compare two revisions:'

/** Runs of one kind, as they were recorded. */
export class Fixture {
  private readonly runs = new Map<string, string[]>()
  private readonly kept = new Map<string, string[]>()

  constructor(private readonly kind: string) {
    if (!existsSync(this.file)) return
    for (const line of readFileSync(this.file, 'utf8').split('\n').filter(Boolean)) {
      const [name = '', ...prints] = line.split(' ')
      this.runs.set(name, prints)
    }
  }

  /** @throws Error that says where a run differs, and what was seen there now */
  expect(name: string, steps: Step[]): void {
    const before = this.runs.get(name) ?? []
    const at = steps.findIndex(({ lines }, n) => before[n] !== fingerprint(lines))
    if (at < 0 && before.length === steps.length) return
    const { label, lines } = steps[at] ?? { label: 'the end', lines: [] }
    const where = at < 0 ? `ends after ${steps.length} steps, and not after ${before.length}` : `differs in step ${at}`
    throw new Error(
      `Run ${name} of "${this.kind}" ${where} (${label}), in which this was seen:\n  ${lines.join('\n  ')}\n\n` +
        `${HOW} npm run recorded -- --print ${this.kind}/${name}`,
    )
  }

  keep(name: string, steps: Step[]): void {
    this.kept.set(
      name,
      steps.map(({ lines }) => fingerprint(lines)),
    )
  }

  write(): void {
    mkdirSync(FOLDER, { recursive: true })
    const inOrder = [...this.kept].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }))
    const lines = inOrder.map(([name, prints]) => `${[name, ...prints].join(' ')}\n`)
    writeFileSync(this.file, lines.join(''))
  }

  private get file(): string {
    return path.join(FOLDER, `${this.kind}.txt`)
  }
}

/** `-`: nothing was to be seen. */
function fingerprint(lines: string[]): string {
  if (!lines.length) return '-'
  return createHash('sha1').update(lines.join('\n')).digest('hex').slice(0, 6)
}

/** What a person reads. */
export function textOf(steps: Step[]): string {
  return steps.map(({ label, lines }, n) => `${n} ${label}\n${lines.map((line) => `    ${line}\n`).join('')}`).join('')
}
