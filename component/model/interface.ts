/** What the screens show beyond the state of the call. */
import { reactive } from '../../lib/index'
import type { CallEndData } from '../../lib/index'
import type { Action } from './controls'
import type { Language } from '../locales/index'
import { NOBODY } from './people'
import type { Person, State } from './people'
import { systemLanguage } from '../phone/screen'
import type { Asking } from './sheets'
import { callPerson, isOutgoing } from './view-model'
import type { Notice } from './view-model'

export interface Interface {
  language: Language
  /** the tap that is being worked on */
  busy: Action
  /** the own picture is the large one */
  swapped: boolean
  /** the call is a tile over the page */
  minimized: boolean
  /** how often the window has changed its size */
  resized: number
  /** of the tile until it is dragged, pixels of the window */
  top: number
  /** what has just happened, in words, while that is on the screen */
  notice: Notice | null
  asking: Asking
  /** userIDs with a check mark */
  chosen: string[]
  /** how the call ended, while that is on the screen */
  end: CallEndData | null
  /** whose call it is, or was */
  person: Person
  /** we called */
  outgoing: boolean
}

export function createInterface(): Interface {
  return reactive<Interface>({
    language: systemLanguage(),
    busy: '',
    swapped: false,
    minimized: false,
    resized: 0,
    top: 0,
    notice: null,
    asking: '',
    chosen: [],
    end: null,
    person: NOBODY,
    outgoing: false,
  })
}

/** A call begins: nothing of the one before is left. */
export function beginCall(ui: Interface, state: State): void {
  ui.busy = ''
  ui.swapped = false
  ui.minimized = false
  ui.notice = null
  ui.asking = ''
  // who joins a call by its room learns in there whose it is
  ui.person = callPerson(state, ui.language) || NOBODY
  ui.outgoing = isOutgoing(state)
}
