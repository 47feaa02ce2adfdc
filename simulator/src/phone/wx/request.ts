import type { Network } from '../host'
import type { Callbacks } from './respond'

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
      send(options, network, abort.signal)
        .finally(() => {
          clearTimeout(expire)
          goOffline()
        })
        .then(
          (result) => {
            const answer = { ...result, errMsg: 'request:ok' }
            options.success?.(answer)
            options.complete?.(answer)
          },
          (error: unknown) => {
            const answer = { errMsg: `request:fail ${error instanceof Error ? error.message : String(error)}` }
            options.fail?.(answer)
            options.complete?.(answer)
          },
        )
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
  const response = await fetch(url, {
    method,
    signal,
    headers: { 'content-type': 'application/json', ...options.header },
    body: inAddress ? null : bodyOf(options.data),
  })
  const data =
    options.responseType === 'arraybuffer' ? await response.arrayBuffer() : decode(await response.text(), options)
  return { data, statusCode: response.status, header: Object.fromEntries(response.headers) }
}

/**
 * The address of the example's signing service as it is written in its configuration. Whatever port the simulator
 * runs on, it is there that the service is.
 */
function ownOrigin(url: string): string {
  return url.replace(/^http:\/\/(127\.0\.0\.1|localhost):8080(?=[/?#]|$)/, location.origin)
}

function appendQuery(url: URL, data: unknown): void {
  if (typeof data !== 'object' || data === null) return
  for (const [name, value] of Object.entries(data)) url.searchParams.set(name, String(value))
}

function bodyOf(data: unknown): string | ArrayBuffer {
  if (typeof data === 'string' || data instanceof ArrayBuffer) return data
  return JSON.stringify(data ?? {})
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
