/** Secrets that are none, and files that hold them in another way than one line of plain text. */
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '../../../../server/src/config'
import { createServer } from '../../../../server/src/server'
import { startServer } from '../../../../server/src/start'
import { APP_ID, APP_SECRET, SECRET_KEY, SESSION_SECRET } from '../../../support/server/signing-service'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signing-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function file(content: string | Buffer, mode = 0o600): string {
  const name = path.join(folder, 'secret')
  writeFileSync(name, content)
  chmodSync(name, mode)
  return name
}

const env = { TRTC_SDK_APP_ID: '1400000001', TRTC_SECRET_KEY: SECRET_KEY }
const weChat = { WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: APP_SECRET, SESSION_KEY: SESSION_SECRET }

/** Why no service starts with this secret, wherever it stands. */
async function refusals(secret: string): Promise<string[]> {
  const options = {
    sdkAppID: 1400000001,
    key: SECRET_KEY,
    weChat: { appID: APP_ID, appSecret: APP_SECRET },
    session: { key: SESSION_SECRET },
  }
  const wrong = [
    { ...options, key: secret },
    { ...options, session: { key: secret } },
    { ...options, weChat: { appID: APP_ID, appSecret: secret } },
  ]
  return Promise.all(
    wrong.map((one) =>
      createServer(one).then(
        async (server) => {
          await server.close()
          return 'started'
        },
        (error: unknown) => String(error),
      ),
    ),
  )
}

