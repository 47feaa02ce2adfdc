import fc from 'fast-check'
import { computed, nextTick, reactive } from '../../../lib/reactive'
import { setHost } from '../../../lib/reactive/host'
import { snapshot } from '../../../lib/reactive/snapshot'
import { RecordingView, show } from '../../support/recording-view'

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

type Action = { kind: 'set'; slot: 'first' | 'second' | 'inner'; value: unknown } | { kind: 'tick' | 'hide' | 'show' }

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      slot: fc.constantFrom('first' as const, 'second' as const, 'inner' as const),
      value,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tick' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('hide' as const, 'show' as const) }) },
)

/** JSON with its keys in order: tells null from a missing key, which matchers do not. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

test('after any changes, what the patches add up to is the state as JSON', async () => {
  const restoreHost = setHost({ setTimeout: () => 1, clearTimeout: () => undefined })
  await fc.assert(
    fc.asyncProperty(value, value, fc.array(action, { maxLength: 12 }), async (first, second, actions) => {
      const state = reactive({ first, second, nested: { inner: first } })
      const sources = {
        state,
        list: computed(() => [state.second, { deep: state.nested.inner }]),
        second: computed(() => state.second),
      }
      const view = new RecordingView({ second: snapshot(second) })
      const { mirror } = show(sources, { view, lazy: ['second'] })

      for (const step of actions) {
        if ('slot' in step) {
          if (step.slot === 'inner') state.nested.inner = step.value
          else state[step.slot] = step.value
        } else if (step.kind === 'hide') mirror.pause()
        else if (step.kind === 'show') mirror.resume()
        else {
          view.take()
          await nextTick()
          expect(view.take().length).toBeLessThanOrEqual(1)
        }
      }
      // pausing ends the waiting of lazy keys, so nothing is left out
      mirror.pause()
      mirror.resume()
      await nextTick()
      view.take()
      expect(canonical(view.data)).toBe(canonical(snapshot(sources)))

      mirror.pause()
      mirror.resume()
      await nextTick()
      expect(view.take()).toEqual([])
      mirror.stop()
    }),
    { numRuns: 500 },
  )
  restoreHost()
})
