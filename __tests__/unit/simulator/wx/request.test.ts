/** `wx.request` and `wx.connectSocket` of a phone, with real connections to a server of this machine. */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { Foreground, Network } from '../../../../simulator/src/phone/host'
import { Sockets } from '../../../../simulator/src/phone/device/sockets'
import { requestApi } from '../../../../simulator/src/phone/wx/played/network/request'
import { socketApi } from '../../../../simulator/src/phone/wx/played/network/socket'

interface Arrived {
  method: string | undefined
  path: string | undefined
  type: string | undefined
  body: string
}

let server: http.Server
let origin: string
const arrived: Arrived[] = []

beforeAll(async () => {
  server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const { method, url, headers } = request
      arrived.push({ method, path: url, type: headers['content-type'], body })
      response.end('{"ok":true}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  Object.assign(globalThis, { location: { origin }, WebSocket })
})

beforeEach(() => {
  arrived.length = 0
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
})

describe('a request', () => {
  const ask = (options: Partial<Parameters<ReturnType<typeof requestApi>['request']>[0]>) =>
    new Promise<unknown>((resolve) => {
      requestApi(new Network('wifi')).request({
        url: `${origin}/x`,
        method: 'POST',
        success: resolve,
        fail: resolve,
        ...options,
      })
    })

  it('carries JSON unless it says otherwise', async () => {
    expect(await ask({ data: { a: 1 } })).toMatchObject({ data: { ok: true }, statusCode: 200, errMsg: 'request:ok' })
    expect(arrived).toEqual([{ method: 'POST', path: '/x', type: 'application/json', body: '{"a":1}' }])
  })

  it.each(['content-type', 'Content-Type'])('has one type when the host names it as %s', async (name) => {
    await ask({ data: 'hi', header: { [name]: 'text/plain' } })
    expect(arrived).toMatchObject([{ type: 'text/plain', body: 'hi' }])
  })

  it('carries a form when it says so', async () => {
    const header = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }
    await ask({ data: { a: 1, 'b c': 'd&e', 你: '好' }, header })
    expect(arrived).toMatchObject([{ body: 'a=1&b+c=d%26e&%E4%BD%A0=%E5%A5%BD' }])
  })

  it('has its fields in the address when it is a GET', async () => {
    await ask({ method: 'get', data: { a: 1, b: 'x y' }, url: `${origin}/x?c=2` })
    expect(arrived).toMatchObject([{ method: 'GET', path: '/x?c=2&a=1&b=x+y', body: '' }])
  })

  it("finds the example's signing service wherever the simulator runs, and nothing else of port 8080", async () => {
    const asked = jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('not sent'))
    for (const path of ['/usersig', '/usersig?a=1', '/usersigs', '/api', '']) {
      await ask({ url: `http://127.0.0.1:8080${path}` })
    }
    expect(asked.mock.calls.map(([url]) => (url as URL).href.replace(origin, 'simulator'))).toEqual([
      'simulator/usersig',
      'simulator/usersig?a=1',
      'http://127.0.0.1:8080/usersigs',
      'http://127.0.0.1:8080/api',
      'http://127.0.0.1:8080/',
    ])
  })
})

describe('a socket', () => {
  const host = (network = new Network('wifi')) => ({ network, sockets: new Sockets(new Foreground(), true) })

  /** What the mini program is told, in this order, until the socket has closed. */
  const told = (phone: ReturnType<typeof host>, url: string, onOpen?: () => void) =>
    new Promise<string[]>((resolve) => {
      const events: string[] = []
      const task = socketApi(phone).connectSocket({
        url,
        success: ({ errMsg }) => events.push(errMsg),
        fail: ({ errMsg }) => events.push(errMsg),
      })
      task.onOpen(() => {
        events.push('open')
        onOpen?.()
      })
      task.onError(() => events.push('error'))
      task.onClose(() => resolve([...events, 'close']))
    })

  it('opens, and closes when the network of the phone is cut', async () => {
    const sockets = new WebSocketServer({ server })
    const network = new Network('wifi')
    const url = origin.replace('http', 'ws')
    expect(await told(host(network), url, () => network.set('none'))).toEqual(['connectSocket:ok', 'open', 'close'])
    sockets.close()
  })

  it('is not even tried without a network', async () => {
    let upgrades = 0
    const count = () => {
      upgrades++
    }
    server.on('upgrade', count)
    const events = await told(host(new Network('none')), origin.replace('http', 'ws'))
    expect(events).toEqual(['connectSocket:fail network is down', 'error', 'close'])
    server.off('upgrade', count)
    expect(upgrades).toBe(0)
  })

  it('closes when WeChat allows no more, and no other one opens then', async () => {
    const sockets = new WebSocketServer({ server })
    const phone = host()
    const url = origin.replace('http', 'ws')
    expect(await told(phone, url, () => phone.sockets.setSuspended(true))).toEqual([
      'connectSocket:ok',
      'open',
      'close',
    ])
    expect(await told(phone, url)).toEqual(['connectSocket:fail interrupted', 'error', 'close'])
    sockets.close()
  })

  it('with an address that is none fails, and does not throw', async () => {
    const events = await told(host(), 'no address')
    expect(events).toEqual([expect.stringMatching(/^connectSocket:fail .*no address/), 'error', 'close'])
    expect(socketApi(host()).connectSocket({ url: 'no address' }).readyState).toBe(WebSocket.CLOSED)
  })
})
