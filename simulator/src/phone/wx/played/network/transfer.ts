import type { Network } from '../../../host'
import { ApiFailure, respond, type Callbacks } from '../../respond'

interface DownloadOptions extends Callbacks<{ tempFilePath: string; statusCode: number }> {
  url: string
  header?: Record<string, string>
}

interface UploadOptions extends Callbacks<{ data: string; statusCode: number }> {
  url: string
  filePath: string
  name: string
  header?: Record<string, string>
  formData?: Record<string, string>
}

/** Files to and from a server. Temporary files are addresses of the browser's, which `<image>` shows as they are. */
export function transferApi(network: Network) {
  const start = <T extends object>(api: string, options: Callbacks<T>, work: (signal: AbortSignal) => Promise<T>) => {
    const abort = new AbortController()
    const outcome = respond<T>(api, options, () => {
      if (!network.online) throw new ApiFailure('net::ERR_INTERNET_DISCONNECTED')
      return work(abort.signal)
    })
    // the caller gets the task instead of the promise
    outcome?.catch(() => {})
    const listeners = { onProgressUpdate() {}, offProgressUpdate() {}, onHeadersReceived() {}, offHeadersReceived() {} }
    return { abort: () => abort.abort(new Error('abort')), ...listeners }
  }

  return {
    downloadFile: (options: DownloadOptions) =>
      start('downloadFile', options, async (signal) => {
        const response = await fetch(options.url, { headers: options.header ?? {}, signal })
        return { tempFilePath: URL.createObjectURL(await response.blob()), statusCode: response.status }
      }),
    uploadFile: (options: UploadOptions) =>
      start('uploadFile', options, async (signal) => {
        const body = new FormData()
        for (const [name, value] of Object.entries(options.formData ?? {})) body.append(name, value)
        const file = await (await fetch(options.filePath)).blob()
        body.append(options.name, file, options.filePath.replace(/^.*\//, ''))
        const response = await fetch(options.url, { method: 'POST', headers: options.header ?? {}, body, signal })
        return { data: await response.text(), statusCode: response.status }
      }),
  }
}
