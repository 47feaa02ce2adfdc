import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { compileMiniProgram } from '../../../simulator/src/compile/index'
import { createHandler } from '../../../simulator/src/serve/http'
import { listen } from '../../../simulator/src/serve/listen'
import { MiniProgramSource } from '../../../simulator/src/serve/mini-program-source'
import { hasDesktop } from '../../../simulator/src/serve/open-browser'
import { whenOrphaned } from '../../../simulator/src/serve/orphan'
import { packageIsBuilt } from '../../../simulator/src/serve/package-build'
import { createSigningService, type SigningService } from '../../../simulator/src/serve/signing'
import { translateStack } from '../../../simulator/src/serve/stack'
import type { ErrorReport } from '../../../simulator/src/addresses'
import { FIXTURE, writeMiniProgram } from '../../support/simulator/mini-program'

/** Of a stream of server-sent events. */
async function firstEvent(url: string): Promise<string> {
  const { body } = await fetch(url)
  const reader = (body as ReadableStream<Uint8Array>).getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value).trim()
}

describe("the simulator's server", () => {
  const reports: ErrorReport[] = []
  let signing: SigningService
  let server: http.Server
  let base: string

  beforeAll(async () => {
    signing = await createSigningService()
    const source = await MiniProgramSource.load(FIXTURE)
    const { listener } = createHandler({
      assets: new Map([['desk.js', '// desk']]),
      source,
      signing,
      onReport: (report) => reports.push(report),
    })
    server = http.createServer(listener)
    base = `http://127.0.0.1:${await listen(server, 0, true)}`
  })

  afterAll(async () => {
    await signing.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('serves the desk, the phones, their scripts and the mini program', async () => {
    for (const path of ['/', '/phone.html', '/assets/desk.js', '/mini-program.json', '/source-map/app.js']) {
      expect([path, (await fetch(base + path)).status]).toEqual([path, 200])
    }
  })

  it("serves the mini program's pictures and nothing else of the disk", async () => {
    expect((await fetch(`${base}/mini-program/assets/dot.svg`)).headers.get('content-type')).toBe('image/svg+xml')
    for (const path of ['app.js', 'assets/gone.svg', '..%2F..%2F..%2Fpackage.json', '%2e%2e/secret.svg']) {
      expect([path, (await fetch(`${base}/mini-program/${path}`)).status]).toEqual([path, 404])
    }
  })

  it('answers addresses that are none', async () => {
    for (const path of ['/mini-program/%E0%A4%A', '/source-map/%', '/mini-program/%00.svg', '//']) {
      expect([path, await statusOf(path)]).toEqual([path, 400])
    }
  })

  it('tells the desk which run of the server this is', async () => {
    const first = await firstEvent(`${base}/changes`)
    expect(first).toMatch(/^event: run\ndata: [\w-]+$/)
    expect(await firstEvent(`${base}/changes`)).toBe(first)
  })

  it('signs users in, and the relay can check what it signed', async () => {
    const response = await fetch(`${base}/usersig`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ userID: 'alice' }),
    })
    const { sdkAppID, userSig } = (await response.json()) as { sdkAppID: number; userSig: string }
    expect(signing.verifyUserSig({ sdkAppID, userID: 'alice', userSig })).toMatchObject({ ok: true })
    expect(signing.verifyUserSig({ sdkAppID, userID: 'bob', userSig })).toMatchObject({ ok: false, code: 70013 })
    expect(signing.verifyUserSig({ sdkAppID: 1, userID: 'alice', userSig })).toMatchObject({ ok: false, code: 70014 })
  })

  it('takes reports of errors', async () => {
    const report = { phone: 'phone-1', message: 'TypeError: x', stack: '' }
    await fetch(`${base}/report`, { method: 'POST', body: JSON.stringify(report) })
    expect(reports).toEqual([report])
    expect((await fetch(`${base}/report`, { method: 'POST', body: 'null' })).status).toBe(400)
  })

  it('takes no reports from pages of another origin, and none above 64 KB', async () => {
    const body = JSON.stringify({ phone: 'phone-1', message: 'x'.repeat(70_000), stack: '' })
    expect((await fetch(`${base}/report`, { method: 'POST', body })).status).toBe(413)
    const foreign = { method: 'POST', body: '{}', headers: { origin: 'http://evil.example' } }
    expect((await fetch(`${base}/report`, foreign)).status).toBe(403)
    expect((await fetch(`${base}/report`, { ...foreign, headers: { origin: base } })).status).toBe(200)
  })

  it('takes reports without what a terminal would obey', async () => {
    const report = { phone: 'phone-1', message: '\u001b[2Jgone\r\u009b2J\tand\nback', stack: '' }
    await fetch(`${base}/report`, { method: 'POST', body: JSON.stringify(report) })
    expect(reports.at(-1)?.message).toBe('[2Jgone2J\tand\nback')
  })

  it('outlives a phone that hangs up in the middle of a report', async () => {
    const request = http.request(`${base}/report`, { method: 'POST', headers: { 'content-length': 99 } })
    const hungUp = new Promise((resolve) => request.on('error', resolve))
    const arrived = new Promise((resolve) => server.once('request', resolve))
    request.write('{')
    await arrived
    request.destroy(new Error('the phone starts anew'))
    await hungUp
    expect(await statusOf('/')).toBe(200)
  })

  /** As it is written: fetch would put it right, or refuse it. */
  const statusOf = (path: string) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(base)
      http.get({ hostname, port, path }, (response) => resolve(response.resume().statusCode)).on('error', reject)
    })

  it('turns away whoever comes by another name', async () => {
    const status = await new Promise((resolve) => {
      http.get(base, { headers: { host: 'evil.example' } }, (response) => resolve(response.statusCode))
    })
    expect(status).toBe(403)
  })

  it('takes the next port when the wished one is in use, or says so', async () => {
    const taken = Number(new URL(base).port)
    const other = http.createServer()
    await expect(listen(other, taken, true)).rejects.toThrow(`Port ${taken} is in use.`)
    expect(await listen(other, taken, false)).toBeGreaterThan(taken)
    await new Promise((resolve) => other.close(resolve))
  })
})

