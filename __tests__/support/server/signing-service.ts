/** The signing service on this machine, with secrets of its own and requests to it. */
import { createServer, type ServerOptions } from '../../../server/src/server'
import { startWeChatApi, type WeChatApi } from '../town/wechat-api'

/** Milliseconds that a test may take which waits for nothing but the machine. */
export const REAL_HTTP = 60_000

export const APP_ID = 'wx0123456789abcdef'
export const SDK_APP_ID = 1400000001
export const SECRET_KEY = '0f8fad5bd9cb469fa165708679128a0c7b1f61f4c7cf4f0e9d3b2a1c5e6f7081'
export const SESSION_SECRET = '3b9d6bcdbbfd4b2d9b5dab8dfbbd4bed63f945d61e5e4a6a9c4f2f5a9d2b1c3e'
export const APP_SECRET = '9c858901a8a34b6eb9e4a1d0f3c2b5d7'

export interface Service {
  origin: string
  post(
    path: string,
    request?: { session?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>
  close(): Promise<void>
}

/** With WeChat login at `weChatOrigin`, unless `options` say otherwise. */
export async function startService(weChatOrigin: string, options: Partial<ServerOptions> = {}): Promise<Service> {
  const server = await createServer({
    sdkAppID: SDK_APP_ID,
    key: SECRET_KEY,
    weChat: { appID: APP_ID, appSecret: APP_SECRET, origin: weChatOrigin },
    session: { key: SESSION_SECRET },
    ...options,
  })
  const origin = await server.listen({ host: '127.0.0.1', port: 0 })
  return {
    origin,
    post: (path, { session, body, headers } = {}) =>
      fetch(`${origin}${path}`, {
        method: 'POST',
        headers: {
          ...(session !== undefined && { authorization: `Bearer ${session}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    close: () => server.close(),
  }
}

export interface Services {
  /** asked by each of them; another one for each test */
  weChat: WeChatApi
  start(options?: Partial<ServerOptions>): Promise<Service>
}

/** Services with WeChat login, closed after the test that starts them. @param common options of all of them */
export function setServices(common: Partial<ServerOptions> = {}): Services {
  const started: Service[] = []
  const services: Services = {
    weChat: undefined as unknown as WeChatApi, // set before each test
    async start(options) {
      const service = await startService(services.weChat.origin, { ...common, ...options })
      started.push(service)
      return service
    },
  }
  beforeEach(async () => {
    services.weChat = await startWeChatApi()
  })
  afterEach(async () => {
    for (const service of started.splice(0)) await service.close()
    await services.weChat.close()
  })
  return services
}

/** A refusal is a constant text per status, and kept by no cache. */
export async function expectRefusal(response: Response, status: number, error: string): Promise<void> {
  expect({ status: response.status, answer: await response.json() }).toEqual({ status, answer: { error } })
  expect(response.headers.get('cache-control')).toBe('no-store')
}
