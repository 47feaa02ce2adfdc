/** Whoever has seen some ids of a phone cannot foresee the next: none of them comes from `Math.random`. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRandom, randomID, randomUUID } from '../../../lib/foundation/tools/random'
import { setScene } from '../../support/town/scene'
import { seededRandom } from '../../support/town/wx'

/** WeChat's source: answers when told to, with 0, 1, 2 ... as 32-bit numbers. */
function source() {
  const waiting: (() => void)[] = []
  let next = 0
  const wx = {
    getRandomValues({ length, success, complete }: WechatMiniprogram.GetRandomValuesOption) {
      waiting.push(() => {
        const values = Uint32Array.from({ length: length / 4 }, () => next++)
        success?.({ randomValues: values.buffer, errMsg: '' })
        complete?.({ errMsg: '' })
      })
    },
  }
  return { wx, waiting, answer: () => waiting.splice(0).forEach((one) => one()) }
}

describe('random numbers', () => {
  it('are WeChat’s, fetched ahead of time and again before they run out', () => {
    const { wx, waiting, answer } = source()
    const random = createRandom(wx, () => NaN)
    answer()
    const drawn = new Set(Array.from({ length: 5000 }, () => (waiting.length && answer(), random())))
    expect(drawn.size).toBe(5000)
    expect([...drawn].every((value) => value >= 0 && value < 1)).toBe(true)
  })

  it('are asked for once at a time', () => {
    const { wx, waiting } = source()
    const random = createRandom(wx, () => 0.5)
    random()
    random()
    expect(waiting).toHaveLength(1)
  })

  it('are the weak ones before base library 2.19.0, and before WeChat has answered', () => {
    expect(createRandom({}, () => 0.25)()).toBe(0.25)
    expect(createRandom(source().wx, () => 0.75)()).toBe(0.75)
  })

  it('that WeChat could not give are asked for again', () => {
    let asked = 0
    const fails = (options: WechatMiniprogram.GetRandomValuesOption) => {
      asked++
      options.complete?.({ errMsg: 'getRandomValues:fail' })
    }
    const random = createRandom({ getRandomValues: fails }, () => 0.5)
    random()
    expect(asked).toBe(2)
  })
})

test('a UUID is one of version 4 and variant 1, whatever is drawn', () => {
  const random = seededRandom(7)
  const all = Array.from({ length: 500 }, () => randomUUID(random))
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(all.filter((id) => !form.test(id))).toEqual([])
  expect([0, 1 - 2 ** -32].map((value) => randomUUID(() => value))).toEqual([
    '00000000-0000-4000-8000-000000000000',
    'ffffffff-ffff-4fff-bfff-ffffffffffff',
  ])
})

test('an id has 20 letters and digits', () => {
  expect(randomID(seededRandom(3))).toMatch(/^[0-9a-z]{20}$/)
})

describe('with Math.random foreseen', () => {
  const scene = setScene()

  it.each(['1v1', 'group', 'chat group'] as const)('no id of a %s call follows from it', async (kind) => {
    jest.spyOn(Math, 'random').mockReturnValue(0)
    await scene.bring('connected', kind)
    if (kind === '1v1') await scene.alice.calling.switchCallType(2)
    await scene.town.settle()
    await scene.endAll()
    const invites = scene.town.chat.log.map(({ signal }) => signal).filter((signal) => signal?.action === 'invite')
    const ids = invites.map((signal) => signal?.inviteID)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => /^0{8}/.test(id ?? ''))).toEqual([])
    jest.restoreAllMocks()
  })
})

test('one line of what ships and of the example draws with Math.random, for base libraries before 2.19.0', () => {
  const files = execFileSync('git', ['ls-files', 'lib', 'component', 'example'], { encoding: 'utf8' }).split('\n')
  const lines = files
    .filter((file) => /\.(ts|js|wxs)$/.test(file))
    .flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => `${file}: ${line.trim()}`),
    )
  const drawing = lines.filter((line) => line.includes('Math.random('))
  expect(drawing).toEqual(['lib/foundation/tools/platform.ts: random: createRandom(wx, () => Math.random()),'])
})