describe('a source that is watched', () => {
  it('is compiled anew when a file changes', async () => {
    const root = writeMiniProgram({})
    const source = await MiniProgramSource.load(root)
    const compiled = new Promise<void>((resolve, reject) => source.watch(resolve, reject))
    fs.writeFileSync(path.join(root, 'app.js'), 'App({ changed: true })')
    await compiled
    source.close()
    expect(source.current.miniProgram.modules['app.js']?.code).toContain('changed')
  })
})

describe('a source that is saved by replacement, as editors do', () => {
  it('is compiled anew each time, also in folders that are new', async () => {
    const root = writeMiniProgram({})
    const source = await MiniProgramSource.load(root)
    let onCompiled = () => {}
    let onFailure: (error: unknown) => void = () => {}
    source.watch(
      () => onCompiled(),
      (error) => onFailure(error),
    )
    const save = async (name: string, text: string): Promise<void> => {
      const compiled = new Promise<void>((resolve, reject) => {
        onCompiled = resolve
        onFailure = reject
      })
      const file = path.join(root, name)
      fs.mkdirSync(path.dirname(file), { recursive: true })
      fs.writeFileSync(`${file}~`, text)
      fs.renameSync(`${file}~`, file)
      await compiled
    }
    const code = (name: string) => source.current.miniProgram.modules[name]?.code
    for (const mark of ['first', 'second', 'third']) {
      await save('app.js', `App({ ${mark}: require('./fresh/x') })`)
      expect(code('app.js')).toContain(mark)
    }
    await save('fresh/x.js', 'exports.x = 1')
    await save('fresh/x.js', 'exports.x = 2')
    expect(code('fresh/x.js')).toContain('2')
    source.close()
  })
})

describe('a source that cannot be read', () => {
  it('is kept as it was, and says so', async () => {
    const root = writeMiniProgram({})
    const source = await MiniProgramSource.load(root)
    const failed = new Promise<unknown>((resolve) => source.watch(() => {}, resolve))
    // a file in the eyes of the compiler that no longer is one when it is read, as while a build replaces it
    jest.spyOn(fs, 'readFileSync').mockImplementation(() => {
      throw new Error('ENOENT')
    })
    fs.writeFileSync(path.join(root, 'app.js'), 'App({ changed: true })')
    expect(String(await failed)).toContain('ENOENT')
    jest.restoreAllMocks()
    source.close()
    expect(source.current.miniProgram.modules['app.js']?.code).toContain('App({})')
  })
})

