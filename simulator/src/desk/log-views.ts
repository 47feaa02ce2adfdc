import { element } from '../dom'
import type { PhoneLogEntry } from '../phone/values/log'
import type { LogEntry } from '../relay/wire/protocol'
import type { DeskText } from './model/text'

const KEPT_ROWS = 300

/** A list of rows that shows the newest at the bottom and stays there while one is there. */
class RowList {
  readonly root: HTMLElement
  private readonly rows = element('ol')
  /** asked when one scrolls: the list may get smaller by what shows above it */
  private isAtEnd = true

  constructor(emptyText: string) {
    const root = element('div', { class: 'rows' }, this.rows, element('p', { class: 'empty', text: emptyText }))
    root.addEventListener('scroll', () => {
      this.isAtEnd = root.scrollHeight - root.scrollTop - root.clientHeight < 40
    })
    new ResizeObserver(() => {
      if (this.isAtEnd) this.showEnd()
    }).observe(root)
    this.root = root
  }

  add(row: HTMLElement): void {
    const { rows } = this
    rows.append(row)
    if (rows.childElementCount > KEPT_ROWS) rows.firstElementChild?.remove()
    if (this.isAtEnd) this.showEnd()
  }

  showEnd(): void {
    this.root.scrollTop = this.root.scrollHeight
  }

  clear(): void {
    this.rows.replaceChildren()
  }
}

/** One of the panel's lists. */
export interface LogView {
  readonly root: HTMLElement
  /** scrolls to the newest row; has to be called when the list becomes visible */
  showEnd(): void
  clear(): void
}

/** The signalling messages, as the relay saw them. */
export class MessageView implements LogView {
  private readonly list: RowList
  readonly root: HTMLElement

  constructor(private readonly text: DeskText) {
    this.list = new RowList(text.noMessages)
    this.root = this.list.root
  }

  add({ at, from, to, kind, fate, bytes, ms }: LogEntry): void {
    const details = [bytes > 0 && formatBytes(bytes), ms > 0 && `${ms} ms`, this.text.fates[fate]]
      .filter(Boolean)
      .join(' · ')
    this.list.add(
      element(
        'li',
        { class: `message ${fate}`, 'data-kind': kind },
        element('time', { text: formatTime(at) }),
        element('b', { class: `kind ${groupOf(kind)}`, text: this.text.kinds?.[kind] ?? kind }),
        element('span', { class: 'route', text: to ? `${from} → ${withoutApp(to)}` : from }),
        element('small', { text: details }),
      ),
    )
  }

  showEnd(): void {
    this.list.showEnd()
  }

  clear(): void {
    this.list.clear()
  }
}

/** setData by phone: every patch, and how much there is of it. */
export class DataView implements LogView {
  private readonly list: RowList
  private readonly rates = element('dl', { class: 'rates' })
  private readonly recent = new Map<string, { at: number; bytes: number }[]>()
  readonly root: HTMLElement

  constructor(private readonly text: DeskText) {
    this.list = new RowList(text.noData)
    this.root = element('div', { class: 'data' }, this.rates, this.list.root)
    setInterval(() => this.showRates(), 1000)
  }

  add(phone: string, { component, bytes, keys, at }: Extract<PhoneLogEntry, { kind: 'setData' }>): void {
    const patches = this.recent.get(phone) ?? []
    patches.push({ at, bytes })
    this.recent.set(phone, patches)
    this.list.add(
      element(
        'li',
        { class: 'patch' },
        element('time', { text: formatClock(at) }),
        element('b', { class: 'phone-name', text: phone }),
        element('span', { class: 'route', text: withoutPackage(component), title: component }),
        element('small', { text: formatBytes(bytes) }),
        element('code', { text: keys.join(', ') }),
      ),
    )
  }

  showEnd(): void {
    this.list.showEnd()
  }

  clear(): void {
    this.list.clear()
  }

  /** An average over the last seconds. */
  private showRates(): void {
    const since = Date.now() - RATE_WINDOW_S * 1000
    const rows = [...this.recent].flatMap(([phone, patches]) => {
      const kept = patches.filter(({ at }) => at >= since)
      this.recent.set(phone, kept)
      const bytes = kept.reduce((sum, patch) => sum + patch.bytes, 0) / RATE_WINDOW_S
      const rate = this.text.perSecond((kept.length / RATE_WINDOW_S).toFixed(1), formatBytes(Math.round(bytes)))
      return [element('dt', { text: phone }), element('dd', { text: rate })]
    })
    this.rates.replaceChildren(...rows)
  }
}

const RATE_WINDOW_S = 5

/** What the mini programs and the simulator have to say. */
export class ConsoleView implements LogView {
  private readonly list: RowList
  readonly root: HTMLElement

  constructor(text: DeskText) {
    this.list = new RowList(text.noConsole)
    this.root = this.list.root
  }

  add(phone: string, { kind, at, text }: Extract<PhoneLogEntry, { text: string }>): void {
    this.list.add(
      element(
        'li',
        { class: `line ${kind}` },
        element('time', { text: formatClock(at) }),
        element('b', { class: 'phone-name', text: phone }),
        element('pre', { text }),
      ),
    )
  }

  showEnd(): void {
    this.list.showEnd()
  }

  clear(): void {
    this.list.clear()
  }
}

/** Rooms are named `<sdkAppID>/<room>`, and here there is one application only. */
export function withoutApp(room: string): string {
  return room.replace(/^\d+\//, '')
}

/** Where a component comes from matters less than its name. */
function withoutPackage(component: string): string {
  return component.replace(/^.*miniprogram_npm\/[^/]+\//, '')
}

/** Messages of a kind share a colour. */
function groupOf(kind: string): string {
  if (/^(login|logout|kicked)/.test(kind)) return 'session'
  if (kind.startsWith('room-')) return 'room'
  if (/^(reject|timeout|cancel|hangup)$/.test(kind)) return 'end'
  if (/^(invite|accept)$/.test(kind)) return 'begin'
  return 'other'
}

function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Milliseconds since the start, as seconds. */
function formatTime(ms: number): string {
  return `${(ms / 1000).toFixed(2)}s`
}

function formatClock(at: number): string {
  return new Date(at).toTimeString().slice(0, 8)
}
