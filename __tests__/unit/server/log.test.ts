/** What a stranger can write into the log: no faults that are none, and nothing that a terminal obeys. */
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { createServer, type Authenticate } from '../../../server/src/server'
import { REAL_HTTP, SDK_APP_ID, SECRET_KEY } from '../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

let server: FastifyInstance
let lines: string[] = []
afterEach(() => server.close())

async function start(authenticate: Authenticate = () => 'alice'): Promise<number> {
  lines = []
  server = await createServer({
    sdkAppID: SDK_APP_ID,
    key: SECRET_KEY,
    authenticate,
    requestsPerMinute: { address: 10_000, user: 10_000 },
    log: { write: (line) => void lines.push(line) },
  })
  await server.listen({ host: '127.0.0.1', port: 0 })
  return (server.server.address() as { port: number }).port
}

const entries = () =>
  lines.map((line) => JSON.parse(line) as { level: number; reason?: string; req?: { path: string } })

async function until(happens: () => boolean): Promise<void> {
  const begun = Date.now()
  while (!happens()) {
    if (Date.now() - begun > 10_000) throw new Error(`It never happened. The log:\n${lines.join('')}`)
    await new Promise(setImmediate)
  }
}

/** Sends these bytes, and resets the connection once the service has `noticed`. */
async function abandon(port: number, bytes: string, noticed: () => boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const closed = new Promise((resolve) => server.server.once('connection', (peer) => peer.once('close', resolve)))
  socket.write(bytes)
  await until(noticed)
  socket.resetAndDestroy()
  await closed
  await new Promise(setImmediate)
}

const HEAD = 'POST /usersig HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n'
const seen = () => lines.some((line) => line.includes('incoming request'))

describe('a request that is abandoned', () => {
  it.each([
    ['with half of its body', `${HEAD}content-length: 100\r\n\r\n{"code":`],
    ['before its body', `${HEAD}content-length: 100\r\n\r\n`],
    ['within a chunk', `${HEAD}transfer-encoding: chunked\r\n\r\n5\r\n{"c`],
    ['to an address that does not exist', HEAD.replace('usersig', 'elsewhere') + 'content-length: 9\r\n\r\n{'],
  ])('%s is no fault, and brings no stack', async (_what, bytes) => {
    await abandon(await start(), bytes, seen)
    await until(() => entries().some(({ reason, level }) => reason ?? level > 30))
    expect(entries().filter(({ level }) => level > 30)).toEqual([])
    expect(entries().map(({ reason }) => reason)).toContain('the client has left before its request was complete')
    expect(lines.join('')).not.toContain('stack')
  })

  it('is a fault if a hook fails on it: that is the hook’s own affair', async () => {
    let fail = (): void => {}
    const failing = new Promise<never>((_resolve, reject) => (fail = () => reject(new Error('no database'))))
    let asked = false
    const port = await start(() => {
      asked = true
      return failing
    })
    await abandon(port, `${HEAD}content-length: 2\r\n\r\n{}`, () => asked)
    fail()
    await until(() => entries().some(({ level }) => level === 50))
    expect(lines.join('')).toContain('no database')
  })

  it('that is chunked wrongly is answered, and no fault either', async () => {
    const port = await start()
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n`)
    await until(seen)
    socket.write('zz\r\n')
    await new Promise((resolve) => socket.once('close', resolve))
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*{"error":"bad request"}$/)
    expect(entries().filter(({ level }) => level > 30)).toEqual([])
  })
})

describe('control characters', () => {
  // C1 (a terminal takes them for escape sequences), line separators, directions, joiners, a tag, DEL
  const NASTY = [
    '\u009b31m',
    '\u0085',
    '\u2028',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\u{e0041}',
    '\u007f',
    '\u001b[2J',
  ]

  it.each(NASTY)('reach the log escaped: %j', async (nasty) => {
    const port = await start(() => {
      throw Object.assign(new Error(`no such user: ${nasty}`), { code: `E${nasty}`, cause: new Error(nasty) })
    })
    await fetch(`http://127.0.0.1:${port}/usersig`, { method: 'POST' })
    const log = lines.join('')
    expect(log).toContain('no such user')
    expect(log).not.toContain(nasty)
    expect(log.replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
    // nothing is lost
    expect(entries().map((entry) => JSON.stringify(entry))).toContainEqual(
      expect.stringContaining(JSON.stringify(nasty).slice(1, -1)),
    )
  })

  it('in a path reach the log escaped, too', async () => {
    const port = await start()
    const socket = connect(port, '127.0.0.1')
    socket.write(Buffer.from('GET /\u009b31m HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 'latin1'))
    await new Promise((resolve) => socket.resume().once('close', resolve))
    expect(lines.join('').replace(/\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('other letters stay as they are', async () => {
    const port = await start(() => {
      throw new Error('没有这个用户 😀')
    })
    await fetch(`http://127.0.0.1:${port}/usersig`, { method: 'POST' })
    expect(lines.join('')).toContain('没有这个用户 😀')
  })
})