describe('the package', () => {
  const HOUR = 3600
  const COPY = 'example/miniprogram_npm/trtc-calling-miniprogram/index.d.ts'

  /** File names, and how many hours ago each was written. */
  const repository = (ages: Record<string, number>): string => {
    const root = writeMiniProgram(Object.fromEntries(Object.keys(ages).map((file) => [file, ''])))
    const everything = fs.readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => [name, 24] as const)
    for (const [name, hours] of [...everything, ...Object.entries(ages)]) {
      const at = Date.now() / 1000 - hours * HOUR
      fs.utimesSync(path.join(root, name), at, at)
    }
    return root
  }

  it('is built when nothing is newer than its last file, here and in the example', () => {
    const built = { 'lib/call/a.ts': 3, 'dist/index.d.ts': 2, [COPY]: 1 }
    expect(packageIsBuilt(repository(built))).toBe(true)
    expect(packageIsBuilt(repository({ ...built, 'component/b.wxml': 0 }))).toBe(false)
    expect(packageIsBuilt(repository({ ...built, [COPY]: 9 }))).toBe(false)
    expect(packageIsBuilt(repository({ 'lib/call/a.ts': 3, [COPY]: 1 }))).toBe(false)
  })

  it.each(['tsconfig.json', 'package-lock.json', 'rollup.config.js', 'scripts/build/to-es5.js'])(
    'is not built when %s is newer',
    (file) => {
      expect(packageIsBuilt(repository({ 'dist/index.d.ts': 2, [COPY]: 1, [file]: 3 }))).toBe(true)
      expect(packageIsBuilt(repository({ 'dist/index.d.ts': 2, [COPY]: 1, [file]: 0 }))).toBe(false)
    },
  )

  it('is not built when a source was deleted or moved since', () => {
    const root = repository({ 'lib/call/a.ts': 3, 'lib/call/b.ts': 3, 'dist/index.d.ts': 2, [COPY]: 1 })
    expect(packageIsBuilt(root)).toBe(true)
    fs.rmSync(path.join(root, 'lib/call/b.ts'))
    expect(packageIsBuilt(root)).toBe(false)
  })

  it('is not built by a build that was interrupted', () => {
    const interrupted = { 'dist/index.d.ts': 5, [COPY]: 4, 'lib/call/a.ts': 3, 'dist/index.js': 2 }
    expect(packageIsBuilt(repository(interrupted))).toBe(false)
  })
})

describe('a process whose parent is gone', () => {
  it('stops, once', () => {
    jest.useFakeTimers()
    let parent = 42
    const stop = jest.fn()
    whenOrphaned(stop, () => parent)
    jest.advanceTimersByTime(5000)
    expect(stop).not.toHaveBeenCalled()
    parent = 1
    jest.advanceTimersByTime(5000)
    expect(stop).toHaveBeenCalledTimes(1)
    jest.useRealTimers()
  })
})

describe('a stack from a browser', () => {
  const stackOf = (line: number, column: number) =>
    [
      'TypeError: x is not a function',
      `    at Proxy.open (http://127.0.0.1:8080/mini-program/pages/a/a.js:${line}:${column})`,
      '    at callHandler (http://127.0.0.1:8080/assets/phone.js:9:9)',
    ].join('\n')

  it('is put back into the lines of the source', async () => {
    const source = "import { x } from './x'\n\n// a comment\nPage({\n  open() {\n    x()\n  },\n})\n"
    const root = writeMiniProgram({ 'pages/a/a.js': source, 'pages/a/x.js': 'export const x = 1' })
    const { miniProgram, maps } = await compileMiniProgram(root)
    const lines = (miniProgram.modules['pages/a/a.js']?.code ?? '').split('\n')
    const line = lines.findIndex((text) => text.includes('.x)()')) + 1
    expect(line).not.toBe(6)
    expect(translateStack(stackOf(line, 5), maps)).toMatch(/^ {2}at open pages\/a\/a\.js:6:\d+$/)
  })

  it('keeps its lines where there is no source map', () => {
    expect(translateStack(stackOf(2, 3), {})).toBe('  at open pages/a/a.js:2:3')
    expect(translateStack('open@http://localhost:1/mini-program/app.js:4:5', {})).toBe('  at open app.js:4:5')
  })
})

describe('opening the browser', () => {
  it('needs a desktop and somebody in front of it', () => {
    expect(hasDesktop({ DISPLAY: ':0' }, 'linux', true)).toBe(true)
    expect(hasDesktop({}, 'darwin', true)).toBe(true)
    expect(hasDesktop({}, 'linux', true)).toBe(false)
    expect(hasDesktop({ DISPLAY: ':0', CI: '1' }, 'linux', true)).toBe(false)
    expect(hasDesktop({ SSH_TTY: '/dev/pts/0' }, 'darwin', true)).toBe(false)
    expect(hasDesktop({ DISPLAY: ':0' }, 'linux', false)).toBe(false)
  })
})
