import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SessionResponse } from '../../../server/src/routes'
import { startServer } from '../../../server/src/start'
import { bundleService, runService, type ServiceProcess } from '../../support/server/service-process'
import { APP_ID, APP_SECRET, REAL_HTTP, SECRET_KEY as key, SESSION_SECRET } from '../../support/server/signing-service'
import { OPENID, startWeChatApi } from '../../support/town/wechat-api'

jest.setTimeout(REAL_HTTP)

const env = { TRTC_SDK_APP_ID: '1400000001', TRTC_SECRET_KEY: key, PORT: '0' }

let main = ''
beforeAll(async () => {
  main = await bundleService('start')
})

let folder = ''
let service: ServiceProcess | undefined
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signing-'))
})
afterEach(async () => {
  service?.signal('SIGKILL')
  await service?.exited
  service = undefined
  rmSync(folder, { recursive: true })
})

/** The path of a module for the variable HOOKS. */
function hooks(source: string): string {
  const file = path.join(folder, 'hooks.mjs')
  writeFileSync(file, source)
  return file
}

const askUserSig = (origin: string) => fetch(`${origin}/usersig`, { method: 'POST' })

describe('the process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('answers what is under way when %s tells it to stop', async (signal) => {
    const HOOKS = hooks(`
      export async function authenticate() {
        // an answer that is still not there when the stop has begun
        const told = new Promise((resolve) => process.once('${signal}', () => setTimeout(resolve, 50)))
        console.log('looking up')
        await told
        return 'alice'
      }
    `)
    service = runService([main], { ...env, HOOKS })
    const origin = await service.listening
    const request = askUserSig(origin)
    while (!service.output().includes('looking up')) await new Promise(setImmediate)
    service.signal(signal)

    expect(await (await request).json()).toMatchObject({ userID: 'alice' })
    expect(await service.exited).toEqual({ code: 0, signal: null, errors: '' })
    await expect(fetch(`${origin}/health`)).rejects.toThrow('fetch failed')
  })

  it('takes the account of a WeChat user, and who may enter a room, from the module, too', async () => {
    const weChat = await startWeChatApi()
    const HOOKS = hooks(`
      export const userIDOf = ({ openid }) => (openid === '${OPENID}' ? 'alice' : undefined)
      export const mayEnter = (userID, room) => userID === 'alice' && room.roomID === 5
    `)
    const login = { WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: APP_SECRET, SESSION_KEY: SESSION_SECRET }
    service = runService([main], { ...env, ...login, WECHAT_ORIGIN: weChat.origin, HOOKS })
    const origin = await service.listening
    const post = (path: string, body: object, session = '') =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${session}` },
        body: JSON.stringify(body),
      })
    const { session, userID } = (await (await post('/session', { code: 'code' })).json()) as SessionResponse
    expect(userID).toBe('alice')
    expect((await post('/private-map-key', { roomID: 5, type: 1 }, session)).status).toBe(200)
    expect((await post('/private-map-key', { roomID: 6, type: 1 }, session)).status).toBe(403)
    await weChat.close()
  })

  it('ends with a message and a failure when it cannot start', async () => {
    const { TRTC_SDK_APP_ID, PORT } = env
    service = runService([main], { TRTC_SDK_APP_ID, PORT })
    const { code, errors } = await service.exited
    expect(code).toBe(1)
    expect(errors).toMatch(/^The secret key is missing or a placeholder: .+\n$/)
  })

  it.each([
    [
      'names none of them',
      'export default { authenticate() {} }',
      'must export one of authenticate, userIDOf, mayEnter',
    ],
    ['names what is none', "export const authenticate = 'alice'", 'authenticate in .+ must be a function'],
    ['is no JavaScript', 'export const = 1', 'cannot be loaded. SyntaxError'],
  ])('ends with a message when the module with the hooks %s', async (_what, source, message) => {
    service = runService([main], { ...env, HOOKS: hooks(source) })
    const { code, errors } = await service.exited
    expect(code).toBe(1)
    expect(errors).toMatch(new RegExp(`^HOOKS: .*${message}.*\n$`))
  })

  it('ends with a failure when its port is taken', async () => {
    const other = await takePort()
    const { port } = other.address() as { port: number }
    service = runService([main], { ...env, PORT: String(port), HOOKS: hooks("export const authenticate = () => 'a'") })
    const { code, errors } = await service.exited
    other.close()
    expect(code).toBe(1)
    expect(errors).toContain('EADDRINUSE')
  })
})

describe('the service inside of another process', () => {
  it("leaves that process's signals and errors to it", async () => {
    const before = process.eventNames().map((name) => [name, process.listenerCount(name)])
    const server = await startServer({ env, log: { write() {} }, authenticate: () => 'alice' })
    expect(process.eventNames().map((name) => [name, process.listenerCount(name)])).toEqual(before)
    await server.close()
  })

  it('logs requests without anything that could identify a session', async () => {
    const lines: string[] = []
    const log = { write: (line: string) => lines.push(line) }
    const server = await startServer({ env, log, authenticate: () => 'alice' })
    const { port } = server.server.address() as { port: number }
    const response = await fetch(`http://127.0.0.1:${port}/usersig?session=s3cr3t`, {
      method: 'POST',
      headers: { authorization: 'Bearer s3cr3t', cookie: 'session=s3cr3t', 'content-type': 'application/json' },
      body: '{"session":"s3cr3t"}',
    })
    const { userSig } = (await response.json()) as { userSig: string }
    await server.close()

    const entries = lines.map((line) => JSON.parse(line) as { req?: unknown; res?: unknown; userID?: unknown })
    expect(entries.find(({ req }) => req)?.req).toEqual({ method: 'POST', path: '/usersig', ip: '127.0.0.1' })
    expect(entries.find(({ userID }) => userID)?.userID).toBe('alice')
    expect(entries.find(({ res }) => res)?.res).toEqual({ statusCode: 200 })
    for (const secret of ['s3cr3t', key, userSig]) expect(lines.join('')).not.toContain(secret)
  })

  it('keeps the probes of a load balancer out of the log', async () => {
    const lines: string[] = []
    const log = { write: (line: string) => lines.push(line) }
    const server = await startServer({ env, log, authenticate: () => 'alice' })
    const { port } = server.server.address() as { port: number }
    expect((await fetch(`http://127.0.0.1:${port}/health`)).status).toBe(200)
    await server.close()
    expect(lines.join('')).not.toContain('/health')
  })
})

function takePort(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server))
  })
}
