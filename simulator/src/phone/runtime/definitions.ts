import type { CodeSpace, ComponentEnv } from 'glass-easel-miniprogram-adapter'
import type { Framework, StyleOptions } from './framework'

interface Definition {
  behaviors?: unknown[]
  options?: StyleOptions
}

type Define = (definition?: Definition) => unknown

/** `Page`, `Component` and `Behavior` for scripts, bound to whichever page or component is being loaded. */
export class Definitions {
  private path = ''
  private environment: ComponentEnv
  private readonly builtInBehaviors = new Map<string, unknown>()
  readonly defined = new Set<string>()

  constructor(private readonly framework: Framework) {
    this.environment = environmentOf(framework.codeSpace, '')
  }

  readonly Page: Define = (definition) => this.define('Page', definition)

  readonly Component: Define = (definition) => this.define('Component', definition)

  readonly Behavior = Object.assign(
    (definition?: Definition): unknown => (this.environment.Behavior as Define)(definition && this.adapt(definition)),
    {
      trait: (transform?: unknown) => (this.environment.Behavior.trait as (transform?: unknown) => unknown)(transform),
    },
  )

  /** Runs a page's or component's script, and whatever it requires, so that it defines `path`. */
  load(path: string, run: () => void): void {
    const { path: outerPath, environment } = this
    this.path = path
    this.environment = environmentOf(this.framework.codeSpace, path)
    try {
      run()
    } finally {
      this.path = outerPath
      this.environment = environment
    }
  }

  /** In place of a script that is missing or has failed. */
  defineEmpty(path: string): void {
    this.load(path, () => void this.Component({}))
  }

  private define(kind: 'Page' | 'Component', definition?: Definition): unknown {
    this.defined.add(this.path)
    this.framework.applyStyleOptions(this.path, definition?.options)
    return (this.environment[kind] as Define)(definition && this.adapt(definition))
  }

  /** `wx://form-field` and its like are strings, which the adapter does not know. */
  private adapt(definition: Definition): Definition {
    const { behaviors } = definition
    if (!behaviors?.some((behavior) => typeof behavior === 'string')) return definition
    const known = behaviors.map((behavior) =>
      typeof behavior === 'string' ? this.builtInBehavior(behavior) : behavior,
    )
    return { ...definition, behaviors: known }
  }

  private builtInBehavior(name: string): unknown {
    const known = this.builtInBehaviors.get(name)
    if (known) return known
    const definition = name === 'wx://form-field' ? { properties: { name: String, value: null } } : {}
    const behavior = (this.environment.Behavior as Define)(definition as Definition)
    this.builtInBehaviors.set(name, behavior)
    return behavior
  }
}

function environmentOf(codeSpace: CodeSpace, path: string): ComponentEnv {
  return codeSpace.componentEnv(path, (environment) => environment)
}
