/** Fault 40, the server's half: no secret is in a built file, in an answer, or in a log. */
import { spawn } from 'node:child_process'
import crypto from 'node:crypto'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { startSimulator } from '../../simulator/src/simulator'
import { filesIn, search } from '../support/server/secret-search'
import { runService } from '../support/server/service-process'
import { OPENID, SESSION_KEY, startWeChatApi, type WeChatApi } from '../support/town/wechat-api'

jest.setTimeout(300_000)

const ROOT = path.resolve(__dirname, '../..')
const BUILT = path.join(ROOT, '.cache/secrets')

const random = (digits: number) => crypto.randomBytes(digits / 2).toString('hex')
/** The newer and the older one of those that can be two. */
const SECRETS = {
  'secret key': random(64),
  'older secret key': random(64),
  'session secret': random(64),
  'older session secret': random(64),
  'app secret': random(32),
}
const ENVIRONMENT = {
  TRTC_SDK_APP_ID: '1400000001',
  TRTC_SECRET_KEY: `${SECRETS['secret key']},${SECRETS['older secret key']}`,
  SESSION_KEY: `${SECRETS['session secret']},${SECRETS['older session secret']}`,
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: SECRETS['app secret'],
}

describe('the search', () => {
  const key = SECRETS['secret key']
  const raw = Buffer.from(key, 'hex')

  it.each<[string, string | Buffer]>([
    ['as it is', `var key="${key}"`],
    ['cut off', `... ${key.slice(0, 40)}`],
    ['in two pieces', `"${key.slice(0, 32)}" + "${key.slice(32)}"`],
    ['as hexadecimal digits', Buffer.from(key).toString('hex')],
    ...[0, 1, 2].map((shift): [string, string] => [
      `in base64, after ${shift} characters`,
      Buffer.from(`${'-'.repeat(shift)}${key}.`).toString('base64'),
    ]),
    ['in base64 for urls', Buffer.from(JSON.stringify({ key })).toString('base64url')],
    ['as bytes', Buffer.concat([Buffer.from('key'), raw])],
    ['as bytes in base64', raw.toString('base64')],
    [
      'inside of a UserSig',
      `sig=${deflateSync(JSON.stringify({ key })).toString('base64').replace(/\+/g, '*').replace(/\//g, '-')}`,
    ],
  ])('finds a secret %s', (where, content) => {
    expect(search([[where, content]], SECRETS)).toEqual([{ where, secret: 'secret key' }])
  })

  it('finds nothing where nothing is', () => {
    expect(search([['elsewhere', random(64)]], SECRETS)).toEqual([])
  })
})

describe('everything that is built, with the secrets in the environment of the build,', () => {
  beforeAll(async () => {
    rmSync(BUILT, { recursive: true, force: true })
    mkdirSync(BUILT, { recursive: true })
    await build()
  })

  it('holds none of them', () => {
    const files = filesIn(BUILT)
    const names = files.map(([file]) => path.relative(BUILT, file).split(path.sep).join('/'))
    const expected = ['package/index.js', 'package/vendor.js', 'package/TRTCCalling.wxml', 'package/index.d.ts']
    expect(names).toEqual(expect.arrayContaining([...expected, 'server/main.js', 'simulator/phone.js']))
    expect(search(files, SECRETS)).toEqual([])
  })

  it('and what lies in the folders that are shipped holds nothing that looks like a secret key', () => {
    const folders = ['dist', 'example', 'server/dist', '.cache/secrets'].map((folder) => path.join(ROOT, folder))
    const files = folders.filter((folder) => existsSync(folder)).flatMap(filesIn)
    const looksLikeKey = /(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/i
    const suspects = files.filter(([, content]) => looksLikeKey.test(content.toString('latin1')))
    expect(suspects.map(([file]) => path.relative(ROOT, file))).toEqual([])
  })

  it('the service among it, runs, and neither answers nor logs one', async () => {
    const weChat = await startWeChatApi()
    const HOOKS = path.join(BUILT, 'hooks.mjs')
    writeFileSync(HOOKS, MAY_ENTER)
    // beside server/dist, that is server/package.json
    writeFileSync(path.join(BUILT, 'server/package.json'), '{ "type": "module" }')
    const service = runService([path.join(BUILT, 'server/main.js')], {
      ...ENVIRONMENT,
      HOOKS,
      LOG_LEVEL: 'trace',
      PORT: '0',
      REQUESTS_PER_MINUTE_OF_ADDRESS: '100000',
      WECHAT_ORIGIN: weChat.origin,
    })
    try {
      const { answers, statuses, passwords } = await askForEverything(await service.listening, weChat)
      service.signal('SIGTERM')
      expect((await service.exited).code).toBe(0)

      expect([...statuses].sort()).toEqual([200, 400, 401, 403, 404, 405, 413, 415, 429, 500, 503])
      expect(search(answers, { ...SECRETS, openid: OPENID, 'session key of WeChat': SESSION_KEY })).toEqual([])
      const log = service.output()
      expect(log).toContain('the hook failed')
      expect(passwords).toMatchObject({ session: expect.any(String), userSig: expect.any(String) })
      expect(
        search([['log', log]], { ...SECRETS, ...passwords, openid: OPENID, 'session key of WeChat': SESSION_KEY }),
      ).toEqual([])
    } finally {
      service.signal('SIGKILL')
      await weChat.close()
    }
  })

  it.each(Object.keys(ENVIRONMENT))('prints no secret key that was put into %s by mistake', async (name) => {
    const wrong = { ...ENVIRONMENT, [name]: `${SECRETS['secret key']} ${SECRETS['secret key']}`, PORT: '0' }
    const service = runService([path.join(BUILT, 'server/main.js')], wrong)
    const { code, errors } = await service.exited
    expect(code).toBe(1)
    expect(errors).not.toBe('')
    expect(search([['output', service.output()]], SECRETS)).toEqual([])
  })
})

it('the simulator serves its key nowhere', async () => {
  const key = Buffer.from(SECRETS['secret key'], 'hex')
  const randomBytes = crypto.randomBytes.bind(crypto) as (size: number) => Buffer
  jest
    .spyOn(crypto, 'randomBytes')
    .mockImplementation((size: number) => (size === key.length ? key : randomBytes(size)))
  const simulator = await startSimulator({ quiet: true })
  try {
    const get = async (address: string) => textOf(await fetch(new URL(address, simulator.url)))
    const assets = ['desk.js', 'phone.js', 'desk-style.css', 'phone-style.css', 'desk.js.map', 'phone.js.map']
    const addresses = ['', 'phone.html', 'mini-program.json', 'nowhere', ...assets.map((asset) => `assets/${asset}`)]
    const answers: [string, string][] = []
    for (const address of addresses) answers.push([address, await get(address)])
    const userSig = await fetch(`${simulator.url}usersig`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"userID":"alice"}',
    })
    expect(userSig.status).toBe(200)
    answers.push(['usersig', await textOf(userSig)], ['usersig, refused', await get('usersig')])
    expect(search(answers, SECRETS)).toEqual([])
    // that very key signs, so it was there to be found
    expect(crypto.randomBytes).toHaveReturnedWith(key)
  } finally {
    await simulator.close()
  }
})

