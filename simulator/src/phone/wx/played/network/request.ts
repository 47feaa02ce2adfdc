import { ADDRESS } from '../../../../addresses'
import type { Network } from '../../../host'
import type { Callbacks } from '../../respond'

interface RequestResult {
  data: unknown
  statusCode: number
  header: Record<string, string>
}

interface RequestOptions extends Callbacks<RequestResult> {
  url: string
  data?: unknown
  header?: Record<string, string>
  method?: string
  /** ms */
  timeout?: number
  dataType?: string
  responseType?: 'text' | 'arraybuffer'
}

const DEFAULT_TIMEOUT_MS = 60_000

/** `wx.request` on top of `fetch`. */
export function requestApi(network: Network) {
  return {
    request(options: RequestOptions) {
      const abort = new AbortController()
      const goOffline = network.onChange(({ online }) => {
        if (!online) abort.abort(new Error('the network was cut'))
      })
      const expire = setTimeout(() => abort.abort(new Error('timeout')), options.timeout ?? DEFAULT_TIMEOUT_MS)
      void send(options, network, abort.signal)
        .finally(() => {
          clearTimeout(expire)
          goOffline()
        })
        .then(
          (result) => () => {
            const answer = { ...result, errMsg: 'request:ok' }
            options.success?.(answer)
            options.complete?.(answer)
          },
          (error: unknown) => () => {
            const answer = { errMsg: `request:fail ${error instanceof Error ? error.message : String(error)}` }
            options.fail?.(answer)
            options.complete?.(answer)
          },
        )
        // a timer, because a suspended mini program must not hear of it
        .then((answer) => setTimeout(answer))
      return { abort: () => abort.abort(new Error('abort')), onHeadersReceived() {}, offHeadersReceived() {} }
    },
  }
}

async function send(options: RequestOptions, network: Network, signal: AbortSignal): Promise<RequestResult> {
  if (!network.online) throw new Error('net::ERR_INTERNET_DISCONNECTED')
  const method = (options.method ?? 'GET').toUpperCase()
  const inAddress = method === 'GET' || method === 'HEAD'
  const url = new URL(ownOrigin(options.url))
  if (inAddress) appendQuery(url, options.data)
  const headers = new Headers(options.header)
  if (!headers.has('content-type')) headers.set('content-type', 'application/json')
  const body = inAddress ? null : bodyOf(options.data, headers.get('content-type') ?? '')
  const response = await fetch(url, { method, signal, headers, body })
  const data =
    options.responseType === 'arraybuffer' ? await response.arrayBuffer() : decode(await response.text(), options)
  return { data, statusCode: response.status, header: Object.fromEntries(response.headers) }
}

const EXAMPLE_SIGNING_SERVICE = new RegExp(
  `^http://(127\\.0\\.0\\.1|localhost):8080(?=(${ADDRESS.userSig}|${ADDRESS.privateMapKey})([?#]|$))`,
)

/**
 * The address of the example's signing service as it is written in its configuration. Whatever port the simulator
 * runs on, it is there that the service is. Everything else on port 8080 may be the developer's own server.
 */
function ownOrigin(url: string): string {
  return url.replace(EXAMPLE_SIGNING_SERVICE, location.origin)
}

function appendQuery(url: URL, data: unknown): void {
  for (const [name, value] of fieldsOf(data)) url.searchParams.set(name, value)
}

function bodyOf(data: unknown, contentType: string): string | ArrayBuffer {
  if (typeof data === 'string' || data instanceof ArrayBuffer) return data
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return new URLSearchParams(fieldsOf(data)).toString()
  return JSON.stringify(data ?? {})
}

function fieldsOf(data: unknown): [string, string][] {
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).map(([name, value]) => [name, String(value)])
}

/** Like WeChat: JSON when it is JSON, text otherwise. */
function decode(text: string, { dataType = 'json' }: RequestOptions): unknown {
  if (dataType !== 'json') return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
