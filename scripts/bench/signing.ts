/**
 * What the signing service bears: `POST /usersig` over loopback, with the sessions of WeChat users and the access log,
 * on one core; the load generator has a thread of its own. The figures depend on the machine and are not judged; the
 * run fails when an answer is not 200.
 */
import autocannon from 'autocannon'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from '../../server/src/server'

const CONNECTIONS = 50
const WARM_UP_S = 1
const SECONDS = 3

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
  if (requests.total === 0 || non2xx + errors > 0) process.exitCode = 1
}

void main()
