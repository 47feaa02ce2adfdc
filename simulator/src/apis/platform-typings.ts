/** Reads what `wx` has from the platform's typings, for the simulator's stand-ins. */
import { createRequire } from 'node:module'
import ts from 'typescript'

const TYPINGS = createRequire(import.meta.url).resolve('miniprogram-api-typings/index.d.ts')

/** Objects of engines that the simulator has nothing of; their functions throw instead of giving one. */
const ENGINES = new Set(['IXrFrameSystem'])

export interface Platform {
  /** the members of `wx`, each with a mark; see `simulator/src/phone/wx/absent/absent.ts` */
  wx: string[]
  /** the same for each kind of object that they give */
  objects: Record<string, string[]>
}

/** All functions and objects of `wx`, in the order of the alphabet. */
export function readPlatform(): Platform {
  const program = ts.createProgram([TYPINGS], { types: [], lib: ['lib.es2020.d.ts'], strict: true })
  return new Reader(program.getTypeChecker()).read(program)
}

class Reader {
  private readonly objects: Record<string, string[]> = {}

  constructor(private readonly checker: ts.TypeChecker) {}

  read(program: ts.Program): Platform {
    const wx = this.members(this.find(program, 'Wx'))
    const sorted = Object.entries(this.objects).sort(([a], [b]) => (a < b ? -1 : 1))
    return { wx, objects: Object.fromEntries(sorted) }
  }

  private find(program: ts.Program, name: string): ts.Type {
    for (const file of program.getSourceFiles()) {
      for (const statement of file.statements) {
        const isModule = ts.isModuleDeclaration(statement) && statement.name.text === 'WechatMiniprogram'
        const space = isModule ? this.checker.getSymbolAtLocation(statement.name) : undefined
        const found = space?.exports?.get(ts.escapeLeadingUnderscores(name))
        if (found) return this.checker.getDeclaredTypeOfSymbol(found)
      }
    }
    throw new Error(`the typings have no WechatMiniprogram.${name}`)
  }

  private members(type: ts.Type): string[] {
    return type
      .getProperties()
      .flatMap((property) => {
        const mark = this.mark(property.name, this.checker.getTypeOfSymbol(property))
        return mark === null ? [] : [property.name + mark]
      })
      .sort()
  }

  private mark(name: string, type: ts.Type): string | null {
    const signature = this.checker.getNonNullableType(type).getCallSignatures()[0]
    // values such as `env`, and namespaces
    if (!signature) return name === 'cloud' ? this.object(type) : null
    const returned = signature.getReturnType()
    const result = this.checker.getNonNullableType(returned)
    if (this.takesCallbacks(signature))
      return this.isObject(result) && !isPromise(result) ? `*${this.object(result)}` : '*'
    if (/^(on|off)[A-Z]/.test(name) || name === 'off') return ''
    if (isPromise(result)) return '*'
    if (this.isObject(result)) return this.object(result)
    return returned.flags & ts.TypeFlags.Void && !name.endsWith('Sync') ? '' : '!'
  }

  /** Has the first parameter `fail` and `complete`? */
  private takesCallbacks(signature: ts.Signature): boolean {
    const [parameter] = signature.getParameters()
    if (!parameter) return false
    const type = this.checker.getTypeOfSymbol(parameter)
    const alternatives = type.isUnion() ? type.types : [type]
    return alternatives.some((one) => {
      const bound = one.isTypeParameter() ? (this.checker.getBaseConstraintOfType(one) ?? one) : one
      return bound.getProperty('fail') !== undefined && bound.getProperty('complete') !== undefined
    })
  }

  /** One of the platform's own kinds, with functions. */
  private isObject(type: ts.Type): boolean {
    const declaration = type.getSymbol()?.declarations?.[0]
    if (!declaration || !ts.isInterfaceDeclaration(declaration) || ENGINES.has(type.symbol.name)) return false
    if (/lib\.(es|dom)/.test(declaration.getSourceFile().fileName)) return false
    return type.getProperties().some((one) => this.checker.getTypeOfSymbol(one).getCallSignatures().length > 0)
  }

  private object(type: ts.Type): string {
    const { name } = type.symbol
    if (!(name in this.objects)) {
      // before its members: some give their own kind
      this.objects[name] = []
      this.objects[name] = this.members(type)
    }
    return `>${name}`
  }
}

function isPromise(type: ts.Type): boolean {
  return /^Promis/.test((type.aliasSymbol ?? type.getSymbol())?.name ?? '')
}
