/**
 * Mutants that no test can notice, because they change nothing that can be observed. They are known by their text and
 * the function around it, not by a line, so that the code may move.
 */
export interface Explained {
  within: string
  /** what stands right in front of it, where there are several such changes */
  preceding?: string
  before: string
  after: string
  why: string
}

export const EXPLAINED: Explained[] = [
  {
    within: 'measure',
    before: "fact.kind === 'volume'",
    after: "fact.kind !== 'volume'",
    why: 'both branches are the same; they are two for the compiler alone',
  },
  {
    within: 'destroy',
    before: 'this.destroyed',
    after: 'false',
    why: 'a second time there is no call, no timer, no listener and no session left to take away',
  },
  {
    within: 'getProfiles',
    before: 'userIDs.slice()',
    after: 'userIDs',
    why: 'a list of our own for the Chat SDK, in case it changes it; the list is not used again here',
  },
  {
    within: 'onNo',
    before: "draft.stopTimer('yielded')",
    after: 'undefined',
    why: 'when the timer fires, there is nothing left to withdraw; it stops with the call at the latest',
  },
  {
    within: 'onDevices',
    preceding: "waitFor(draft, active, 'yes')\n  return ",
    before: 'false',
    after: 'true',
    why: 'the peer, which has just said that it is quiet, is not taken for gone: nothing is done, as without it',
  },
  {
    within: 'leave',
    before: 'this.listener = null',
    after: '',
    why: 'a room that is over has nothing more to say',
  },
  ...['settleInvitation', 'cancel', 'forget'].map((within) => ({
    within,
    before: 'this.outgoing.delete(inviteID)',
    after: '',
    why: 'the fate of what was delivered is read the same later on; the map is bounded, and goes with the session',
  })),
  {
    within: 'learn',
    before: 'offset > this.atLeast',
    after: 'offset >= this.atLeast',
    why: 'an equal one makes no difference',
  },
  {
    within: '',
    preceding: 'const LONGEST_TIMER = ',
    before: '24',
    after: '12',
    why: 'a longer wait is made of several timers, however long each is',
  },
  {
    within: 'onSwitchAssigned',
    preceding: 'active.mediaSwitch = { ...mediaSwitch, inviteID }\n  return ',
    before: 'true',
    after: 'false',
    why: 'no invitation has that number, so the id is given to nothing else',
  },
  {
    within: 'nextKey',
    before: '1',
    after: '2',
    why: 'a key is another one than before, and that is all it has to be',
  },
  {
    within: 'stopExpecting',
    before: 'gone.push(userID)',
    after: 'gone.unshift(userID)',
    why: 'those who are gone at the same time are told in no order',
  },
  {
    within: 'yieldTo',
    before: 'draft.stopTimer(`ring:${own.localID}`)',
    after: '',
    why: 'when the timer fires, there is no own invitation that it could be about; it stops with the call at the latest',
  },
  {
    within: 'invite',
    before: "''",
    after: "'mutant'",
    why: 'the next input, before any other, brings the id (`assigned`)',
  },
  {
    within: '',
    preceding: 'minimized: ',
    before: 'false',
    after: 'true',
    why: 'each call begins by setting it, and without a call nothing is shown',
  },
  {
    within: 'handle',
    before: "case 'left':",
    after: '',
    why: 'handlePusherEvent has dealt with it before, and without its own case nothing is done either',
  },
  {
    within: 'afterHangup',
    before: "'hangup'",
    after: "''",
    why: 'no other timer of a call has that name either',
  },
  {
    within: 'destroy',
    before: 'return',
    after: 'nothing',
    why: 'a second time there is nothing left to take away, as above',
  },
  {
    within: 'constructor',
    before: 'Object.setPrototypeOf(this, CallingError.prototype)',
    after: 'nothing',
    why: 'needed in ES5 alone, which unit tests do not run; check:dist makes a CallingError of the built library',
  },
  {
    within: 'onDevices',
    before: 'rules.isNamed(call.callID, callID)',
    after: 'rules.isNamed(callID, call.callID)',
    why: 'of two equal ids either both are empty or neither is',
  },
  {
    within: 'isAboutCall',
    before: 'rules.isNamed(call.callID, callID)',
    after: 'rules.isNamed(callID, call.callID)',
    why: 'of two equal ids either both are empty or neither is',
  },
  {
    within: 'isTheirs',
    before: 'rules.isNamed(call.inviteID, inviteID)',
    after: 'rules.isNamed(inviteID, call.inviteID)',
    why: 'of two equal ids either both are empty or neither is',
  },
  {
    within: 'ownInvitation',
    before: 'rules.isNamed(one.inviteID, inviteID)',
    after: 'rules.isNamed(inviteID, one.inviteID)',
    why: 'of two equal ids either both are empty or neither is',
  },
  {
    within: 'withoutOne',
    before: "''",
    after: "'mutant'",
    preceding: 'let most = ',
    why: 'the first user who is counted takes its place, and own invitations alone are never so many',
  },
  ...['heard', 'cameraReady'].map((field) => ({
    within: '',
    preceding: `private ${field} = `,
    before: 'false',
    after: 'true',
    why: 'nobody asks before the room is opened, and opening sets it',
  })),
  {
    within: 'onForeignAccept',
    before: "groupID !== ''",
    after: "groupID === ''",
    why: 'a hangup does not say whether the call is one of a group',
  },
  {
    within: '',
    preceding: 'key: null, type: ',
    before: 'CALL_TYPE.AUDIO',
    after: 'CALL_TYPE.VIDEO',
    why: 'the type of a call is compared with an earlier one of the same call alone',
  },
  ...[
    ['keepIfEqual', 'sameFields(now, before)', 'sameFields(before, now)'],
    ['transition', 'isEqual(state.current, draft.current)', 'isEqual(draft.current, state.current)'],
    ['isOn', 'isSameChat(this.chat, tim)', 'isSameChat(tim, this.chat)'],
  ].map(([within = '', before = '', after = '']) => ({ within, before, after, why: 'each is equal to the other' })),
  {
    within: 'initialState',
    before: '0',
    after: '1',
    why: 'the engine says the epoch anew with each input',
  },
]
