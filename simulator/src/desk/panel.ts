import { element } from '../dom'
import type { PhoneLogEntry } from '../phone/values/log'
import type { LogEntry } from '../relay/wire/protocol'
import { createFaultCard, createRoomCard, type FaultCard, type FaultPanelHandlers } from './fault-panel'
import type { PhoneControls } from './model/controls'
import { ConsoleView, DataView, MessageView, type LogView } from './log-views'
import type { PanelTab } from './model/options'
import type { DeskText } from './model/text'

/** The side panel with its four tabs. */
export class Panel {
  readonly root: HTMLElement
  private readonly messages: MessageView
  private readonly data: DataView
  private readonly console: ConsoleView
  private readonly cards: FaultCard[] = []
  private readonly faults = element('div', { class: 'faults' })
  private readonly tabs: Record<PanelTab, { button: HTMLButtonElement; root: HTMLElement; log?: LogView }>
  private readonly room: HTMLElement
  private readonly errorBadge = element('i', { class: 'badge', hidden: true })
  private readonly clearButton: HTMLButtonElement
  private shown: PanelTab = 'messages'
  /** by phone, since it started */
  private readonly errors = new Map<string, number>()

  constructor(
    private readonly text: DeskText,
    private readonly handlers: FaultPanelHandlers & {
      /** somebody chose the tab: `show` it */
      onTab(tab: PanelTab): void
      /** null: as TRTC does it */
      onRoomDrop(seconds: number | null): void
    },
    roomDrop: number | null,
  ) {
    this.messages = new MessageView(text)
    this.data = new DataView(text)
    this.console = new ConsoleView(text)
    const log = (tab: PanelTab, view: LogView) => ({ button: this.tabButton(tab), root: view.root, log: view })
    this.tabs = {
      messages: log('messages', this.messages),
      data: log('data', this.data),
      console: log('console', this.console),
      faults: { button: this.tabButton('faults'), root: this.faults },
    }
    this.room = createRoomCard(text, roomDrop, (seconds) => handlers.onRoomDrop(seconds))
    this.faults.append(this.room)
    this.tabs.console.button.append(this.errorBadge)
    this.clearButton = element('button', {
      class: 'clear',
      text: text.clear,
      on: { click: () => this.clear() },
    })
    const tabs = Object.values(this.tabs)
    this.root = element(
      'aside',
      { class: 'panel', 'aria-label': text.panel },
      element(
        'div',
        { class: 'tabs' },
        element('div', { role: 'tablist' }, ...tabs.map(({ button }) => button)),
        this.clearButton,
      ),
      ...tabs.map(({ root }) => root),
    )
  }

  /** null hides the panel. */
  show(tab: PanelTab | null): void {
    this.root.hidden = tab === null
    if (tab === null) return
    this.shown = tab
    for (const [name, { button, root }] of Object.entries(this.tabs)) {
      button.setAttribute('aria-selected', String(name === tab))
      root.hidden = name !== tab
    }
    const { log } = this.tabs[tab]
    this.clearButton.hidden = log === undefined
    log?.showEnd()
  }

  addPhone(phone: PhoneControls): void {
    const card = createFaultCard(phone, this.text, this.handlers)
    this.cards.push(card)
    this.room.before(card.root)
    for (const { redraw } of this.cards) redraw()
  }

  addMessage(entry: LogEntry): void {
    this.messages.add(entry)
  }

  /** The mini program has started anew: what went wrong before is history. */
  phoneStarts(phone: string): void {
    this.countErrors(phone, 0)
  }

  addPhoneEntry(phone: string, entry: PhoneLogEntry): void {
    if (entry.kind === 'setData') this.data.add(phone, entry)
    else this.console.add(phone, entry)
    if (entry.kind === 'error') this.countErrors(phone, (this.errors.get(phone) ?? 0) + 1)
  }

  private clear(): void {
    const { log } = this.tabs[this.shown]
    log?.clear()
    if (log === this.console) for (const phone of this.errors.keys()) this.countErrors(phone, 0)
  }

  private countErrors(phone: string, errors: number): void {
    this.errors.set(phone, errors)
    const count = [...this.errors.values()].reduce((sum, each) => sum + each, 0)
    this.errorBadge.hidden = count === 0
    this.errorBadge.textContent = String(count)
  }

  private tabButton(tab: PanelTab): HTMLButtonElement {
    return element('button', { role: 'tab', on: { click: () => this.handlers.onTab(tab) } }, this.text.tabs[tab])
  }
}
