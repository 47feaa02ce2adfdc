import { element } from '../dom'
import { createAddressHelp } from './address-help'
import { MAX_PHONES, type DeskOptions } from './model/options'
import type { DeskText } from './model/text'

export interface ToolbarHandlers {
  /** the page starts anew with these */
  onChange(changes: Partial<Pick<DeskOptions, 'camera' | 'lang'>> & { phones?: number }): void
  onTurn(): void
  onPanel(): void
}

export interface Toolbar {
  root: HTMLElement
  markPanel(open: boolean): void
  markTurned(turned: boolean): void
}

/** Title, settings, and three lines of help for those who are here for the first time. */
export function createToolbar(
  options: DeskOptions,
  text: DeskText,
  { onChange, onTurn, onPanel }: ToolbarHandlers,
): Toolbar {
  const steps = createSteps(text)
  const address = createAddressHelp(text.address, options.lang)
  const help = element('button', { text: text.help, on: { click: () => showHelp(Boolean(steps.hidden)) } })
  const panel = element('button', { text: text.panel, on: { click: onPanel } })
  const markPanel = (open: boolean) => panel.setAttribute('aria-expanded', String(open))
  markPanel(options.panel !== null)
  const turn = element('button', { text: text.turn, title: text.turnHint, on: { click: onTurn } })
  const markTurned = (turned: boolean) => turn.setAttribute('aria-pressed', String(turned))
  markTurned(options.turned)
  const showHelp = (shown: boolean) => {
    steps.hidden = address.hidden = !shown
    help.setAttribute('aria-expanded', String(shown))
    localStorage.setItem(HELP_KEY, shown ? 'shown' : 'hidden')
  }
  showHelp(localStorage.getItem(HELP_KEY) !== 'hidden')
  steps.append(
    element('button', {
      class: 'close',
      text: '×',
      'aria-label': text.close,
      on: { click: () => showHelp(false) },
    }),
  )

  const counts = Array.from({ length: MAX_PHONES }, (_, index) => index + 1)
  const toolbar = element(
    'div',
    { class: 'toolbar' },
    element('h1', {}, element('i', { class: 'logo', 'aria-hidden': 'true' }), element('span', { text: text.title })),
    segments(text.phones, counts, String, options.users.length, (phones) => onChange({ phones })),
    segments(
      text.camera,
      ['synthetic', 'real'] as const,
      (camera) => text[camera],
      options.camera,
      (camera) => onChange({ camera }),
    ),
    element(
      'div',
      { class: 'commands' },
      turn,
      help,
      panel,
      element('button', {
        text: text.language,
        title: text.languageHint,
        on: { click: () => onChange({ lang: options.lang === 'zh' ? 'en' : 'zh' }) },
      }),
    ),
  )
  return { root: element('header', { class: 'top' }, toolbar, steps, address), markPanel, markTurned }
}

const HELP_KEY = 'desk/help'

function createSteps(text: DeskText): HTMLElement {
  return element('ol', { class: 'steps' }, ...text.steps.map((step) => element('li', { text: step })))
}

function segments<T extends string | number>(
  label: string,
  choices: readonly T[],
  name: (choice: T) => string,
  current: T,
  choose: (choice: T) => void,
): HTMLElement {
  return element(
    'div',
    { class: 'segments', role: 'group', 'aria-label': label },
    element('span', { text: label }),
    ...choices.map((choice) =>
      element('button', {
        text: name(choice),
        'aria-pressed': String(choice === current),
        on: { click: () => choose(choice) },
      }),
    ),
  )
}
