/** `userData` travels where the other callers look for it: TUICallKit at the top level, its first mini program in `extInfo`. */
import { setScene } from '../../../support/town/scene'
import { inviteCall, lastOf, makeUp } from '../../../support/chat/wire'

const scene = setScene()

async function invitedWith(fields: object, data: object = {}): Promise<unknown> {
  const { alice, town } = scene
  const call = { ...inviteCall(4711, data), ...fields }
  town.chat.inject(
    'alice',
    makeUp({ action: 'invite', from: 'dave', inviteID: 'i-1', inviter: 'dave', inviteeList: ['alice'], call }),
  )
  await town.settle()
  const [invited] = alice.got('INVITED')
  expect(invited?.sponsor).toBe('dave')
  await scene.endAll()
  return invited?.userData
}

describe('read', () => {
  it.each([
    ['userData beside data', { userData: 'hello' }, {}],
    ['extInfo beside data', { extInfo: 'hello' }, {}],
    ['userData inside of data', {}, { userData: 'hello' }],
    ['an empty one beside data, and one inside', { userData: '', extInfo: '' }, { userData: 'hello' }],
    ['the same in every place', { userData: 'hello', extInfo: 'hello' }, { userData: 'hello' }],
  ])('%s', async (_name, fields, data) => {
    expect(await invitedWith(fields, data)).toBe('hello')
  })

  it('as long as call() takes it', async () => {
    expect(await invitedWith({ userData: 'x'.repeat(2048) })).toBe('x'.repeat(2048))
  })

  it.each([
    ['a number', { userData: 7, extInfo: {} }],
    ['one that is too long', { userData: 'x'.repeat(2049) }],
    ['none', {}],
  ])('%s: the call rings without it', async (_name, fields) => {
    expect(await invitedWith(fields)).toBeUndefined()
  })
})

describe('written', () => {
  it('in every place where somebody reads it', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'bob', userData: 'hello' })
    await town.settle()
    const { call } = lastOf(town.chat, 'invite')
    expect(call).toMatchObject({ userData: 'hello', extInfo: 'hello', data: { userData: 'hello' } })
    await scene.endAll()
  })

  it('nowhere if there is none', async () => {
    const { alice, town } = scene
    await alice.calling.call({ userID: 'bob' })
    await town.settle()
    expect(JSON.stringify(lastOf(town.chat, 'invite').call)).not.toMatch(/userData|extInfo/)
    await scene.endAll()
  })
})
