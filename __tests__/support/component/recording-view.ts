import { Mirror, type MirroredView } from '../../../lib/reactive/mirror'

type Patch = Record<string, unknown>

const STEP = /^(?:\.?([A-Za-z_$][A-Za-z0-9_$]*)|\[(\d+)\])/

/** A page or component as far as data goes: applies `setData` paths as WeChat does, and keeps every patch. */
export class RecordingView implements MirroredView {
  readonly patches: Patch[] = []

  constructor(readonly data: Record<string, unknown> = {}) {}

  /** The patches since the last call. */
  take(): Patch[] {
    return this.patches.splice(0)
  }

  setData(patch: Patch): void {
    if (Object.keys(patch).length === 0) throw new Error('setData was called with nothing to set')
    this.patches.push(patch)
    for (const [path, value] of Object.entries(patch)) {
      assertCarried(value, path)
      setPath(this.data, parsePath(path), structuredClone(value))
    }
  }
}

/** A view that shows `sources`. `first`: the patches of its first data. */
export function show(
  sources: Record<string, unknown>,
  { view = new RecordingView(), lazy = [] as string[], always = [] as string[], flushInterval = 250, order = 1 } = {},
) {
  const mirror = new Mirror(view, sources, { lazy, always, flushInterval }, order)
  mirror.flush()
  return { view, mirror, first: view.take() }
}

/** Refuses every spelling that some base library reads differently. */
export function parsePath(path: string): Array<string | number> {
  const steps: Array<string | number> = []
  let rest = path
  while (rest !== '') {
    const [text, name, index] = STEP.exec(rest) ?? []
    if (text === undefined) throw new Error(`setData path that engines disagree about: ${path}`)
    steps.push(name ?? Number(index))
    rest = rest.slice(text.length)
  }
  return steps
}

function setPath(target: unknown, steps: Array<string | number>, value: unknown): void {
  const holder = target as Record<string | number, unknown>
  const [step, ...rest] = steps
  if (step === undefined) throw new Error('empty setData path')
  if (rest.length === 0) {
    holder[step] = value
    return
  }
  const next = holder[step]
  if (typeof next !== 'object' || next === null) holder[step] = typeof rest[0] === 'number' ? [] : {}
  setPath(holder[step], rest, value)
}

/** Refuses what would arrive as something else, or not at all. */
function assertCarried(value: unknown, path: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return
  const isPlain = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]'
  if (!isPlain) throw new Error(`setData of a ${typeof value} that JSON cannot carry, at ${path}`)
  Object.values(value as object).forEach((inner) => assertCarried(inner, path))
}
