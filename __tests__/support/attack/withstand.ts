/** A hostile peer against the real library: what must hold whatever arrives. One test per attack, in each situation. */
import { Scene } from '../town/scene'
import { ATTACKS } from './attacks'
import { type Report, SEED, SETTINGS, Siege } from './siege'

const reports: Report[] = []

/** Registers the tests, and their hooks, for so many hostile accounts. */
export function withstandAttacks(accounts: number): void {
  beforeEach(() => {
    jest.useFakeTimers()
    jest.spyOn(console, 'info').mockImplementation()
  })
  afterEach(() => jest.useRealTimers())
  afterAll(() => {
    if (process.env['ATTACK_TABLE']) process.stdout.write(tableOf(reports))
  })

  it.each(ATTACKS.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
    for (const setting of SETTINGS) {
      const scene = new Scene()
      await scene.open()
      reports.push(await new Siege(scene, attack, setting, accounts).run())
      await scene.close()
    }
    const bad = reports.filter(({ violations }) => violations.length)
    expect(bad.filter((report) => report.attack === attack.name)).toEqual([])
  })
}

function tableOf(rows: Report[]): string {
  const head = ['attack', 'accounts', 'setting', 'arrived', 'replies', 'waited', 'rings', 'look-ups', 'broken']
  const line = ([first = '', ...rest]: (string | number)[]): string =>
    [String(first).padEnd(68), ...rest.map((cell) => String(cell).padStart(10))].join('')
  const lines = rows.map(({ attack, accounts, setting, arrived, replies, waited, rings, lookups, violations }) =>
    line([attack, accounts, setting, arrived, replies, waited < 0 ? '-' : waited, rings, lookups, violations.length]),
  )
  return `\nseed ${SEED}\n${[line(head), ...lines].join('\n')}\n`
}
