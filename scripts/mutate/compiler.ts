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

  accepts(mutant: Mutant): boolean {
    const file = path.join(this.root, mutant.file)
    const text = readFileSync(file, 'utf8')
    this.change(file, applied(text, mutant))
    const isFine = this.complaints(file).length === 0
    this.change(file, text)
    return isFine
  }

  private complaints(file: string): ts.Diagnostic[] {
    const syntax: ts.Diagnostic[] = this.service.getSyntacticDiagnostics(file)
    const all = syntax.length ? syntax : this.service.getSemanticDiagnostics(file)
    return all.filter(({ code }) => !HARMLESS.includes(code))
  }

  private change(file: string, text: string): void {
    this.changed.set(file, { text, version: (this.changed.get(file)?.version ?? 0) + 1 })
  }
}
