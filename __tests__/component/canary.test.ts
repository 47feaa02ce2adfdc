/** Fault 40: a marked UserSig is on no screen: in no `setData`, no attribute and no text but the url of the live-pusher. */
import { format } from 'node:util'
import { ComponentBed } from '../support/component/component-bed'
import { configOf } from '../support/component/component-phone'
import type { Rendered } from '../support/component/exparser'
import { ScreenRecorder } from '../support/simulator/screen-recorder'
import { CANARY, useDevices } from '../support/town/town'
import { holdLogins } from '../support/chat/wire'

const screen = new ScreenRecorder(shown)
const bed = new ComponentBed()
const IN_A_ROOM = ['live-pusher: url', 'setData: pusher.url']

const LEVELS = ['log', 'info', 'debug', 'warn', 'error'] as const
let printed: string[] = []

beforeEach(() => {
  printed = []
  for (const level of LEVELS)
    jest.spyOn(console, level).mockImplementation((...args) => void printed.push(format(...args)))
})

afterEach(() => {
  expect(screen.size).toBeGreaterThan(0)
  const elsewhere = screen.placesOf(CANARY).filter((place) => !IN_A_ROOM.includes(place))
  expect({ elsewhere, printed: printed.join('\n').includes(CANARY) }).toEqual({ elsewhere: [], printed: false })
})

/** The page of this test; none while it is being made. */
function shown(): Rendered | undefined {
  const root = (bed as Partial<ComponentBed>).phone?.root
  return root?.dom.isConnected ? root : undefined
}

/** A login of which Chat says no, in words that repeat the UserSig. */
async function failLogin(code: number): Promise<unknown> {
  const refuse = holdLogins(bed.town.chat)
  const login = bed.phone.instance.login().catch((error: unknown) => error)
  await bed.town.settle()
  refuse({ code, message: `bad signature ${CANARY}-alice, ${encodeURIComponent(`${CANARY}-alice`)}` })
  await bed.town.pass(16_000)
  return login
}

it('is seen where it has to be: in the url that the live-pusher is given', async () => {
  await bed.connect(2)
  expect(screen.placesOf(`${CANARY}-alice`)).toEqual(IN_A_ROOM)
  for (const place of IN_A_ROOM) {
    expect(screen.seenAt(place).filter((url) => url !== '')).not.toEqual([])
    for (const url of screen.seenAt(place)) expect(url).toMatch(/^room:\/\/|^$/)
  }
})

it('a call with everything a user can do in it, and the logout', async () => {
  const { bob, phone, town } = bed
  await bed.connect(2)
  await useDevices(phone.instance, town)
  await bob.calling.switchCallType(1)
  await town.pass(1000)
  await phone.instance.hangup()
  await town.pass(3000)
  await phone.instance.logout()
  expect(phone.isEmpty()).toBe(true)
  expect(screen.placesOf(CANARY)).toEqual(IN_A_ROOM)
})

it('a group call', async () => {
  const [carol] = await bed.town.people('carol')
  await bed.phone.signIn()
  await bed.phone.instance.groupCall({ userIDList: ['bob', 'carol'], type: 2 })
  await bed.town.settle()
  for (const one of [bed.bob, carol]) await one.calling.accept()
  await bed.town.pass(2000)
  await bed.phone.instance.hangup()
  await bed.town.settle()
  expect(screen.placesOf(CANARY)).toEqual(IN_A_ROOM)
})

it.each([2003, 2025, 2801, 6206, 70001, 70003, 70009, 99999])('a login that fails with %d', async (code) => {
  expect(await failLogin(code)).toMatchObject({ name: 'CallingError' })
  expect(screen.placesOf(CANARY)).toEqual([])
})

it('a signature that expires during a call, and a newer one from the page', async () => {
  const { phone, town } = bed
  await bed.connect(2)
  town.chat.kick('alice', 'userSigExpired')
  // nobody is signed in to tell bob, who waits for reconnectTimeout
  await town.pass(31_000)
  expect(phone.heard).toContain('ERROR')
  const { config } = phone.root.instance.data as { config: { tim: object } }
  screen.byPage(() => phone.root.setData({ config: { ...config, userSig: `${CANARY}-newer` } }))
  await bed.connect(2)
  expect(screen.placesOf(`${CANARY}-newer`)).toEqual(IN_A_ROOM)
})

describe('with renewUserSig', () => {
  function openWith(renewUserSig: () => Promise<unknown>): void {
    bed.reopen({ config: { ...configOf(bed.town, 'alice'), userSig: '', renewUserSig } })
  }

  it('a signature that it brings', async () => {
    openWith(() => Promise.resolve({ userSig: `${CANARY}-renewed`, expiresAt: Date.now() / 1000 + 60 }))
    await bed.connect(2)
    await bed.town.pass(70_000)
    expect(screen.placesOf(`${CANARY}-renewed`)).toEqual(IN_A_ROOM)
  })

  it('a failure of it that repeats the signature', async () => {
    openWith(() => Promise.reject(new Error(`cannot renew ${CANARY}-old`)))
    const login = bed.phone.instance.login()
    await expect(login).rejects.toMatchObject({ reason: 'USER_SIG_EXPIRED' })
    await bed.town.pass(5000)
    expect(screen.placesOf(CANARY)).toEqual([])
  })
})

it.each([-3301, -100013, -100018])('a room that fails with %d, and says it with the url', async (code) => {
  const { phone, town } = bed
  await bed.connect(2)
  town.media.state('alice', code, `failed: ${phone.instance.data.pusher?.url ?? ''}`)
  await town.pass(1000)
  expect(phone.heard).toEqual(expect.arrayContaining(['ERROR', 'CALL_END']))
})

it('a config with a signature of the wrong type', async () => {
  bed.reopen({ config: { ...configOf(bed.town, 'alice'), userSig: { sig: CANARY } } })
  await expect(bed.phone.instance.login()).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' })
  await bed.town.pass(1000)
  expect(screen.placesOf(CANARY)).toEqual([])
})
