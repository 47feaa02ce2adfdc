import { performance } from 'node:perf_hooks'
import type { LogEntry, MessageKind, WireMessage } from './wire/protocol'

const KEPT = 500

/** By tsignaling's number. */
const ACTIONS: Readonly<Record<number, MessageKind>> = {
  1: 'invite',
  2: 'cancel',
  3: 'accept',
  4: 'reject',
  5: 'timeout',
}

/** The log that the desk shows: the last entries, and whoever listens. */
export class Journal {
  readonly entries: LogEntry[] = []
  private readonly listeners = new Set<(entry: LogEntry) => void>()
  private readonly startedAt = performance.now()
  private seq = 0

  add(entry: Pick<LogEntry, 'phone' | 'from' | 'to' | 'kind'> & Partial<LogEntry>): void {
    const at = Math.round(performance.now() - this.startedAt)
    const full: LogEntry = { fate: 'sent', bytes: 0, ms: 0, inviteID: '', ...entry, seq: ++this.seq, at }
    this.entries.push(full)
    if (this.entries.length > KEPT) this.entries.shift()
    for (const listener of this.listeners) listener(full)
  }

  onEntry(listener: (entry: LogEntry) => void): () => void {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }
}

/** What a message is to the eyes of somebody who debugs a call: read from tsignaling's envelope and the call layer. */
export function describeMessage(message: WireMessage): Pick<LogEntry, 'kind' | 'inviteID' | 'bytes'> {
  const bytes = Buffer.byteLength(JSON.stringify(message.payload))
  if (message.type !== 'TIMCustomElem') {
    return { kind: message.type === 'TIMTextElem' ? 'text' : 'group-tip', inviteID: '', bytes }
  }
  const envelope = parseObject(message.payload.data)
  const action = typeof envelope.actionType === 'number' ? ACTIONS[envelope.actionType] : undefined
  if (envelope.businessID !== 1 || !action) return { kind: 'custom', inviteID: '', bytes }
  const inviteID = typeof envelope.inviteID === 'string' ? envelope.inviteID.slice(0, 64) : ''
  return { kind: action === 'invite' ? inviteKind(envelope.data) : action, inviteID, bytes }
}

/** Hangup and media switch travel as invitations; see the wire protocol of the calls. */
function inviteKind(callLayer: unknown): MessageKind {
  const call = parseObject(callLayer)
  const inner = isObject(call.data) ? call.data : {}
  if (inner.cmd === 'switchToAudio' || inner.cmd === 'switchToVideo' || call.switch_to_audio_call) return 'switch-media'
  if (inner.cmd === 'hangup' || (!call.room_id && call.call_end !== undefined)) return 'hangup'
  return 'invite'
}

function parseObject(json: unknown): Record<string, unknown> {
  if (typeof json !== 'string') return {}
  try {
    const value: unknown = JSON.parse(json)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
