/** What an invitation is to a side, in each phase: told before anything is done about it. */
import { classifyInvite } from '../../../../lib/call/state/rules'
import type { Collision } from '../../../../lib/call/state/rules'
import type {
  Active,
  Call,
  Calling,
  Idle,
  MessageOf,
  Phase,
  Ringing,
  Tombstone,
} from '../../../../lib/call/state/model'
import { createMemory } from '../../../../lib/call/state/tombstones'

type Invite = MessageOf<'invite'>

const room = { roomID: 7, strRoomID: '' }

/** Bob invites alice. */
const invite: Invite = {
  kind: 'invite',
  from: 'bob',
  inviteID: 'bob-2',
  groupID: '',
  callID: 'call of bob',
  age: 0,
  type: 1,
  room: { roomID: 8, strRoomID: '' },
  isGroup: false,
  inviteeList: ['alice'],
  timeout: 30,
  sequence: 20,
  userData: '',
  version: 4,
}

const call: Call = {
  key: 1,
  callID: 'call',
  type: 1,
  room,
  isGroup: false,
  groupID: '',
  inviter: 'alice',
  inviteID: 'alice-1',
  request: 0,
  peerNamesCalls: true,
  since: 0,
  peerSequence: 10,
}
const ownInvitation = { localID: 1, groupID: '', request: 0, inviteID: 'alice-1' }
const theirs: Call = { ...call, inviter: 'bob', inviteID: 'bob-1' }

const idle: Idle = { phase: 'idle' }

function calling(invitee: string, inviteID: string, isGroup = false): Calling {
  const invitations = [{ ...ownInvitation, inviteID, invitees: [invitee], waiting: [invitee] }]
  return { phase: 'calling', call: { ...call, inviteID, isGroup }, plan: null, invitations }
}

const asking: Calling = {
  phase: 'calling',
  call: { ...call, inviteID: '' },
  plan: { invitees: ['bob'], timeout: 30, userData: '', offlinePushInfo: null },
  invitations: [],
}

function ringing(change: Partial<Call> = {}): Ringing {
  const inviteeList = ['alice']
  return {
    phase: 'ringing',
    call: { ...theirs, ...change },
    inviteeList,
    timeout: 30,
    deadline: 30_000,
    further: [],
    answering: false,
    byVoice: false,
    replaces: '',
  }
}

function active(change: Partial<Call> = {}): Active {
  return {
    phase: 'active',
    call: { ...call, ...change },
    members: [{ userID: 'bob', status: 'joined' }],
    strangers: [],
    connectedAt: 0,
    invitations: [],
    offline: { network: false, media: 'here', interrupted: false },
    leftAt: null,
    silent: [],
    mediaSwitch: { state: 'none' },
    quiet: { own: false, peer: false, unseen: 'no' },
    yielded: null,
  }
}

function classify(current: Phase, message: Partial<Invite> = {}, tombstones: Tombstone[] = [], now = 0): Collision {
  return classifyInvite(
    { memory: { ...createMemory('alice', 0), tombstones }, current },
    { ...invite, ...message },
    now,
  )
}

const group = { isGroup: true, callID: 'group call' }

const team = { ...group, groupID: 'team' }
const byRoom = { isGroup: true, callID: '', room }
const withCarol: Ringing = { ...ringing(group), inviteeList: ['alice', 'carol'] }

const secondMember: Ringing = {
  ...ringing(group),
  further: [{ inviter: 'carol', inviteID: 'bob-2', groupID: '' }],
}

