import { batch, nextTick, reactive, readonly, watch } from '../../../lib/reactive'

/** The values that `read` took, one per tick in which it changed. */
function changesOf<T>(read: () => T): T[] {
  const values: T[] = []
  watch(read, (value) => values.push(value))
  return values
}

const EMPTY: unknown[] = []

describe('reactive', () => {
  test('notifies whoever read the key that was written, and nobody else', async () => {
    const state = reactive({ status: 'idle', duration: 0 })
    const statuses = changesOf(() => state.status)
    const durations = changesOf(() => state.duration)

    state.status = 'calling'
    await nextTick()

    expect(statuses).toEqual(['calling'])
    expect(durations).toEqual([])
  })

  test.each([
    ['text', 'a'],
    ['number', 1],
    ['NaN', NaN],
    ['null', null],
    ['undefined', undefined],
  ])('writing the same %s again notifies nobody', async (_name, value) => {
    const state = reactive({ value })
    let reads = 0
    watch(
      () => {
        reads += 1
        return state.value
      },
      () => undefined,
    )

    state.value = value
    await nextTick()

    expect(reads).toBe(1)
  })

  test('leaves the given object alone', () => {
    const source = { self: { mic: true } }
    const state = reactive(source)

    state.self.mic = false

    expect(source).toEqual({ self: { mic: true } })
  })

  test('nested plain objects are reactive, also when they are assigned later', async () => {
    const state = reactive<{ self: { mic: boolean } | null }>({ self: null })
    const mics = changesOf(() => state.self && state.self.mic)

    state.self = { mic: true }
    await nextTick()
    state.self.mic = false
    await nextTick()

    expect(mics).toEqual([true, false])
  })

  test('assigning a plain object notifies only when its content is another', async () => {
    const end = (reason: string) => ({ reason, by: { userID: 'ann' }, list: EMPTY })
    const state = reactive<{ lastEnd: unknown }>({ lastEnd: end('hangup') })
    const ends = changesOf(() => state.lastEnd)

    state.lastEnd = end('hangup')
    await nextTick()
    expect(ends).toEqual([])

    state.lastEnd = end('cancel')
    await nextTick()
    state.lastEnd = { ...end('cancel'), more: 1 }
    await nextTick()
    state.lastEnd = { ...end('cancel'), less: 1 }
    await nextTick()
    state.lastEnd = [end('cancel')]
    await nextTick()
    expect(ends.map((value) => JSON.stringify(value))).toHaveLength(4)
  })

  test('getters are no content: an object that has some takes the place of one without, and the other way round', () => {
    const other = reactive({ y: 3 })
    const following = () => ({
      get x() {
        return other.y
      },
    })
    const state = reactive({ o: { x: 3 }, p: following(), deep: { o: { x: 3 } } })

    state.o = following()
    state.p = { x: 3 }
    state.deep = { o: following() }
    other.y = 9

    expect([state.o.x, state.p.x, state.deep.o.x]).toEqual([9, 3, 9])
  })

  test('assigning the object that it was made from brings changed keys back', () => {
    const defaults = { mic: true, deep: { level: 1 } }
    const state = reactive({ devices: defaults })

    state.devices.deep.level = 2
    state.devices = defaults

    expect(state.devices.deep.level).toBe(1)
  })

  test('arrays are values: replacing one notifies', async () => {
    const state = reactive({ members: ['ann'] })
    const lists = changesOf(() => state.members)

    state.members = state.members.concat('ben')
    await nextTick()

    expect(lists).toEqual([['ann', 'ben']])
  })

  test('class instances, arrays and closed objects are kept as they are', () => {
    class Sdk {
      self = this
    }
    const sdk = new Sdk()
    const list = [{ a: 1 }]
    const frozen = Object.freeze({ a: 1 })

    const state = reactive({ sdk, list, frozen, date: new Date(0) })

    expect(state.sdk).toBe(sdk)
    expect(state.list).toBe(list)
    expect(state.frozen).toBe(frozen)
    expect(state.date.getTime()).toBe(0)
  })

  test('a reactive object stays what it is, wherever it is put', () => {
    const inner = reactive({ a: 1 })

    expect(reactive(inner)).toBe(inner)
    expect(reactive({ inner }).inner).toBe(inner)
  })

  test('reads as JSON and by keys like the original', () => {
    const source = { status: 'idle', self: { mic: true }, members: [{ userID: 'ann' }], lastEnd: null }

    expect(JSON.stringify(reactive(source))).toBe(JSON.stringify(source))
    expect(Object.keys(reactive(source))).toEqual(Object.keys(source))
  })

  test('a getter is worked out of the state of now, and followed', async () => {
    const state = reactive({
      first: 'Ann',
      last: { name: 'Lee' },
      get full() {
        return `${this.first} ${this.last.name}`
      },
      set full(text: string) {
        this.first = text
      },
    })
    const names = changesOf(() => readonly(state).full)

    state.last.name = 'Ray'
    await nextTick()
    state.full = 'Ben'
    await nextTick()

    expect(names).toEqual(['Ann Ray', 'Ben Ray'])
    expect(JSON.stringify(state)).toBe('{"first":"Ben","last":{"name":"Ray"},"full":"Ben Ray"}')
  })

  test('unknown keys and deletions are refused instead of being lost', () => {
    const state: Record<string, unknown> = reactive({ status: 'idle', self: {} })

    expect(() => (state.stauts = 'calling')).toThrow(TypeError)
    expect(() => delete state.status).toThrow(TypeError)
    expect(() => Object.assign(state.self as object, { mic: true })).toThrow(TypeError)
  })

  test.each([
    ['an array', []],
    ['a class instance', new Date(0)],
    ['a frozen object', Object.freeze({})],
  ])('%s cannot be made reactive itself', (_name, source) => {
    expect(() => reactive(source)).toThrow(/plain, extensible object/)
  })

  test('an object that contains itself is refused with the way out', () => {
    const loop: { self?: unknown } = {}
    loop.self = loop

    expect(() => reactive({ loop })).toThrow(/contains itself.*preventExtensions/)
    expect(reactive({ loop: Object.preventExtensions(loop) }).loop).toBe(loop)
  })
})

