/**
 * What the signing service bears: `POST /usersig` over loopback, with the sessions of WeChat users and the access log,
 * on one core; the load generator has a thread of its own. Then how long honest requests wait while another process
 * floods the service. The figures depend on the machine and are not judged; the run fails when an answer is not 200.
 */
import autocannon from 'autocannon'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createServer } from '../../server/src/server'
import { startFlooder } from './flooder'
import { FLOODS } from './floods'

const CONNECTIONS = 50
const WARM_UP_S = 1
const SECONDS = 3
/** Honest requests under a flood: how many, and milliseconds from one to the next. */
const HONEST = 200
const HONEST_PACE = 5

const UNLIMITED = Number.MAX_SAFE_INTEGER

async function main(): Promise<void> {
  const weChat = createHttpServer((_request, response) => response.end('{"openid":"bench"}'))
  await new Promise<void>((resolve) => weChat.listen(0, '127.0.0.1', resolve))
  const { port } = weChat.address() as AddressInfo
  const random = (digits: number) => crypto.getRandomValues(Buffer.alloc(digits / 2)).toString('hex')
  const server = await createServer({
    sdkAppID: 1400000000,
    key: random(64),
    weChat: { appID: 'wx0123456789abcdef', appSecret: random(32), origin: `http://127.0.0.1:${port}` },
    session: { key: random(64) },
    requestsPerMinute: { address: UNLIMITED, user: UNLIMITED },
    trustProxy: 1,
    log: { write() {} },
  })
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  const signIn = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"code":"bench"}',
  })
  const { session } = (await signIn.json()) as { session: string }

  const load = (duration: number) =>
    autocannon({
      url: `${origin}/usersig`,
      method: 'POST',
      headers: { authorization: `Bearer ${session}` },
      connections: CONNECTIONS,
      workers: 1,
      duration,
    })
  await load(WARM_UP_S)
  const { requests, latency, non2xx, errors } = await load(SECONDS)
  const floods = await underFloods(`${origin}/usersig`, session)
  await server.close()
  weChat.close()

  console.table([
    {
      'signing service': 'POST /usersig',
      connections: CONNECTIONS,
      'requests/s': Math.round(requests.average),
      'p50 ms': latency.p50,
      'p99 ms': latency.p99,
      'not 200': non2xx + errors,
    },
  ])
  console.table(floods)
  const failures = floods.reduce((sum, row) => sum + row['not 200'], non2xx + errors)
  if (requests.total === 0 || failures > 0) process.exitCode = 1
}

/** A row per flood; the first one is without any. */
async function underFloods(url: string, session: string) {
  const port = Number(new URL(url).port)
  const flooder = await startFlooder()
  const rows = [{ flood: 'none', ...(await askHonestly(url, session)), connections: 0, MB: 0 }]
  for (const { name } of FLOODS) {
    const { bytes, connections, ...waits } = await flooder.during({ name, port }, () => askHonestly(url, session))
    rows.push({ flood: name, ...waits, connections, MB: Math.round(bytes / 1e5) / 10 })
  }
  flooder.end()
  return rows
}

async function askHonestly(url: string, session: string) {
  const ask = async () => {
    const begun = performance.now()
    const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${session}` } })
    await response.text()
    return { status: response.status, time: performance.now() - begun }
  }
  const asked: Promise<{ status: number; time: number }>[] = []
  for (let i = 0; i < HONEST; i += 1) {
    asked.push(ask().catch(() => ({ status: 0, time: Infinity })))
    await pause(HONEST_PACE)
  }
  const answers = await Promise.all(asked)
  const times = answers.map(({ time }) => time).sort((a, b) => a - b)
  const percentile = (share: number) => Math.round((times[Math.floor(share * HONEST)] ?? 0) * 10) / 10
  return {
    'p50 ms': percentile(0.5),
    'p99 ms': percentile(0.99),
    'not 200': answers.filter(({ status }) => status !== 200).length,
  }
}

void main()
