/** What the screens show beyond the state of the call. Pure. */
import { reactive } from '../../lib/index'
import type { CallEndData } from '../../lib/index'
import type { Action } from './controls'
import type { Language } from '../locales/index'
import type { PageWindow } from './layout'
import { NOBODY } from './people'
import type { Person, State } from './people'
import type { Asking } from './sheets'
import { callPerson, isOutgoing } from './view-model'
import type { Notice } from './view-model'

/** What belongs to one call. The next call gets another object, so that nothing of this one is left. */
export interface CallUi {
  /** `callID` of the state */
  id: string
  /** the tap that is being worked on */
  busy: Action
  /** the own picture is the large one */
  swapped: boolean
  /** what WeChat's own small window shows, '' while there is none */
  windowStream: string
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

export interface Ui {
  language: Language
  /** of the page; it changes when a phone is turned, and on a computer */
  window: PageWindow
  /** where the tile may lie, pixels of the window: between the page's own bars. 0 and 0 until it is measured */
  room: { top: number; height: number }
  /** what the style sheet leaves to the grid, pixels; 0 until it is measured */
  gridHeight: number
  /**
   * of the call of now, or of the last one. What is done later, by a timer or an answer, holds on to the object that it
   * began with: then it cannot change the screen of another call.
   */
  call: CallUi
}

export function createUi(state: State, language: Language, window: PageWindow): Ui {
  return reactive<Ui>({
    language,
    window,
    room: { top: 0, height: 0 },
    gridHeight: 0,
    call: createCallUi(state, language),
  })
}

/** A clean screen. */
export function createCallUi(state: State, language: Language): CallUi {
  return {
    id: state.callID,
    busy: '',
    swapped: false,
    windowStream: '',
    notice: null,
    asking: '',
    chosen: [],
    end: null,
    // a user who joins a call by its room learns in there whose it is
    person: callPerson(state, language) || NOBODY,
    outgoing: isOutgoing(state),
  }
}
