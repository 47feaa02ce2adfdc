/** A secret that was put into the wrong variable is printed nowhere: not in the error, not in the log. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inspect } from 'node:util'
import { startServer } from '../../../server/src/start'
import { tracesOf } from '../../support/server/secret-search'
import { bundleService, runService } from '../../support/server/service-process'
import { APP_ID, APP_SECRET, REAL_HTTP, SECRET_KEY, SESSION_SECRET } from '../../support/server/signing-service'

jest.setTimeout(REAL_HTTP)

const env: Record<string, string> = {
  TRTC_SDK_APP_ID: '1400000001',
  TRTC_SECRET_KEY: SECRET_KEY,
  WECHAT_APP_ID: APP_ID,
  WECHAT_APP_SECRET: APP_SECRET,
  SESSION_KEY: SESSION_SECRET,
  PORT: '0',
}

const SETTINGS = [
  ...['TRTC_SDK_APP_ID', 'TRTC_SECRET_KEY', 'TRTC_SECRET_KEY_FILE', 'TRTC_USER_SIG_EXPIRE', 'TRTC_ADMINISTRATORS'],
  ...['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_APP_SECRET_FILE', 'SESSION_KEY', 'SESSION_KEY_FILE'],
  ...['SESSION_EXPIRE', 'WECHAT_ORIGIN', 'REQUESTS_PER_MINUTE_OF_ADDRESS', 'REQUESTS_PER_MINUTE_OF_USER'],
  ...['TRUST_PROXY', 'HOST', 'PORT', 'LOG_LEVEL'],
]

/** Of each kind that belongs somewhere in the settings. */
const SECRETS: [what: string, secret: string][] = [
  ['hexadecimal digits', 'b7e15163d8a9f04c2e6b1a7f9d3c5e80c4a1f6b2d9e8073a5b6c7d8e9f0a1b2c'],
  ['base64', 'q8Zk1vXw3n+Tj5Rm/Yb7Pc9Ld2Hf4Gs6Ua0Ei8Wo1tQ='],
  ['decimal digits', '93847561029384756102938475610293847561'],
  ['several lines', 'Kp3vN8xQ2mZ7wL4rT9yB\nJc6hF1dS5gA0eU3iO8pV\n'],
  ['a space at the end', 'Wn5kR8tYp2Lm9Qx4Zc7Vb3Hj6Fd1Sg0Aa '],
]

/** What an operator may see: the error with all that hangs on it, and the log. */
async function seen(wrong: Record<string, string>): Promise<string> {
  let log = ''
  const started = startServer({ env: wrong, log: { write: (line) => void (log += line) } })
  const error: unknown = await started.then(
    (server) => server.close(),
    (error: unknown) => error,
  )
  return `${log}\n${String(error)}\n${inspect(error, { depth: 9, showHidden: true })}`
}

describe.each(SETTINGS)('%s', (name) => {
  it.each(SECRETS)('that holds a secret, %s, is not repeated', async (_what, secret) => {
    const shown = await seen({ ...env, [name]: secret })
    expect(tracesOf(secret.trim()).filter((trace) => shown.includes(trace))).toEqual([])
  })
})

it('the search would find a secret that is repeated', () => {
  const shown = "ENOENT: no such file or directory, open 'b7e15163d8a9f04c2e6b1a7f9d3c5e80'"
  expect(tracesOf('b7e15163d8a9f04c2e6b1a7f9d3c5e80').some((trace) => shown.includes(trace))).toBe(true)
})

describe('a file with a secret that cannot be read', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'signing-'))
    mkdirSync(path.join(folder, 'folder'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['does not exist', 'nothing', 'ENOENT'],
    ['is a folder', 'folder', 'EISDIR'],
    ['is below a file', '/dev/null/key', 'ENOTDIR'],
    ['has an impossible name', 'x'.repeat(300), 'ENAMETOOLONG'],
  ])('is named by its setting, and the reason by its code: it %s', async (_what, file, code) => {
    const error = startServer({ env: { ...env, TRTC_SECRET_KEY_FILE: path.resolve(folder, file) } })
    await expect(error).rejects.toThrow(
      `TRTC_SECRET_KEY_FILE must be the path of a file that the service can read (${code}), not the secret itself.`,
    )
  })
})

describe('the process', () => {
  const secret = 'b7e15163d8a9f04c2e6b1a7f9d3c5e80c4a1f6b2d9e8073a5b6c7d8e9f0a1b2c'

  let main = ''
  beforeAll(async () => {
    main = await bundleService('printed-settings')
  })

  it.each(['HOOKS', 'HOST', 'TRTC_SECRET_KEY_FILE'])('does not print a secret in %s either', async (name) => {
    const service = runService([main], { ...env, [name]: secret })
    const { code, errors } = await service.exited
    expect(code).toBe(1)
    expect(errors).toMatch(new RegExp(`^${name} must be .+\n$`))
    expect(tracesOf(secret).filter((trace) => service.output().includes(trace))).toEqual([])
  })
})
