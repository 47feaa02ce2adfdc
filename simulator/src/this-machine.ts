import type { IncomingHttpHeaders } from 'node:http'

/** Was the server reached by a name of this machine? A foreign name that leads here would let foreign pages in. */
export function isForThisMachine({ host = '' }: IncomingHttpHeaders): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
}

/**
 * Does one of the simulator's own pages ask? Browsers send an Origin with every WebSocket and every POST; what sends
 * none (a test, a script) runs on this machine with the user's rights.
 */
export function isFromThisMachine(headers: IncomingHttpHeaders): boolean {
  const { host = '', origin } = headers
  return isForThisMachine(headers) && (origin === undefined || origin === `http://${host}`)
}
