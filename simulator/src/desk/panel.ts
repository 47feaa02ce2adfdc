import { element } from '../dom'
import type { PhoneLogEntry } from '../phone/log'
import type { LogEntry } from '../relay/protocol'
import { createFaultCard, type FaultCard, type FaultPanelHandlers } from './fault-panel'
import type { PhoneControls } from './controls'
import { ConsoleView, DataView, MessageView } from './log-views'
import type { PanelTab } from './options'
import type { DeskText } from './text'

/** The side panel with its four tabs. */
export class Panel {
  readonly root: HTMLElement
  private readonly messages: MessageView
  private readonly data: DataView
  private readonly console: ConsoleView
  private readonly cards: FaultCard[] = []
  private readonly faults = element('div', { class: 'faults' })
  private readonly tabs: Record<PanelTab, { button: HTMLButtonElement; view: HTMLElement; clear?: () => void }>
  private readonly errorBadge = element('i', { class: 'badge', hidden: true })
  private readonly clearButton: HTMLButtonElement
  private shown: PanelTab = 'messages'
  private errors = 0

  constructor(
    private readonly text: DeskText,
    private readonly handlers: FaultPanelHandlers & { onTab(tab: PanelTab): void },
  ) {
    this.messages = new MessageView(text)
    this.data = new DataView(text)
    this.console = new ConsoleView(text)
    this.tabs = {
      messages: { button: this.tabButton('messages'), view: this.messages.root, clear: () => this.messages.clear() },
      data: { button: this.tabButton('data'), view: this.data.root, clear: () => this.data.clear() },
      console: { button: this.tabButton('console'), view: this.console.root, clear: () => this.clearConsole() },
      faults: { button: this.tabButton('faults'), view: this.faults },
    }
    this.tabs.console.button.append(this.errorBadge)
    this.clearButton = element('button', {
      class: 'clear',
      text: text.clear,
      on: { click: () => this.tabs[this.shown].clear?.() },
    })
    const tabs = Object.values(this.tabs)
    this.root = element(
      'aside',
      { class: 'panel', 'aria-label': text.panel },
      element('div', { class: 'tabs', role: 'tablist' }, ...tabs.map(({ button }) => button), this.clearButton),
      ...tabs.map(({ view }) => view),
    )
  }

  /** null hides the panel. */
  show(tab: PanelTab | null): void {
    this.root.hidden = tab === null
    if (tab === null) return
    this.shown = tab
    for (const [name, { button, view }] of Object.entries(this.tabs)) {
      button.setAttribute('aria-selected', String(name === tab))
      view.hidden = name !== tab
    }
    this.clearButton.hidden = this.tabs[tab].clear === undefined
    const { view } = this.tabs[tab]
    view.scrollTop = view.scrollHeight
  }

  addPhone(phone: PhoneControls): void {
    const card = createFaultCard(phone, this.text, this.handlers)
    this.cards.push(card)
    this.faults.append(card.root)
    for (const { redraw } of this.cards) redraw()
  }

  addMessage(entry: LogEntry): void {
    this.messages.add(entry)
  }

  addPhoneEntry(phone: string, entry: PhoneLogEntry): void {
    if (entry.kind === 'setData') this.data.add(phone, entry)
    else this.console.add(phone, entry)
    if (entry.kind === 'error') this.showErrors(this.errors + 1)
  }

  private clearConsole(): void {
    this.console.clear()
    this.showErrors(0)
  }

  private showErrors(count: number): void {
    this.errors = count
    this.errorBadge.hidden = count === 0
    this.errorBadge.textContent = String(count)
  }

  private tabButton(tab: PanelTab): HTMLButtonElement {
    const select = () => {
      this.show(tab)
      this.handlers.onTab(tab)
    }
    return element('button', { role: 'tab', on: { click: select } }, this.text.tabs[tab])
  }
}
