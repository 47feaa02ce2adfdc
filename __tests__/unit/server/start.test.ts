import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createNetServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../../server/src/config'
import { startServer } from '../../../server/src/start'

const key = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e'
const env = { TRTC_SDK_APP_ID: '1400000001', TRTC_SECRET_KEY: key }

describe('the environment', () => {
  it('needs an application and a key, and has defaults for the rest', () => {
    expect(readConfig(env)).toEqual({
      sdkAppID: 1400000001,
      key,
      expire: 7200,
      administrators: ['administrator'],
      host: '127.0.0.1',
      port: 8000,
    })
  })

  it('may hold the path of a secret file instead of the key', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'usersig-'))
    try {
      const file = path.join(folder, 'key')
      writeFileSync(file, `${key}\n`)
      expect(readConfig({ TRTC_SDK_APP_ID: '1400000001', TRTC_SECRET_KEY_FILE: file }).key).toBe(key)
      writeFileSync(file, '')
      expect(() => readConfig({ ...env, TRTC_SECRET_KEY_FILE: file })).toThrow('The secret key is missing')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('names further administrators, an expiry, a host and a port', () => {
    const more = { TRTC_ADMINISTRATORS: 'root, admin,,', TRTC_USER_SIG_EXPIRE: '600', HOST: '0.0.0.0', PORT: '80' }
    expect(readConfig({ ...env, ...more })).toMatchObject({
      administrators: ['administrator', 'root', 'admin'],
      expire: 600,
      host: '0.0.0.0',
      port: 80,
    })
  })

  it.each([
    ['no application', { TRTC_SECRET_KEY: key }, 'TRTC_SDK_APP_ID must be a whole number, but is not set'],
    ['a word for an application', { ...env, TRTC_SDK_APP_ID: 'mine' }, 'TRTC_SDK_APP_ID must be a whole number'],
    ['no key', { TRTC_SDK_APP_ID: '1' }, 'The secret key is missing'],
    ['a placeholder', { ...env, TRTC_SECRET_KEY: 'your-secret-key-your-secret-key-1234' }, 'or a placeholder'],
    ['a negative expiry', { ...env, TRTC_USER_SIG_EXPIRE: '-5' }, 'TRTC_USER_SIG_EXPIRE must be a whole number'],
  ])('with %s does not start the service', async (_what, wrong, message) => {
    await expect(startServer({ authenticate: () => 'alice', env: wrong })).rejects.toThrow(message)
  })
})

describe('the running service', () => {
  it('stops when it is told to, after answering what is under way, and leaves no signal handler behind', async () => {
    const before = signalHandlers()
    const lookup = suspendedLookup()
    const port = await freePort()
    const server = await startServer({ env: { ...env, PORT: String(port) }, log: { write() {} }, ...lookup })
    expect(signalHandlers()).toBe(before + 2)
    const closed = new Promise<void>((resolve) => server.server.once('close', resolve))

    const request = fetch(`http://127.0.0.1:${port}/usersig`, { method: 'POST' })
    await lookup.begun
    process.emit('SIGTERM')
    lookup.answer('alice')

    expect((await request).status).toBe(200)
    await closed
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow('fetch failed')
    expect(signalHandlers()).toBe(before)
  })

  it('logs requests without anything that could identify a session', async () => {
    const lines: string[] = []
    const port = await freePort()
    const server = await startServer({
      env: { ...env, PORT: String(port) },
      log: { write: (line) => lines.push(line) },
      authenticate: () => 'alice',
    })
    await fetch(`http://127.0.0.1:${port}/usersig?session=s3cr3t`, {
      method: 'POST',
      headers: { authorization: 'Bearer s3cr3t', cookie: 'session=s3cr3t', 'content-type': 'application/json' },
      body: '{"session":"s3cr3t"}',
    })
    await server.close()

    const request = lines.map((line) => JSON.parse(line) as { req?: unknown }).find(({ req }) => req)
    expect(request?.req).toEqual({ method: 'POST', path: '/usersig', ip: '127.0.0.1' })
    expect(lines.join('')).not.toContain('s3cr3t')
    expect(lines.join('')).not.toContain(key)
  })
})

const signalHandlers = () => process.listenerCount('SIGTERM') + process.listenerCount('SIGINT')

/** A session look-up that has begun and waits for its answer. */
function suspendedLookup() {
  let begin = (): void => {}
  const begun = new Promise<void>((resolve) => (begin = resolve))
  let answer = (_userID: string): void => {}
  const answered = new Promise<string>((resolve) => (answer = resolve))
  const authenticate = () => {
    begin()
    return answered
  }
  return { authenticate, begun, answer: (userID: string) => answer(userID) }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createNetServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
