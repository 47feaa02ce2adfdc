/** Group calls: who is there, who rings, and whom one may invite. */
import { ComponentBed } from '../../support/component/component-bed'
import type { Person } from '../../support/town/town'

const bed = new ComponentBed()
let carol: Person
let dave: Person

const CONTACTS = [{ userID: 'bob' }, { userID: 'dave', nick: 'Dave Doe' }, { userID: 'erin' }]

const tiles = () => bed.phone.all('cell--grid')
const people = () => bed.phone.all('contact')
const main = () => bed.phone.all('sheet__button--main')[0] as Element // whenever a sheet is open

/** Alice calls bob and carol; bob accepts. */
async function callTwo(type: 1 | 2 = 2): Promise<void> {
  ;[carol, dave] = await bed.town.people('carol', 'dave')
  await bed.phone.signIn()
  await bed.phone.instance.groupCall({ userIDList: ['bob', 'carol'], type })
  await bed.town.settle()
  await bed.bob.calling.accept()
  await bed.town.settle()
}

it('shows everybody who is invited, and who still rings', async () => {
  await callTwo()
  expect(tiles()).toHaveLength(3)
  expect(bed.phone.text()).toEqual(expect.arrayContaining(['Bob Miller', 'carol', 'Ringing…', 'Me']))
  await carol.calling.accept()
  await bed.town.settle()
  expect(bed.phone.text()).not.toContain('Ringing…')
})

it('marks who speaks, who is muted and who has a weak network', async () => {
  await callTwo()
  const isMarked = (mark: string) => bed.phone.all(mark, tiles()[0]).length > 0
  bed.bob.calling.setMicMute(true)
  await bed.town.settle()
  expect(isMarked('icon--mic-off')).toBe(true)
  bed.phone.instance.onPlayerEvent({
    type: 'netstatus',
    detail: { info: { netQualityLevel: 6 } },
    currentTarget: { id: 'bob_main', dataset: {} },
  })
  await bed.town.settle()
  expect(isMarked('icon--weak')).toBe(true)
  expect(isMarked('tile--speaking')).toBe(false)
  bed.bob.calling.setMicMute(false)
  await bed.town.settle()
  bed.phone.instance.onPlayerEvent({
    type: 'audiovolumenotify',
    detail: { volume: 80 },
    currentTarget: { id: 'bob_main', dataset: {} },
  })
  await bed.town.pass(300)
  expect(isMarked('tile--speaking')).toBe(true)
})

it('gives the place of who left to the others', async () => {
  await callTwo()
  await carol.calling.accept()
  await bed.town.settle()
  await bed.bob.calling.hangup()
  await bed.town.settle()
  expect(tiles()).toHaveLength(2)
})

it('shrinks to a timer', async () => {
  await callTwo()
  await bed.phone.tapOn('corner')
  await bed.town.pass(1000)
  expect(bed.phone.text()).toEqual(['00:01'])
  expect(bed.phone.tags('live-player').length).toBeGreaterThan(0)
})

describe('inviting more people', () => {
  it('is offered only if the host knows some', async () => {
    await callTwo()
    expect(bed.phone.text()).not.toContain('Invite')
    bed.phone.root.setData({ contacts: [{ userID: 'bob' }] })
    await bed.town.settle()
    expect(bed.phone.text()).not.toContain('Invite')
    bed.phone.root.setData({ contacts: CONTACTS })
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Invite')
  })

  it('lets one choose those who are not in the call, and rings them', async () => {
    bed.reopen({ contacts: CONTACTS })
    await callTwo()
    await bed.phone.tap('Invite')
    expect(people().map((one) => one.lastElementChild?.previousElementSibling?.textContent)).toEqual([
      'Dave Doe',
      'erin',
    ])
    expect(bed.phone.text()).toContain('Invite to the call')
    bed.phone.tapElement(people()[0] as Element) // its name was read in the line before
    await bed.town.settle()
    expect(people().map((one) => bed.phone.all('icon--check', one).length > 0)).toEqual([true, false])
    bed.phone.tapElement(main())
    bed.phone.tapElement(main())
    await bed.town.settle()
    expect(dave.names()).toEqual(['INVITED'])
    expect(bed.phone.text()).not.toContain('Invite to the call')
    expect(bed.phone.heard).not.toContain('ERROR')
    expect(tiles()).toHaveLength(4)
  })

  it.each([
    ['null', null],
    ['a number', 7],
  ])('takes a name that is %s for none', async (_what, nick) => {
    bed.reopen({ contacts: [{ userID: 'dave', nick, avatar: nick }] })
    await callTwo()
    await bed.phone.tap('Invite')
    expect(bed.phone.all('contact__name').map((name) => name.textContent)).toEqual(['dave'])
  })

  it('invites nobody while nobody is chosen, and can be closed', async () => {
    bed.reopen({ contacts: CONTACTS })
    await callTwo()
    await bed.phone.tap('Invite')
    bed.phone.tapElement(people()[0] as Element) // dave is listed
    bed.phone.tapElement(people()[0] as Element) // and taken back
    await bed.town.settle()
    bed.phone.tapElement(main())
    await bed.town.settle()
    expect(bed.phone.text()).toContain('Invite to the call')
    await bed.phone.tap('Close')
    expect(bed.phone.text()).not.toContain('Invite to the call')
    expect(dave.names()).toEqual([])
  })

  it('stops at as many as can be invited at a time, and says how many', async () => {
    const crowd = Array.from({ length: 22 }, (_, n) => ({ userID: `guest-${n}` }))
    bed.reopen({ contacts: crowd })
    await bed.town.people(...crowd.map(({ userID }) => userID))
    await callTwo()
    await bed.phone.tap('Invite')
    expect(bed.phone.text()).toContain('Up to 20 people at a time')
    for (const one of people()) bed.phone.tapElement(one)
    await bed.town.settle()
    expect(people().map((one) => bed.phone.all('icon--check', one).length)).toEqual([
      ...Array<number>(20).fill(1),
      0,
      0,
    ])
    expect(bed.phone.all('contact--disabled')).toEqual(people().slice(20))
    bed.phone.tapElement(main())
    await bed.town.settle()
    expect(bed.phone.all('banner--error')).toEqual([])
    expect(bed.phone.instance.state.members).toHaveLength(22)
  })

  it('is over with the call', async () => {
    bed.reopen({ contacts: CONTACTS })
    await callTwo()
    await bed.phone.tap('Invite')
    await bed.phone.instance.hangup()
    await bed.town.pass(2500)
    expect(bed.phone.isEmpty()).toBe(true)
  })

  it('is not for calls of two', async () => {
    bed.reopen({ contacts: CONTACTS })
    await bed.connect(2)
    expect(bed.phone.text()).not.toContain('Invite')
  })
})