describe('a secret that can be guessed', () => {
  it.each([
    ['a word four times', 'passwordpasswordpasswordpassword'],
    ['another one', 'Tr0ub4dorTr0ub4dorTr0ub4dorTr0ub4dor'],
    ['a word and a number, again and again', 'summer2026!summer2026!summer2026!'],
    ['digits in a row', '0123456789abcdef0123456789abcdef'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz012345'],
    ['backwards', 'zyxwvutsrqponmlkjihgfedcba987654'],
    ['the keyboard', 'qwertyuiopasdfghjklzxcvbnm1234567890'],
    ['few letters', 'abcdabdcacbdadbcabcdabdcacbdadbc'],
    ['a well-known one', 'deadbeefcafebabe0badf00d8badf00d9c1f'],
    ['a password', 'MyPassword-for-the-TRTC-console-2026'],
    ['to be changed', 'changeme-before-you-go-live-with-it'],
    ['to be replaced', 'REPLACE_THIS_BY_A_KEY_OF_64_LETTERS_OK'],
    ['to be pasted', 'paste-the-key-of-the-console-here-ok'],
    ['to be inserted', 'INSERT_KEY_HERE_0f8fad5bd9cb469fa165'],
    ['to do', 'TODO-0f8fad5bd9cb469fa165708679128a0c'],
    ['a test', 'test-0f8fad5bd9cb469fa165708679128a0c'],
    ['a row of x', 'xxxxxxxx-0f8fad5bd9cb469fa1657086791'],
    ['a variable that nothing has filled in', '${TRTC_SECRET_KEY_OF_THE_PRODUCTION}'],
    ['another one', '$TRTC_SECRET_KEY_OF_THE_PRODUCTION_X'],
    ['one of Windows', '%TRTC_KEY_OF_THE_PRODUCTION_SYSTEM%'],
    ['one of a template', '{{ .Values.trtc.key | b64enc | quote }}'],
    ['a Chinese placeholder', '请在这里填写你的密钥请在这里填写你的密钥请在这里填写你的密钥'],
  ])('is refused: %s', async (_what, secret) => {
    for (const refusal of await refusals(secret)) {
      expect(refusal).toMatch(/ is missing or a placeholder: .+\. It .+\.$/)
      expect(refusal).not.toContain(secret)
    }
  })

  it.each([
    ['in quotes', `"${SECRET_KEY}"`, 'has quotes around it'],
    ['with its name before it', `TRTC_KEY=${SECRET_KEY}`, 'begins with the name of a variable'],
    ['with an escape after it', `${SECRET_KEY}\\n`, 'has characters'],
    ['with a space in it', `${SECRET_KEY.slice(0, 32)} ${SECRET_KEY.slice(32)}`, 'has characters'],
    ['read as UTF-8 although it is UTF-16', Buffer.from(SECRET_KEY, 'utf16le').toString(), 'has characters'],
    ['with an invisible letter', `${SECRET_KEY}\u200b`, 'has characters'],
    ['short', SECRET_KEY.slice(0, 31), 'has fewer than 32 characters'],
  ])('is refused for what stands around it: %s', async (_what, secret, reason) => {
    for (const refusal of await refusals(secret)) expect(refusal).toContain(reason)
  })

  it('has no meaning in the white space around it, which variables from files often have', () => {
    for (const text of [` ${SECRET_KEY}`, `${SECRET_KEY}\n`, `${SECRET_KEY}\r\n`])
      expect(readConfig({ ...env, TRTC_SECRET_KEY: text }).key).toEqual([SECRET_KEY])
  })

  it('is none that a generator has made, whatever its alphabet', async () => {
    const generators = [
      (seed: number) => randomBytes(32, seed).toString('hex'),
      (seed: number) => randomBytes(16, seed).toString('hex'),
      (seed: number) => randomBytes(24, seed).toString('base64'),
      (seed: number) => randomBytes(48, seed).toString('base64url'),
      (seed: number) => randomBytes(512, seed).toString('hex'),
      (seed: number) => [...randomBytes(40, seed)].map((byte) => byte % 10).join(''),
    ]
    const session = { WECHAT_APP_ID: APP_ID, WECHAT_APP_SECRET: APP_SECRET }
    for (const generate of generators) {
      for (let seed = 0; seed < 100; seed += 1)
        expect(() => readConfig({ ...env, ...session, TRTC_SECRET_KEY: generate(seed) })).not.toThrow()
    }
    expect(await refusals(randomBytes(32, 0).toString('hex'))).toEqual(['started', 'started', 'started'])
  })

  it('is not one of forty random digits of which three never come, as one in thirteen thousand is', async () => {
    const rare = '2287250458775708202552048789994702252055'
    expect(await refusals(rare)).toEqual(['started', 'started', 'started'])
  })
})

/** The same ones in each run. */
function randomBytes(length: number, seed: number): Buffer {
  return createHash('shake256', { outputLength: length }).update(String(seed)).digest()
}

describe('a file with a secret', () => {
  const fromFile = (content: string | Buffer, name = 'TRTC_SECRET_KEY') =>
    readConfig({ ...env, ...weChat, [`${name}_FILE`]: file(content) })

  it('may end with a line end of any system, and begin with the mark of UTF-8', () => {
    for (const content of [
      SECRET_KEY,
      `${SECRET_KEY}\n`,
      `${SECRET_KEY}\r\n`,
      `\ufeff${SECRET_KEY}\n`,
      `\n${SECRET_KEY}\n\n`,
    ])
      expect(fromFile(content).key).toEqual([SECRET_KEY])
  })

  it.each([
    ['with its mark', Buffer.from(`\ufeff${SECRET_KEY}\r\n`, 'utf16le')],
    ['without one', Buffer.from(SECRET_KEY, 'utf16le')],
    ['big-endian', Buffer.from(`\ufeff${SECRET_KEY}`, 'utf16le').swap16()],
    ['no text at all', Buffer.from([0x8f, 0x1d, 0, 0xff, ...Array.from({ length: 28 }, (_, i) => i * 9)])],
  ])('is plain text: UTF-16 is refused, %s', (_what, content) => {
    expect(() => fromFile(content)).toThrow('TRTC_SECRET_KEY_FILE is no plain text: save it as UTF-8 or ASCII.')
  })

  it.each([32, 40, 48, 60])('holds the key in one line: wrapped after %d characters it is refused', (width) => {
    const wrapped = `${SECRET_KEY.slice(0, width)}\n${SECRET_KEY.slice(width)}\n`
    for (const content of [wrapped, wrapped.replace(/\n/g, '\r\n'), wrapped.replace(/\n/g, '\r')])
      expect(() => fromFile(content)).toThrow('TRTC_SECRET_KEY_FILE has a key that goes over several lines')
    expect(() => fromFile(`${APP_SECRET.slice(0, 16)}\n${APP_SECRET.slice(16)}\n`, 'WECHAT_APP_SECRET')).toThrow(
      'WECHAT_APP_SECRET_FILE has a key that goes over several lines',
    )
  })

  it('may hold two short keys, if a comma stands between them', () => {
    const keys = [APP_SECRET, SESSION_SECRET.slice(0, 32)]
    expect(fromFile(`${keys.join(',\n')}\n`, 'SESSION_KEY').session?.key).toEqual(keys)
  })

  it('is read to its end only if it is as short as a secret', () => {
    expect(() => fromFile('x'.repeat(100_000))).toThrow('TRTC_SECRET_KEY_FILE')
  })

  it('that others can read or change brings a warning, and one that is private brings none', async () => {
    const warningsWith = async (mode: number) => {
      const lines: string[] = []
      const settings = { ...env, PORT: '0', TRTC_SECRET_KEY_FILE: file(SECRET_KEY, mode) }
      const log = { write: (line: string) => void lines.push(line) }
      await (await startServer({ env: settings, log, authenticate: () => 'alice' })).close()
      expect(lines.join('')).not.toContain(SECRET_KEY)
      return lines.map((line) => JSON.parse(line) as { level: number; msg: string }).filter(({ level }) => level === 40)
    }
    for (const mode of [0o644, 0o604, 0o602, 0o666])
      expect(await warningsWith(mode)).toMatchObject([
        {
          msg: 'TRTC_SECRET_KEY_FILE: every user of this machine can read or change the file. chmod 600 keeps it private.',
        },
      ])
    for (const mode of [0o600, 0o400, 0o440]) expect(await warningsWith(mode)).toEqual([])
  })
})
