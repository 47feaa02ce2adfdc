import { once } from 'node:events'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import { startRelay, until, type TestRelay } from '../../../support/simulator/relay'

let net: TestRelay

beforeEach(async () => {
  net = await startRelay({ dropAfter: 60 })
})

afterEach(async () => {
  await net.close()
})

describe('whoever speaks wrongly', () => {
  const open = async (query: string, headers: Record<string, string> = {}): Promise<WebSocket> => {
    const socket = new WebSocket(`${net.url}?${query}`, { headers })
    await once(socket, 'open')
    return socket
  }
  const listen = (socket: WebSocket): string[] => {
    const replies: string[] = []
    socket.on('message', (data: Buffer) => replies.push(data.toString()))
    return replies
  }
  const refusal = async (url: string, headers: Record<string, string>): Promise<number | undefined> => {
    const socket = new WebSocket(url, { headers })
    socket.on('error', () => {})
    const [request, response] = await once(socket, 'unexpected-response')
    request.destroy()
    return response.statusCode
  }

  test.each(['{', '[]', 'null', '{"id":-1,"op":"login"}', '{"id":1}', '{"id":1,"op":{}}'])(
    'with %s is disconnected, and nobody else notices',
    async (frame) => {
      const alice = await net.signIn('phone-1', 'alice')
      const socket = await open('phone=x&channel=chat')
      socket.send(frame)
      const [code] = await once(socket, 'close')
      expect(code).toBe(4001)
      await expect(alice.getMyProfile()).resolves.toMatchObject({ code: 0 })
    },
  )

  test.each([
    { op: 'login', params: null },
    { op: 'login', params: { userID: 5 } },
    { op: 'send', params: { payload: [] } },
    { op: 'hasOwnProperty', params: {} },
    { op: '__proto__', params: {} },
  ])('with a bad request $op gets code 10004', async (frame) => {
    const socket = await open('phone=x&channel=chat')
    const replies = listen(socket)
    socket.send(JSON.stringify({ id: 7, ...frame }))
    await until(() => replies.some((reply) => reply.includes('"id":7')))
    expect(JSON.parse(replies.at(-1) ?? '')).toMatchObject({ id: 7, ok: false, code: 10004 })
    socket.terminate()
  })

  test('with a frame above 64 KB is disconnected', async () => {
    const socket = await open('phone=x&channel=chat')
    socket.send('x'.repeat(70_000))
    const [code] = await once(socket, 'close')
    expect(code).toBe(1009)
  })

  test('before a login gets code 2024', async () => {
    const socket = await open('phone=x&channel=chat')
    socket.send(JSON.stringify({ id: 1, op: 'groupList', params: {} }))
    const replies = listen(socket)
    await until(() => replies.some((reply) => reply.includes('2024')))
    socket.terminate()
  })

  test('from a page of another origin, or by another name of this machine, gets no connection', async () => {
    const url = `${net.url}?phone=x&channel=chat`
    await expect(refusal(url, { origin: 'http://evil.example' })).resolves.toBe(403)
    await expect(refusal(url, { host: 'evil.example', origin: 'http://evil.example' })).resolves.toBe(403)
    ;(await open('phone=x&channel=chat', { origin: `http://${net.host}` })).terminate()
  })

  test('with an address that is none gets no connection', async () => {
    const socket = connect(Number(new URL(net.url).port), '127.0.0.1')
    socket.write('GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toContain('400 Bad Request')
    socket.destroy()
  })

  test('at another address gets no connection, instead of one that nobody ends', async () => {
    await expect(refusal(`ws://${net.host}/elsewhere`, {})).resolves.toBe(404)
  })

  test('with an unknown channel or without a phone gets no connection', async () => {
    await expect(refusal(`${net.url}?phone=x&channel=other`, {})).resolves.toBe(400)
    await expect(refusal(`${net.url}?channel=chat`, {})).resolves.toBe(400)
  })
})
