import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import type { Diagnostics } from './diagnostics'
import type { Project } from './project'
import { scriptProblem } from './syntax'

const { dirname, join } = path.posix

/** One entry of `TmplGroup.addTmpl`'s result; lines and columns count from 0. */
interface TemplateFinding {
  isError: boolean
  code: number
  message: string
  startLine: number
  startColumn: number
}

/** "avoid uppercase letters": WeChat takes component names such as `TRTCCalling` as they are. */
const UPPERCASE_NAME = 65551
/** "missing end tag", "invalid end tag": WeChat's own compiler stops there. */
const WARNINGS_THAT_ARE_ERRORS: readonly number[] = [65543, 65567]

/** Compiles the WXML of the given pages and components, with everything they import, into one expression. */
export function compileTemplates(components: Iterable<string>, project: Project, diagnostics: Diagnostics): string {
  const group = new TmplGroup()
  try {
    const compiler = new TemplateCompiler(group, project, diagnostics)
    for (const component of components) compiler.addTemplate(component)
    return group.getTmplGenObjectGroups()
  } finally {
    group.free()
  }
}

class TemplateCompiler {
  private readonly templates = new Set<string>()
  private readonly scripts = new Set<string>()

  constructor(
    private readonly group: TmplGroup,
    private readonly project: Project,
    private readonly diagnostics: Diagnostics,
  ) {}

  /** `path` has no extension, here and below: so the template compiler names its files. */
  addTemplate(path: string, neededBy = path): void {
    if (this.templates.has(path)) return
    this.templates.add(path)
    const file = `${path}.wxml`
    if (!this.project.has(file)) {
      this.diagnostics.error(file, neededBy === path ? 'not found' : `not found, but ${neededBy}.wxml includes it`)
      this.group.addTmpl(path, '')
      return
    }
    for (const finding of this.group.addTmpl(path, this.project.read(file)) as TemplateFinding[]) {
      if (finding.code === UPPERCASE_NAME) continue
      const position = { line: finding.startLine + 1, column: finding.startColumn + 1 }
      if (finding.isError || WARNINGS_THAT_ARE_ERRORS.includes(finding.code))
        this.diagnostics.error(file, finding.message, position)
      else this.diagnostics.warn(file, finding.message, position)
    }
    for (const dependency of this.group.getDirectDependencies(path) as string[]) this.addTemplate(dependency, path)
    for (const script of this.group.getScriptDependencies(path) as string[]) this.addScript(script, path)
    for (const name of this.group.getInlineScriptModuleNames(path) as string[]) {
      const source = this.group.getInlineScript(path, name)
      this.group.setInlineScript(path, name, this.compileScript(source, path, file))
    }
  }

  private addScript(path: string, neededBy: string): void {
    if (this.scripts.has(path)) return
    this.scripts.add(path)
    const file = `${path}.wxs`
    if (this.project.has(file)) this.group.addScript(path, this.compileScript(this.project.read(file), path, file))
    else this.diagnostics.error(file, `not found, but ${neededBy} uses it`)
  }

  /** One script that cannot be parsed would spoil the whole expression: it is reported and left out. */
  private compileScript(source: string, path: string, file: string): string {
    const problem = scriptProblem(source)
    if (!problem) return this.adaptScript(source, path)
    const { line = 1, column = 1 } = problem.position ?? {}
    // a script inside of WXML begins in the middle of a file
    const begin = this.project.positionOf(file, source) ?? { line: 1, column: 1 }
    const position = { line: begin.line + line - 1, column: line === 1 ? begin.column + column - 1 : column }
    this.diagnostics.error(file, problem.message, position)
    return ''
  }

  /** WXS is JavaScript but for two things: `constructor` is a name, and required modules are known without extension. */
  private adaptScript(source: string, path: string): string {
    return source.replace(ADAPTED, (found: string, constructor?: string, name?: string) => {
      if (constructor !== undefined) return `${constructor}.name`
      if (name === undefined) return found
      const target = name.startsWith('/') ? name.slice(1) : join(dirname(path), name)
      this.addScript(target, path)
      return `require("/${target}")`
    })
  }
}

/** Comments and strings first, which stay as they are; then `.constructor` and `require`. WXS has no other quotes. */
const ADAPTED = new RegExp(
  [
    /\/\/.*|\/\*[^]*?\*\//,
    /'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*"/,
    /(\.constructor\b)(?!\.name)/,
    /\brequire\(\s*['"]([^'"]+?)(?:\.wxs)?['"]\s*\)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)