describe('readonly', () => {
  test('shows the state of now and is tracked like it', async () => {
    const state = reactive({ status: 'idle', self: { mic: true } })
    const view = readonly(state)
    const seen = changesOf(() => `${view.status} ${view.self.mic}`)

    state.status = 'calling'
    state.self.mic = false
    await nextTick()

    expect(seen).toEqual(['calling false'])
  })

  test('writing throws, at any depth, and changes nothing', () => {
    const state = reactive({ status: 'idle', self: { mic: true } })
    const view = readonly(state) as typeof state

    expect(() => (view.status = 'calling')).toThrow(/"status" is read-only/)
    expect(() => (view.self.mic = false)).toThrow(/"mic" is read-only/)
    expect(() => Object.assign(view, { other: 1 })).toThrow(TypeError)
    expect(JSON.stringify(state)).toBe('{"status":"idle","self":{"mic":true}}')
  })

  test('is one object per state, so that it can be compared', () => {
    const state = reactive({ self: { mic: true } })

    expect(readonly(state)).toBe(readonly(state))
    expect(readonly(state).self).toBe(readonly(state.self))
    expect(readonly(readonly(state))).toBe(readonly(state))
  })

  test('reads as JSON like the original', () => {
    expect(JSON.stringify(readonly(reactive({ a: { b: [1] } })))).toBe('{"a":{"b":[1]}}')
  })

  test('takes reactive objects alone', () => {
    expect(() => readonly({ a: 1 })).toThrow(TypeError)
  })
})

describe('batch', () => {
  test('derived values see all of the writes or none', async () => {
    const state = reactive({ status: 'idle', inviteID: '' })
    const seen: string[] = []
    watch(
      () => {
        seen.push(`${state.status}/${state.inviteID}`)
        return seen.length
      },
      () => undefined,
    )

    const result = batch(() => {
      state.status = 'calling'
      return batch(() => {
        state.inviteID = 'i1'
        return 'done'
      })
    })
    await nextTick()

    expect(result).toBe('done')
    expect(seen).toEqual(['idle/', 'calling/i1'])
  })

  test('a throwing batch keeps what was written and still notifies', async () => {
    const state = reactive({ status: 'idle' })
    const statuses = changesOf(() => state.status)

    expect(() =>
      batch(() => {
        state.status = 'calling'
        throw new Error('no network')
      }),
    ).toThrow('no network')
    await nextTick()

    expect(statuses).toEqual(['calling'])
  })
})