it.each<[Collision, string, Phase, Partial<Invite>]>([
  ['ring', 'idle', idle, {}],

  ['busy', 'calling another user', calling('carol', 'alice-1'), {}],
  ['busy', 'calling a group of which the inviter is one', calling('bob', 'alice-1', true), {}],
  ['busy', 'calling the inviter, who invites into a group call', calling('bob', 'alice-1'), { isGroup: true }],
  ['glareWon', 'calling the inviter, by the lower invitation', calling('bob', 'alice-1'), {}],
  ['glareLost', 'calling the inviter, by the higher invitation', calling('bob', 'carol-1'), {}],
  [
    'glareWon',
    'calling the inviter, by an invitation of the same name and the lower user',
    calling('bob', 'bob-2'),
    {},
  ],
  ['glareLost', 'calling an old inviter, which knows no glare', calling('bob', 'alice-1'), { callID: '' }],
  ['glareLost', 'about to call the inviter', asking, {}],

  ['busy', 'ringing for another user', ringing({ inviter: 'carol' }), {}],
  ['copy', 'ringing with this very invitation', ringing(), { inviteID: 'bob-1' }],
  ['copy', 'ringing with this invitation of a second member', secondMember, { ...group, from: 'carol' }],
  ['sameCall', 'ringing for this call', ringing(), { callID: 'call' }],
  ['sameCall', 'ringing for this group call, of another member', withCarol, { ...group, from: 'carol' }],
  ['sameCall', 'ringing for this call of a Chat group', ringing(team), { ...team, from: 'carol' }],
  ['busy', 'ringing for this group call, of a stranger who names it', ringing(group), { ...group, from: 'mallory' }],
  ['busy', 'ringing for this invitation, of a stranger', ringing(), { inviteID: 'bob-1', from: 'mallory' }],
  [
    'over',
    'ringing for this invitation, of a stranger in its Chat group',
    ringing(team),
    {
      inviteID: 'bob-1',
      from: 'mallory',
      isGroup: true,
      groupID: 'team',
      callID: 'another',
      room: { roomID: 99, strRoomID: '' },
    },
  ],
  ['sameCall', 'ringing for the group call in this room', ringing({ ...group, callID: '' }), { ...group, room }],
  ['recall', 'ringing for the inviter', ringing(), {}],
  ['over', 'ringing for the inviter, who invited before that', ringing({ peerSequence: 20 }), {}],

  ['busy', 'in a call with another user', active(), { from: 'carol' }],
  ['busy', 'in a group call with the inviter', active(group), {}],
  ['busy', 'in a 1v1 call in the room of a group call', active(), { ...group, from: 'carol', room }],
  ['copy', 'in the call of this very invitation', active(theirs), { inviteID: 'bob-1' }],
  ['sameCall', 'in this call', active(), { callID: 'call' }],
  ['busy', 'in this call, of a stranger who names it', active(), { callID: 'call', from: 'mallory' }],
  ['busy', 'in the call of this invitation, of a stranger', active(), { inviteID: 'alice-1', from: 'mallory' }],
  ['sameCall', 'in this group call, of a member', active({ ...group, room }), { ...group, room }],
  ['busy', 'in this group call, of a stranger who names it', active(group), { ...group, from: 'mallory' }],
  ['busy', 'in the room of this group call, of a stranger', active({ ...group, room }), { ...byRoom, from: 'mallory' }],
  ['recall', 'in a call with the inviter', active(), {}],
  ['recall', 'in a call with an old inviter, which counts nothing', active({ peerSequence: 0 }), { sequence: 0 }],
  ['over', 'in a call with the inviter, who invited before that', active(), { sequence: 10 }],
])('%s: %s', (collision, _title, current, message) => {
  expect(classify(current, message)).toBe(collision)
})

describe('over', () => {
  const tombstone = { from: 'bob', id: 'bob-2', at: 0, callID: '' }

  it.each<[string, Phase]>([
    ['idle', idle],
    ['calling', calling('bob', 'alice-1')],
    ['ringing', ringing()],
    ['active', active()],
  ])('while %s: the invitation is known to be over', (_phase, current) => {
    expect(classify(current, {}, [tombstone])).toBe('over')
  })

  it('its call is known to be over', () => {
    expect(classify(idle, {}, [{ ...tombstone, id: 'call of bob' }])).toBe('over')
  })

  it('not because of the call, if that is a group call: a user may be asked back into it', () => {
    expect(classify(idle, { isGroup: true }, [{ ...tombstone, id: 'call of bob' }])).toBe('ring')
  })

  it('not because of the word of another user', () => {
    expect(classify(idle, {}, [{ ...tombstone, from: 'mallory' }])).toBe('ring')
  })

  it('no longer than two minutes', () => {
    expect(classify(idle, {}, [tombstone], 119_999)).toBe('over')
    expect(classify(idle, {}, [tombstone], 120_000)).toBe('ring')
  })
})