const MAY_ENTER = `
export function mayEnter(userID, room) {
  if (room.roomID === 2) throw new Error('the hook failed')
  return room.roomID === 1
}
`

function build(): Promise<void> {
  const args = ['--import', 'tsx', path.join(ROOT, '__tests__/support/jest/build-everything.ts'), BUILT]
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...ENVIRONMENT } })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`the build failed:\n${output}`))))
  })
}

interface Answers {
  answers: [where: string, text: string][]
  statuses: Set<number>
  /** what only the user may see: in an answer, but in no log */
  passwords: Record<string, string>
}

/** Every method, on every address, with every kind of body and session, and with every answer of WeChat. */
async function askForEverything(origin: string, weChat: WeChatApi): Promise<Answers> {
  const answers: [string, string][] = []
  const statuses = new Set<number>()
  const passwords: Record<string, string> = {}
  const json = { 'content-type': 'application/json' }
  const ask = async (method: string, address: string, headers: Record<string, string> = {}, body?: string) => {
    const response = await fetch(`${origin}${address}`, { method, headers, ...(body !== undefined && { body }) })
    statuses.add(response.status)
    const text = await textOf(response)
    answers.push([`${method} ${address} ${JSON.stringify(headers)} ${body?.slice(0, 80) ?? ''}`, text])
    for (const name of ['session', 'userSig', 'privateMapKey']) {
      const value = new RegExp(`"${name}":"([^"]+)"`).exec(text)?.[1]
      // the beginning of a token or a ticket is the same for everybody
      if (value !== undefined) passwords[name] = value.slice(value.length / 2)
    }
    return text
  }

  const signIn = await ask('POST', '/session', json, '{"code":"a-good-code"}')
  const session = /"session":"([^"]+)"/.exec(signIn)?.[1] ?? ''
  const bearer = { authorization: `Bearer ${session}` }
  const addresses = ['/', '/session', '/usersig', '/private-map-key', '/health', '/nowhere?a=1', '/%zz']
  for (const method of ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
    for (const address of addresses) await ask(method, address, bearer)

  const bodies = ['', '{}', '{"a":', '{"__proto__":{}}', 'null', JSON.stringify({ pad: 'x'.repeat(2000) })]
  for (const address of addresses) {
    for (const body of bodies) await ask('POST', address, json, body)
    await ask('POST', address, { ...bearer, 'content-type': 'application/xml' }, '<a/>')
    await ask('POST', address, { authorization: `Bearer ${session}x` })
    await ask('POST', address, { authorization: 'Basic YWxpY2U6' })
  }
  for (const roomID of [1, 2, 3])
    await ask('POST', '/private-map-key', { ...bearer, ...json }, JSON.stringify({ roomID, type: 2 }))
  for (const errcode of [40029, 40163, 40226, 45011, -1, 40013, 40125]) {
    weChat.answer = { errcode, errmsg: 'no' }
    await ask('POST', '/session', json, '{"code":"a-bad-code"}')
  }
  for (const answer of ['<html>', '', 'null']) {
    weChat.answer = answer
    await ask('POST', '/session', json, '{"code":"a-bad-code"}')
  }
  // until the user has had enough
  for (let i = 0; i < 25; i += 1) await ask('POST', '/usersig', bearer)
  return { answers, statuses, passwords }
}

async function textOf(response: Response): Promise<string> {
  return JSON.stringify([response.status, response.statusText, ...response.headers]) + (await response.text())
}
