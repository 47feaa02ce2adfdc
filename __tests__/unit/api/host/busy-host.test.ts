/** The host is busy with something of its own, a meeting say, and turns calls down with that reason: fault 62. */
import { EVENT } from '../../../../lib/foundation/types'
import { DIALECTS } from '../../../support/chat/dialects'
import { OldPeer } from '../../../support/chat/old-peer'
import { lastOf, traffic } from '../../../support/chat/wire'
import { GROUP_KINDS, KINDS, pairs, setScene } from '../../../support/town/scene'

const scene = setScene()
const TYPES = [1, 2] as const

describe('fault 62: the host is busy with something of its own', () => {
  it.each(pairs(KINDS, TYPES))('%s, media %d: the caller hears LINE_BUSY, and no REJECT', async (kind, type) => {
    const { alice, bob, town } = scene
    scene.kind = kind
    alice.calling.on(EVENT.INVITED, () => void alice.calling.reject({ reason: 'busy' }))
    await scene.call(bob, type)
    await town.settle()
    const heard = { invitee: 'alice', reason: 'line busy' }
    expect(bob.got('LINE_BUSY')).toMatchObject([heard])
    expect(bob.got('REJECT')).toEqual([])
    expect(alice.ends()).toEqual(['reject'])
    expect(bob.ends()).toEqual(kind === '1v1' ? ['line-busy'] : [])
    await scene.endAll()
  })

  it.each(GROUP_KINDS)('%s, by two members: both hear it', async (kind) => {
    const { alice, bob, dave, town } = scene
    await scene.bring('ringing', kind)
    await dave.calling.accept()
    await town.settle()
    await dave.calling.inviteUser({ userIDList: ['carol'] })
    await town.settle()
    await scene.carol.calling.reject({ reason: 'busy' })
    await alice.calling.reject({ reason: 'busy' })
    await town.settle()
    expect(bob.got('LINE_BUSY').map(({ invitee }) => invitee)).toEqual(['alice'])
    expect(dave.got('LINE_BUSY').map(({ invitee }) => invitee)).toEqual(['carol'])
    await scene.endAll()
  })

  it.each(DIALECTS)('$name hears it as well', async (dialect) => {
    const { alice, town } = scene
    const otto = new OldPeer(town, 'otto', dialect)
    await otto.signIn()
    otto.call('alice')
    await town.settle()
    await alice.calling.reject({ reason: 'busy' })
    await town.settle()
    expect(otto.state).toBe('idle')
    expect(lastOf(town.chat, 'reject', 'alice').call).toMatchObject({
      line_busy: 'line_busy',
      data: { message: 'lineBusy' },
    })
    otto.dispose()
  })

  // the last one is what a tap hands over, where a page takes `reject` as its handler
  it.each([undefined, null, {}, { reason: undefined }, { reason: 'reject' }, { type: 'tap', detail: {} }])(
    'reject(%j) is a plain no',
    async (options) => {
      const { alice, bob, town } = scene
      await scene.bring('ringing')
      await alice.calling.reject(options as undefined)
      await town.settle()
      expect([bob.ends(), bob.got('LINE_BUSY')]).toEqual([['reject'], []])
    },
  )

  it.each([[{ reason: 'meeting' }], ['busy'], [{ reason: 7 }], [[]]])(
    'reject(%j) is refused, and it rings on',
    async (options) => {
      const { alice } = scene
      await scene.bring('ringing')
      const rejected = alice.calling.reject(options as never)
      await expect(rejected).rejects.toMatchObject({ reason: 'INVALID_PARAMETER' })
      expect(traffic(scene.town.chat).filter((line) => line.startsWith('alice>'))).toEqual([])
      await scene.expectUntouched()
    },
  )
})
