import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import path from 'node:path'
import { pipeline } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { ADDRESS, RUN_EVENT, type ErrorReport } from '../addresses'
import { isForThisMachine, isFromThisMachine } from '../this-machine'
import type { MiniProgramSource } from './mini-program-source'
import type { SigningService } from './signing'
import { translateStack } from './stack'

const PAGES: Readonly<Record<string, string>> = {
  [ADDRESS.desk]: fileURLToPath(new URL('../desk/desk.html', import.meta.url)),
  [ADDRESS.phone]: fileURLToPath(new URL('../phone/phone.html', import.meta.url)),
}

/** Files of a mini program that its pages may load. Its scripts travel inside /mini-program.json. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.aac': 'audio/aac',
  '.wav': 'audio/wav',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}

/** An error's report is a stack and a message. */
const REPORT_LIMIT = 64 * 1024

export interface HandlerOptions {
  assets: ReadonlyMap<string, string>
  source: MiniProgramSource
  signing: SigningService
  /** an error in a mini program, its stack in the lines of the sources */
  onReport(report: ErrorReport): void
}

/** Answers everything but the relay's WebSockets. `notifyChange` tells the open desks that the mini program is new. */
export function createHandler(options: HandlerOptions): {
  listener: RequestListener
  notifyChange(): void
  close(): void
} {
  const { assets, source, signing } = options
  const desks = new Set<ServerResponse>()
  const run = randomUUID()

  const listener: RequestListener = (request, response) => {
    try {
      route(request, response)
    } catch {
      // an address that is none, e.g. with half a %-escape: what one page asks for must not end the server
      send(response, 400, 'text/plain', 'bad request')
    }
  }

  const route: RequestListener = (request, response) => {
    if (!isForThisMachine(request.headers)) return send(response, 403, 'text/plain', 'open the simulator as 127.0.0.1')
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const page = PAGES[pathname]
    if (page !== undefined) return send(response, 200, 'text/html; charset=utf-8', fs.readFileSync(page, 'utf8'))
    if (pathname === ADDRESS.userSig || pathname === ADDRESS.privateMapKey) return signing.handle(request, response)
    if (pathname === ADDRESS.miniProgram) {
      return send(response, 200, 'application/json', JSON.stringify(source.current.miniProgram))
    }
    if (pathname === ADDRESS.report && request.method === 'POST') {
      // a phone that starts anew hangs up in the middle of its report
      return void receiveReport(request, response).catch(() => response.destroy())
    }
    if (pathname === ADDRESS.changes) return keepInformed(response)
    if (pathname.startsWith(ADDRESS.assets)) return sendAsset(response, pathname.slice(ADDRESS.assets.length))
    if (pathname.startsWith(ADDRESS.sourceMaps))
      return sendMap(response, decodeURIComponent(pathname.slice(ADDRESS.sourceMaps.length)))
    if (pathname.startsWith(ADDRESS.files)) {
      return sendMedia(response, source, decodeURIComponent(pathname.slice(ADDRESS.files.length)))
    }
    send(response, 404, 'text/plain', 'not found')
  }

  const sendAsset = (response: ServerResponse, name: string): void => {
    const content = assets.get(name)
    if (content === undefined) return send(response, 404, 'text/plain', 'not found')
    send(response, 200, name.endsWith('.css') ? 'text/css' : 'text/javascript', content)
  }

  const sendMap = (response: ServerResponse, file: string): void => {
    const map = source.current.maps[file]
    if (map === undefined) return send(response, 404, 'text/plain', 'not found')
    send(response, 200, 'application/json', map)
  }

  const receiveReport = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isFromThisMachine(request.headers)) {
      send(response, 403, 'text/plain', 'not a page of the simulator')
      return
    }
    const body = await readBody(request)
    if (body === null) {
      send(response, 413, 'text/plain', `a report has at most ${REPORT_LIMIT} bytes`)
      return
    }
    const report = parseReport(body)
    if (!report) {
      send(response, 400, 'text/plain', 'not a report')
      return
    }
    const stack = translateStack(report.stack, source.current.maps)
    options.onReport({ ...report, stack })
    send(response, 200, 'text/plain; charset=utf-8', stack)
  }

  /** Server-sent events: which run of the server this is, and a line whenever the mini program was compiled anew. */
  const keepInformed = (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(`event: ${RUN_EVENT}\ndata: ${run}\n\n`)
    desks.add(response)
    response.on('close', () => desks.delete(response))
  }

  return {
    listener,
    notifyChange: () => desks.forEach((desk) => desk.write('data: compiled\n\n')),
    close: () => desks.forEach((desk) => desk.end()),
  }
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(body)
}

function sendMedia(response: ServerResponse, { root, current }: MiniProgramSource, name: string): void {
  const type = MEDIA_TYPES[path.extname(name).toLowerCase()]
  const inside = path.join(root, name).startsWith(root + path.sep)
  const file = current.fileOf(path.posix.normalize(name))
  if (type === undefined || !inside || !fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
    return send(response, 404, 'text/plain', 'not found')
  }
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' })
  // a file may go, and a page may hang up, before all is sent
  pipeline(fs.createReadStream(file), response, () => {})
}

/** null: more than a report has. It is read to its end all the same, so that the sender hears why it is refused. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= REPORT_LIMIT) chunks.push(chunk)
  }
  return size > REPORT_LIMIT ? null : Buffer.concat(chunks).toString('utf8')
}

function parseReport(text: string): ErrorReport | null {
  try {
    const { phone, message, stack } = JSON.parse(text) as Record<string, unknown>
    return { phone: plain(phone), message: plain(message), stack: plain(stack) }
  } catch {
    return null
  }
}

/** Text for a terminal, which would obey control characters. */
function plain(value: unknown): string {
  return String(value).replace(/(?![\n\t])\p{Cc}/gu, '')
}
