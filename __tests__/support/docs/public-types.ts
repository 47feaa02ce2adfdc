/** The public types as TypeScript sees them, and code that is checked against them. One program for all of it. */
import path from 'node:path'
import ts from 'typescript'

const ROOT = path.resolve(__dirname, '../../..')
const ENTRY = path.join(ROOT, 'lib/index.ts')
/** where the code under test pretends to be */
const FOLDER = path.join(ROOT, '.snippets')

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2017,
  lib: ['lib.es2017.d.ts'],
  types: ['miniprogram-api-typings'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  paths: { 'trtc-calling-miniprogram': [ENTRY] },
}

export interface Member {
  name: string
  optional: boolean
}

export interface Method {
  name: string
  parameters: Member[]
  /** fields of the first parameter, if it is an object */
  fields: Member[]
}

export class PublicTypes {
  private readonly program: ts.Program
  private readonly checker: ts.TypeChecker

  /** @param files code by file name, such as `a.ts`; it imports the package by its name */
  constructor(private readonly files: Record<string, string> = {}) {
    const host = ts.createCompilerHost(OPTIONS)
    const { fileExists, readFile, directoryExists } = host
    const textOf = (file: string) => (path.dirname(file) === FOLDER ? files[path.basename(file)] : undefined)
    host.fileExists = (file) => textOf(file) !== undefined || fileExists(file)
    host.readFile = (file) => textOf(file) ?? readFile(file)
    host.directoryExists = (folder) => folder === FOLDER || directoryExists?.(folder) === true
    host.getCurrentDirectory = () => ROOT
    const own = Object.keys(files).map((name) => path.join(FOLDER, name))
    this.program = ts.createProgram([ENTRY, ...own], OPTIONS, host)
    this.checker = this.program.getTypeChecker()
  }

  /** What is wrong with one of the files, each with the line that it is about. */
  problems(name: string): string[] {
    const file = this.program.getSourceFile(path.join(FOLDER, name))
    if (!file) throw new Error(`there is no ${name}`)
    const lines = (this.files[name] ?? '').split('\n')
    const found = [...this.program.getSyntacticDiagnostics(file), ...this.program.getSemanticDiagnostics(file)]
    return found.map(({ start = 0, messageText }) => {
      const line = lines[file.getLineAndCharacterOfPosition(start).line] ?? ''
      return `${line.trim()} => ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  }

  /** Properties of an exported type, inherited ones included; of a class, what is public. */
  members(type: string): Member[] {
    return this.propertiesOf(this.exported(type)).map((property) => this.memberOf(property))
  }

  /** Properties of a property of an exported type. */
  membersIn(type: string, property: string): Member[] {
    const symbol = this.exported(type).getProperty(property)
    if (!symbol) throw new Error(`${type} has no ${property}`)
    return this.propertiesOf(this.checker.getTypeOfSymbol(symbol)).map((one) => this.memberOf(one))
  }

  /** Public methods of an exported class. */
  methods(type: string): Method[] {
    return this.propertiesOf(this.exported(type)).flatMap((property) => {
      const [signature] = this.checker.getTypeOfSymbol(property).getCallSignatures()
      if (!signature) return []
      const { parameters } = signature
      const [first] = parameters.map((parameter) => this.checker.getTypeOfSymbol(parameter).getNonNullableType())
      const fields = first ? this.propertiesOf(first).map((field) => this.memberOf(field)) : []
      return [{ name: property.name, parameters: parameters.map((one) => this.memberOf(one)), fields }]
    })
  }

  private exported(name: string): ts.Type {
    const file = this.program.getSourceFile(ENTRY)
    const module = file && this.checker.getSymbolAtLocation(file)
    const symbol = module && this.checker.getExportsOfModule(module).find((one) => one.name === name)
    if (!symbol) throw new Error(`the package exports no ${name}`)
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
    return this.checker.getDeclaredTypeOfSymbol(isAlias ? this.checker.getAliasedSymbol(symbol) : symbol)
  }

  private propertiesOf(type: ts.Type): ts.Symbol[] {
    return type.getProperties().filter(({ valueDeclaration }) => {
      return !valueDeclaration || (ts.getCombinedModifierFlags(valueDeclaration) & ts.ModifierFlags.Private) === 0
    })
  }

  private memberOf(symbol: ts.Symbol): Member {
    const { name, valueDeclaration } = symbol
    const isOptionalParameter =
      valueDeclaration !== undefined && ts.isParameter(valueDeclaration) && valueDeclaration.questionToken !== undefined
    return { name, optional: isOptionalParameter || (symbol.flags & ts.SymbolFlags.Optional) !== 0 }
  }
}
