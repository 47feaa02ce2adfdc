/** Asks the compiler about mutants: it notices some of them before any test runs. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { applied, type Mutant } from './mutants'

/** What a compiler says of code that is only superfluous: unused names, and what can't be reached. */
const HARMLESS = [6133, 6192, 6196, 6198, 7027]

export class Compiler {
  private readonly service: ts.LanguageService
  private readonly changed = new Map<string, { text: string; version: number }>()

  /** @param root of the project */
  constructor(private readonly root: string) {
    const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
      config: unknown
    }
    const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root)
    this.service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => fileNames.filter((file) => !file.includes('/component/')),
      getScriptVersion: (file) => String(this.changed.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = this.changed.get(file)?.text ?? ts.sys.readFile(file)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (file) => ts.sys.fileExists(file),
      readFile: (file) => ts.sys.readFile(file),
    })
  }

  /** Those that compile. A file with one mutant hardly matters to another, so one of each file is tried at a time. */
  accepted(mutants: Mutant[]): Set<Mutant> {
    const fine = new Set<Mutant>()
    for (let left = mutants; left.length;) {
      const round = left.filter(({ file }, at) => left.findIndex((other) => other.file === file) === at)
      for (const mutant of round) this.change(mutant.file, applied(this.original(mutant.file), mutant))
      for (const mutant of round) if (!this.complaints(mutant.file).length) fine.add(mutant)
      for (const { file } of round) this.change(file, this.original(file))
      left = left.filter((one) => !round.includes(one))
    }
    return fine
  }

  private complaints(name: string): ts.Diagnostic[] {
    const file = path.join(this.root, name)
    const syntax: ts.Diagnostic[] = this.service.getSyntacticDiagnostics(file)
    const all = syntax.length ? syntax : this.service.getSemanticDiagnostics(file)
    return all.filter(({ code }) => !HARMLESS.includes(code))
  }

  private original(name: string): string {
    return readFileSync(path.join(this.root, name), 'utf8')
  }

  private change(name: string, text: string): void {
    const file = path.join(this.root, name)
    this.changed.set(file, { text, version: (this.changed.get(file)?.version ?? 0) + 1 })
  }
}
