import type { FastifyInstance } from 'fastify'
import { readConfig } from './config'
import type { LogSink } from './log'
import { createServer, type ServerOptions } from './server'

/** What a host plugs in: its own sessions, or the accounts of WeChat users, and who may enter which room. */
export type Hooks = Pick<ServerOptions, 'authenticate' | 'userIDOf' | 'mayEnter'>

export interface StartOptions extends Hooks {
  /** default: `process.env`; see `readConfig` */
  env?: Readonly<Record<string, string | undefined>>
  /** gets the log, one JSON object per line; default: standard output */
  log?: LogSink
}

/**
 * Runs the service until its `close()`, which answers the requests under way. The process around it, its signals and its
 * errors are the host's own. Rejects, without listening, when the environment lacks a key or holds a placeholder.
 */
export async function startServer({
  env = process.env,
  log = process.stdout,
  ...hooks
}: StartOptions = {}): Promise<FastifyInstance> {
  const { host, port, ...options } = readConfig(env)
  if (hooks.authenticate && options.weChat) {
    throw new Error('Both authenticate() and WECHAT_APP_ID tell who is signed in: leave one of them out.')
  }
  const server = await createServer({ ...options, ...hooks, log })

  try {
    await server.listen({ host, port })
  } catch (error) {
    await server.close()
    throw error
  }
  return server
}
