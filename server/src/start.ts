import type { FastifyInstance } from 'fastify'
import { readConfig } from './config'
import { type Authenticate, createServer } from './server'

export interface StartOptions {
  authenticate: Authenticate
  /** default: `process.env`; see `readConfig` */
  env?: Readonly<Record<string, string | undefined>>
  /** gets the log, one JSON object per line; default: standard output */
  log?: { write(line: string): void }
}

/**
 * Runs the service until SIGINT or SIGTERM; requests under way are answered before it stops.
 * Rejects, without listening, when the environment lacks a key or holds a placeholder.
 */
export async function startServer({
  authenticate,
  env = process.env,
  log = process.stdout,
}: StartOptions): Promise<FastifyInstance> {
  const { host, port, ...options } = readConfig(env)
  const logger = { stream: log, serializers: { req: describeRequest } }
  const server = await createServer({ ...options, authenticate, logger })

  const stop = () => void server.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  server.addHook('onClose', (_server, done) => {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    done()
  })

  await server.listen({ host, port })
  return server
}

/** Without headers, body and query, which may hold what identifies a session. */
function describeRequest({ method, url, ip }: { method: string; url: string; ip: string }) {
  return { method, path: url.replace(/\?.*$/s, ''), ip }
}
