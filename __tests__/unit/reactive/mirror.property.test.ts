import fc from '../../support/jest/fast-check'
import { computed, nextTick, reactive } from '../../../lib/reactive'
import { setHost } from '../../../lib/reactive/scheduler'
import { snapshot, type JsonObject } from '../../../lib/reactive/snapshot'
import { RecordingView, show } from '../../support/component/recording-view'

const key = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'userID',
    'volume',
    'a.b',
    'a[0]',
    '[0]',
    '',
    '0',
    'x y',
    'toString',
    'constructor',
    '__proto__',
  ),
  fc.string({ maxLength: 3 }),
)

const leaf = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, NaN, Infinity, -0, 0, 1, 2, '', 'x', true, false),
  fc.date({ noInvalidDate: false }),
  fc.constant(new Map([['a', 1]])),
)

const { value } = fc.letrec<{ value: unknown; list: unknown[]; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: false }),
}))

const SLOTS = ['first', 'second', 'inner', 'leaf'] as const
type Slot = (typeof SLOTS)[number]

/** What people do to lists; each makes another list, since lists are values. */
const EDITS: Record<string, (list: unknown[]) => unknown> = {
  push: (list) => list.concat([list.length]),
  insert: (list) => [{ n: 1 }, ...list],
  shift: (list) => list.slice(1),
  empty: () => [],
  reverse: (list) => [...list].reverse(),
  sort: (list) => [...list].sort((a, b) => (typeof a < typeof b ? -1 : 1)),
  twice: (list) => [...list, ...list].slice(0, 12),
  hole: (list) => Object.assign([], { [list.length + 1]: 1 }),
  wrap: (list) => ({ list }),
}

type Action =
  | { kind: 'set'; slot: Slot; value: unknown }
  | { kind: 'share' | 'move'; slot: Slot; to: Slot }
  | { kind: 'edit'; slot: Slot; edit: string }
  | { kind: 'tick' | 'hide' | 'show' | 'attach' | 'detach' }

const slot = fc.constantFrom(...SLOTS)
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('set' as const), slot, value }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('share' as const, 'move' as const), slot, to: slot }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('edit' as const), slot, edit: fc.constantFrom(...Object.keys(EDITS)) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('tick' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('hide' as const, 'show' as const, 'attach' as const, 'detach' as const),
    }),
  },
)

/** JSON with its keys in order: tells null from a missing key, which matchers do not. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function createState(first: unknown, second: unknown) {
  const state = reactive({ first, second, nested: { inner: first, deep: { leaf: second } } })
  const cells: Record<Slot, object> = { first: state, second: state, inner: state.nested, leaf: state.nested.deep }
  const read = (at: Slot): unknown => (cells[at] as Record<Slot, unknown>)[at]
  const write = (at: Slot, next: unknown): void => void ((cells[at] as Record<Slot, unknown>)[at] = next)
  const sources = {
    state,
    list: computed(() => [state.second, { deep: state.nested.inner }]),
    second: computed(() => state.second),
  }
  return { read, write, sources }
}

function change({ read, write }: ReturnType<typeof createState>, step: Action): void {
  if (step.kind === 'set') write(step.slot, step.value)
  if (step.kind === 'share' || step.kind === 'move') write(step.to, read(step.slot))
  if (step.kind === 'move' && step.to !== step.slot) write(step.slot, null)
  if (step.kind === 'edit') {
    const before = read(step.slot)
    write(step.slot, EDITS[step.edit]?.(Array.isArray(before) ? before : [before]))
  }
}

/** The keys of data that patches touch. */
function keysOf(patches: object[]): (string | undefined)[] {
  return patches.flatMap(Object.keys).map((path) => /^\w+/.exec(path)?.[0])
}

/** Views on one state; the first one has a lazy key, and shows something of it already. All send `list` while hidden. */
type Shown = ReturnType<typeof show> & { hidden?: boolean; lazy: boolean }
const ALWAYS = { always: ['list'] }

test('after every tick, what the patches of each view add up to is the state as JSON', async () => {
  const restoreHost = setHost({ setTimeout: () => 1, clearTimeout: () => undefined })
  await fc.assert(
    fc.asyncProperty(value, value, fc.array(action, { maxLength: 16 }), async (first, second, actions) => {
      const state = createState(first, second)
      const { sources } = state
      const main: Shown = {
        ...show(sources, { view: new RecordingView({ second: snapshot(second) }), lazy: ['second'], ...ALWAYS }),
        lazy: true,
      }
      const shown: Shown[] = [main]

      const tick = async (): Promise<void> => {
        shown.forEach(({ view }) => view.take())
        await nextTick()
        const { second: late, list, ...expected } = snapshot(sources) as JsonObject
        for (const { view, hidden, lazy } of shown) {
          const patches = view.take()
          expect(patches.length).toBeLessThanOrEqual(1)
          const { second: own, list: sent, ...rest } = view.data
          expect(canonical(sent)).toBe(canonical(list))
          if (hidden) expect(keysOf(patches).filter((name) => name !== 'list')).toEqual([])
          else expect(canonical(rest)).toBe(canonical(expected))
          if (!hidden && !lazy) expect(canonical(own)).toBe(canonical(late))
        }
      }

      for (const step of actions) {
        change(state, step)
        const last = shown[shown.length - 1] as Shown
        if (step.kind === 'tick') await tick()
        if (step.kind === 'hide') {
          last.hidden = true
          last.mirror.pause()
        }
        if (step.kind === 'show') {
          last.hidden = false
          last.mirror.resume()
        }
        if (step.kind === 'attach') shown.push({ ...show(sources, { order: shown.length, ...ALWAYS }), lazy: false })
        if (step.kind === 'detach' && shown.length > 1) {
          last.mirror.stop()
          shown.pop()
        }
      }

      // coming back ends the waiting of lazy keys, so nothing is left out; and a second time there is nothing to send
      for (const patches of [1, 0]) {
        shown.forEach((each) => {
          each.mirror.pause()
          each.mirror.resume()
          each.hidden = each.lazy = false
        })
        shown.forEach(({ view }) => view.take())
        await nextTick()
        for (const { view } of shown) {
          expect(view.take().length).toBeLessThanOrEqual(patches)
          expect(canonical(view.data)).toBe(canonical(snapshot(sources)))
        }
      }
      shown.forEach(({ mirror }) => mirror.stop())
    }),
    { numRuns: 500 },
  )
  restoreHost()
})
