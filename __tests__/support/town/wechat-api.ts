/** WeChat's `code2Session` on this machine, with its documented answers. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface WeChatApi {
  origin: string
  /** what it was asked, in order: path and query */
  asked: URL[]
  /** what it answers from now on; a string is sent as it is, undefined leaves the caller waiting */
  answer: object | string | undefined
  /** the HTTP status and a header `location` of its answers */
  status: number
  close(): Promise<void>
}

/** What a good code is answered with. */
export const OPENID = 'oGZUI0egBJY1zhBYw2KhdUfwVJJE'
export const SESSION_KEY = 'tiihtNczf5v6AKRyjwEUhQ=='
export const UNIONID = 'o6_bmasdasdsad6_2sgVt7hMZOPfL'

export async function startWeChatApi(): Promise<WeChatApi> {
  const server: Server = createServer((request, response) => {
    api.asked.push(new URL(request.url ?? '', api.origin))
    if (api.answer === undefined) return
    response.writeHead(api.status, { 'content-type': 'text/plain', location: `${api.origin}/elsewhere` })
    response.end(typeof api.answer === 'string' ? api.answer : JSON.stringify(api.answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const api: WeChatApi = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: { openid: OPENID, session_key: SESSION_KEY },
    status: 200,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
  return api
}
