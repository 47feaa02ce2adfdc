/** docs/wire.md against the code: our examples are what is written, and all that is written can be read. */
import { read, write } from '../../../lib/call/wire'
import type { CallFacts, Incoming, Outgoing } from '../../../lib/call/state/model'
import { codeSpans, readDocument } from '../../support/docs/markdown'

const { sections } = readDocument('docs/wire.md')

const call: CallFacts = {
  callID: 'k3v9q0d2m7x1c8b5n4a6',
  type: 2,
  room: { roomID: 88469383, strRoomID: '' },
  isGroup: false,
}
const voice: CallFacts = { ...call, type: 1 }
const sequence = 1760000000250

/** By the title of the section that shows it. */
const EXAMPLES: { title: string; message: Outgoing; action: 'invite' | 'accept' | 'reject' | 'cancel' | 'timeout' }[] =
  [
    { title: 'Invite', message: { kind: 'invite', call, sequence, userData: '', userIDs: [] }, action: 'invite' },
    { title: 'Accept', message: { kind: 'accept', call, sequence, replaces: '' }, action: 'accept' },
    { title: 'Reject', message: { kind: 'reject', call, busy: false }, action: 'reject' },
    { title: 'Busy', message: { kind: 'reject', call, busy: true }, action: 'reject' },
    { title: 'Cancel', message: { kind: 'cancel', call, noAnswer: false }, action: 'cancel' },
    { title: 'Timeout', message: { kind: 'timeout', call }, action: 'timeout' },
    { title: 'Hangup', message: { kind: 'hangup', call, duration: 6 }, action: 'invite' },
    { title: 'Switch to voice', message: { kind: 'switch', call, sequence, from: 2, to: 1 }, action: 'invite' },
    { title: 'Switch to video', message: { kind: 'switch', call: voice, sequence, from: 1, to: 2 }, action: 'invite' },
    {
      title: 'Devices',
      message: { kind: 'devices', call, sequence, publishes: false, asks: true },
      action: 'invite',
    },
  ]

function exampleOf(title: string): unknown {
  const [block] = sections.find((section) => section.title === title)?.blocks ?? []
  return JSON.parse(block?.code ?? 'null')
}

it('every kind of message has an example', () => {
  const titles = sections.filter(({ level }) => level === 3).map(({ title }) => title)
  expect(titles).toEqual(EXAMPLES.map(({ title }) => title))
})

it.each(EXAMPLES)('$title: the example is what is written', ({ title, message }) => {
  expect(exampleOf(title)).toEqual(JSON.parse(write(message)))
})

it.each(EXAMPLES)('$title: the example can be read', ({ title, message, action }) => {
  const envelope = { kind: action, from: 'alice', inviteID: 'i1', groupID: '', inviteeList: ['bob'], timeout: 30 }
  const incoming = read({ ...envelope, data: JSON.stringify(exampleOf(title)) })
  const kind: Incoming['kind'] = message.kind === 'acceptSwitch' ? 'accept' : (message.kind as Incoming['kind'])
  expect(incoming).toMatchObject({ kind, callID: call.callID })
})

it('the example of the envelope has the fields of the table', () => {
  const section = sections.find(({ title }) => title === 'The envelope')
  const fields = section?.tables[0]?.rows.flatMap(([cell = '']) => codeSpans(cell)) ?? []
  expect(fields).toHaveLength(8)
  expect(Object.keys(exampleOf('The envelope') as object)).toEqual(expect.arrayContaining(fields))
})
