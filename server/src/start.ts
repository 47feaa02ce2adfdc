import type { FastifyInstance } from 'fastify'
import { readConfig } from './config'
import type { LogSink } from './log'
import { createServer, type ServerOptions } from './server'
import { codeOf } from './settings/environment'

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
 * errors are the host's own. Rejects, without listening, when a setting cannot be right; the message names it and
 * repeats no value.
 */
export async function startServer({
  env = process.env,
  log = process.stdout,
  ...hooks
}: StartOptions = {}): Promise<FastifyInstance> {
  const warnings: string[] = []
  const { host, port, ...options } = readConfig(env, (warning) => warnings.push(warning))
  if (hooks.authenticate && options.weChat) {
    throw new Error('Both authenticate() and WECHAT_APP_ID tell who is signed in: leave one of them out.')
  }
  const server = await createServer({ ...options, ...hooks, log })
  warnings.forEach((warning) => server.log.warn(warning))

  const problem = await server.listen({ host, port }).then(() => undefined, codeOf)
  if (problem !== undefined) {
    await server.close()
    throw new Error(`The service cannot listen (${problem}): check HOST and PORT.`)
  }
  return server
}
