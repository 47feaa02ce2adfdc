/**
 * What a steady call costs in `setData`: the shipped component through one virtual minute, while everybody's volume
 * is reported 3 times a second, everybody's network every 2 s, and the timer runs. With several pages, the call was shrunk on
 * the first one and the user has walked on: that one holds the live tags, the last one shows the tile, and all are counted.
 *
 * Volumes are drawn evenly from 0-100, so that they change more than in any conversation. Needs `npm run build`.
 * Exits with 1 when a budget is exceeded.
 */
import { createRandom } from '../runs/create-random'
import { Phone } from './phone'
import { VirtualTime } from './virtual-time'

const SECONDS = 60
const VOLUME_MS = 1000 / 3
const NETWORK_MS = 2000

interface Budget {
  members: number
  /** with the component, above each other */
  pages: number
  /** `setData` per second */
  calls: number
  /** bytes of JSON per second */
  bytes: number
  /** the original component under the same load, on one page */
  original: { calls: number; bytes: number } | null
}

const BUDGETS: Budget[] = [
  { members: 1, pages: 1, calls: 4, bytes: 250, original: { calls: 7.5, bytes: 14_398 } },
  { members: 3, pages: 1, calls: 4, bytes: 500, original: { calls: 13.5, bytes: 39_247 } },
  { members: 8, pages: 1, calls: 4, bytes: 1_000, original: { calls: 28.5, bytes: 153_350 } },
  // no more than on one page
  { members: 1, pages: 3, calls: 4, bytes: 250, original: null },
  { members: 8, pages: 3, calls: 4, bytes: 1_000, original: null },
]

interface Traffic {
  calls: number
  bytes: number
  /** bytes of the changed values, without the paths that lead to them: no encoding can do with less */
  leaves: number
  /** CPU time per native event, in everything between the event and `setData` */
  microseconds: number
}

async function measure(memberCount: number, pageCount: number): Promise<Traffic> {
  const time = new VirtualTime()
  const restoreTime = time.install()
  try {
    const phone = Phone.attach()
    const members = Array.from({ length: memberCount }, (_, index) => `member_${index + 1}`)
    await phone.answerCallOf(members)
    const pages = [phone]
    if (pageCount > 1) phone.shrink()
    while (pages.length < pageCount) pages.unshift((pages[0] ?? phone).openAbove())
    await time.advance(5000)
    for (const page of pages) page.patches.length = 0

    const random = createRandom(memberCount)
    const reporters = [null, ...members]
    const report = (userID: string | null, detail: object) =>
      userID === null ? phone.pusher(detail) : phone.player(userID, detail)
    const events = reporters.flatMap((userID, index) => [
      ...ticks(VOLUME_MS, index).map((at) => ({
        at,
        run: () => report(userID, { volume: Math.floor(random() * 101) }),
      })),
      ...ticks(NETWORK_MS, index).map((at) => ({
        at,
        run: () => report(userID, { info: { netQualityLevel: 1 + Math.floor(random() * 3) } }),
      })),
    ])
    events.sort((a, b) => a.at - b.at)

    let now = 0
    const before = process.cpuUsage()
    for (const event of events) {
      await time.advance(event.at - now)
      event.run()
      now = event.at
    }
    await time.advance(SECONDS * 1000 - now)
    const { user, system } = process.cpuUsage(before)
    phone.assertConnected(memberCount)
    const patches = pages.flatMap((page) => page.patches)
    const traffic: Traffic = {
      calls: patches.length / SECONDS,
      bytes: sum(patches.map(bytesOf)) / SECONDS,
      leaves: sum(patches.flatMap((patch) => Object.values(patch)).map(bytesOf)) / SECONDS,
      microseconds: (user + system) / events.length,
    }
    for (const page of pages) page.detach()
    await time.advance(1000)
    return traffic
  } finally {
    restoreTime()
  }
}

/** The moments of a report that comes every `ms`; no two reporters are in step. */
function ticks(ms: number, reporter: number): number[] {
  const first = (reporter * 97) % ms
  return Array.from({ length: Math.floor((SECONDS * 1000 - first) / ms) }, (_, index) => first + index * ms)
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

async function main(): Promise<void> {
  // so that no row pays for the compiler
  await measure(1, 1)
  const rows: Record<string, number | boolean | string>[] = []
  let exceeded = false
  for (const { members, pages, calls, bytes, original } of BUDGETS) {
    const traffic = await measure(members, pages)
    const ok = traffic.calls <= calls && traffic.bytes <= bytes
    exceeded ||= !ok
    rows.push({
      members,
      pages,
      'setData/s': Math.round(traffic.calls * 100) / 100,
      'budget /s': calls,
      'original /s': original ? original.calls : '',
      'bytes/s': Math.round(traffic.bytes),
      'budget B/s': bytes,
      'original B/s': original ? original.bytes : '',
      'values B/s': Math.round(traffic.leaves),
      'µs/event': Math.round(traffic.microseconds),
      ok,
    })
  }
  console.table(rows)
  if (exceeded) process.exitCode = 1
}

void main()
