import type * as glassEasel from 'glass-easel'
import { MiniProgramEnv, type AssociatedBackend, type CodeSpace, type Root } from 'glass-easel-miniprogram-adapter'
import type { CompiledComponent, CompiledMiniProgram, ComponentConfig, Renderer } from '../../mini-program'
import { SCOPE_MARK } from '../../mini-program'
import { PhoneBackend } from './backend'
import type { TemplateBindings } from './events/bindings'

type TemplateGroups = Record<string, glassEasel.template.ComponentTemplate['content']>
type StaticConfig = Parameters<CodeSpace['addComponentStaticConfig']>[1]

/** The options of `Component({ options })` that decide about styles. */
export interface StyleOptions {
  styleIsolation?: string
  addGlobalClass?: boolean
}

/** glass-easel with the mini program's templates, styles and configurations in it. */
export class Framework {
  readonly codeSpace: CodeSpace
  private readonly backend: AssociatedBackend
  private readonly components: Record<string, CompiledComponent>
  private readonly scopes = new Map<string, string>()
  private styles: Record<string, string>

  constructor(
    private readonly miniProgram: CompiledMiniProgram,
    bindings: TemplateBindings,
    /** of all pages; '': what the mini program says */
    renderer: Renderer | '',
  ) {
    const { components, templates } = miniProgram
    this.components = components
    this.styles = this.stylesFor(renderer)
    const env = new MiniProgramEnv()
    this.codeSpace = env.createCodeSpace('', true)
    this.backend = env.associateBackend(new PhoneBackend())
    const space = this.codeSpace.getComponentSpace()
    space.updateComponentOptions({ writeIdToDOM: true, writeFieldsToNode: false })
    this.addTemplates(evaluateTemplates(templates), bindings)
    this.addStyle('app', '')
    for (const [path, { config }] of Object.entries(components)) this.configure(path, config)
  }

  /**
   * Must be called before a component is defined: its script may say how far styles reach.
   * A component is `isolated` and a page `shared` unless it says otherwise.
   */
  applyStyleOptions(path: string, options: StyleOptions = {}): void {
    const component = this.components[path]
    if (!component) return
    const isolation =
      component.config.styleIsolation ?? options.styleIsolation ?? (options.addGlobalClass ? 'apply-shared' : undefined)
    if (isolation === undefined) return
    this.configure(path, { ...component.config, styleIsolation: isolation })
  }

  /** From now on all pages are drawn by this one, those that are there as well. */
  redraw(renderer: Renderer): void {
    this.styles = this.stylesFor(renderer)
    for (const [path, scope] of this.scopes) this.register(path, scope)
  }

  createRoot(route: string): Root {
    return this.backend.createRoot('page', this.codeSpace, route)
  }

  private configure(path: string, config: ComponentConfig): void {
    // the adapter's type lists the isolation modes; an unknown one is the developer's mistake
    this.codeSpace.addComponentStaticConfig(path, config as unknown as StaticConfig)
    const isolation = config.styleIsolation ?? (config.component ? 'isolated' : 'shared')
    const scope = isolation === 'shared' || isolation === 'page-shared' ? '' : (this.components[path]?.scope ?? '')
    this.addStyle(path, scope)
  }

  private stylesFor(renderer: Renderer | ''): Record<string, string> {
    const { app, styles, skyline, mixedStyles } = this.miniProgram
    if (renderer === '' && mixedStyles) return mixedStyles
    return (renderer || app.renderer) === 'skyline' ? skyline.styles : styles
  }

  private register(path: string, scope: string): void {
    const css = (this.styles[path] ?? '').replaceAll(SCOPE_MARK, scope && `${scope}--`)
    this.scopes.set(path, scope)
    this.backend.registerStyleSheetContent(path, css)
  }

  private addStyle(path: string, scope: string): void {
    this.register(path, scope)
    this.codeSpace.addStyleSheet(path, path, scope || undefined)
  }

  private addTemplates(groups: TemplateGroups, bindings: TemplateBindings): void {
    for (const path of Object.keys(this.components)) {
      const group = groups[path]
      if (!group) continue
      // WXML binds events on plain elements too; without the flag only components get them
      const template = { groupList: groups, content: bindings.wrap(group), fallbackListenerOnNativeNode: true }
      this.codeSpace.addCompiledTemplate(path, template)
    }
  }
}

/** The expression comes from the template compiler; WXS knows two globals of its own. */
function evaluateTemplates(expression: string): TemplateGroups {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- templates are compiled to code, which runs here
  const create = new Function('getRegExp', 'getDate', `return ${expression}`) as (
    getRegExp: (pattern: string, flags?: string) => RegExp,
    getDate: (...args: number[]) => Date,
  ) => TemplateGroups
  return create(
    (pattern, flags) => new RegExp(pattern, flags),
    (...args) => new Date(...(args as [number])),
  )
}
