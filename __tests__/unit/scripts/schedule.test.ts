/** How `npm test` shares the cores of the machine between its stages. */
import { type Job, schedule } from '../../../scripts/runs/schedule'

interface Stage {
  job: Job<boolean>
  end: (ok?: boolean) => Promise<void>
}

const begun: string[] = []
beforeEach(() => begun.splice(0))

function stage(name: string, cores: number, needs?: string): Stage {
  let resolve: (ok: boolean) => void = () => undefined
  const result = new Promise<boolean>((fulfil) => (resolve = fulfil))
  const run = (alone: boolean) => {
    begun.push(alone ? `${name} alone` : name)
    return result
  }
  return {
    job: { name, cores, run, ...(needs !== undefined && { needs }) },
    end: async (ok = true) => {
      resolve(ok)
      await new Promise(setImmediate)
    },
  }
}

function start(cores: number, stages: Stage[]): Promise<Map<string, boolean>> {
  return schedule(
    stages.map(({ job }) => job),
    cores,
    Boolean,
  )
}

it('runs two at a time on two cores, and alone what needs both', async () => {
  const [lint, types, unit] = [stage('lint', 1), stage('types', 1), stage('unit', 2)]
  const all = start(2, [lint, types, unit])
  expect(begun).toEqual(['lint', 'types'])
  await types.end()
  expect(begun).toEqual(['lint', 'types'])
  await lint.end()
  expect(begun).toEqual(['lint', 'types', 'unit alone'])
  await unit.end(false)
  expect([...(await all)]).toEqual([
    ['types', true],
    ['lint', true],
    ['unit', false],
  ])
})

it('runs one after the other on one core', async () => {
  const stages = [stage('lint', 1), stage('unit', 2)] as const
  const all = start(1, [...stages])
  expect(begun).toEqual(['lint alone'])
  await stages[0].end()
  expect(begun).toEqual(['lint alone', 'unit alone'])
  await stages[1].end()
  await all
})

it('lets a later one go first while a need is running, and skips what has lost its need', async () => {
  const build = stage('build', 1)
  const dist = stage('dist', 1, 'build')
  const packed = stage('packed', 1, 'dist')
  const types = stage('types', 1)
  const all = start(2, [build, dist, packed, types])
  expect(begun).toEqual(['build', 'types'])
  await types.end()
  await build.end(false)
  expect(begun).toEqual(['build', 'types'])
  expect([...(await all)]).toEqual([
    ['types', true],
    ['build', false],
  ])
})

it('a need that nobody runs is an error, not an endless wait', async () => {
  await expect(start(2, [stage('dist', 1, 'biuld')])).rejects.toThrow('nothing comes before dist')
})
