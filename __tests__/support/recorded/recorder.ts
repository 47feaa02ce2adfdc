/**
 * Writes down everything that the outside can see of a town: what is heard, promised, shown, sent, logged, and asked of WeChat.
 * Nothing in it depends on the machine, the day or the time zone.
 */
import type { TRTCCalling } from '../../../lib/api/calling'
import { describeCallMessage } from '../../../lib/api/texts/describe'
import { describeError } from '../../../lib/api/texts/describe-error'
import { EVENT, LANGUAGES } from '../../../lib/foundation/types'
import type { CallingEvent, EventName } from '../../../lib/foundation/types'
import type { SentMessage } from '../chat/chat'
import type { Town } from '../town/town'
import type { FakeWx, TestPlatform } from '../town/wx'

/** One instance of the class, as a host has it. */
export interface Watched {
  name: string
  calling: TRTCCalling
}

/** What happened between two looks. */
export interface Step {
  label: string
  lines: string[]
}

const VIEW = ['isFront', 'holdsTags', 'isAlone', 'minimized', 'inSmallWindow', 'isOnStack', 'look'] as const

export class Recorder {
  readonly steps: Step[] = []
  private lines: string[] = []
  private watched: Watched[] = []
  /** what was to be seen at the last look, by the name of the thing */
  private seen = new Map<string, string>()
  private phones = new Map<string, TestPlatform | null>()
  private words = 0

  constructor(private readonly town: Town) {
    onPush(town.chat.log, (message) => this.noteMessage(message))
    onPush(town.chat.profileLookups, (userIDs) => this.note(`profiles asked: ${userIDs.join()}`))
    onPush(town.installed.shared.calls, ({ api, args }) => this.note(`wx.${api} ${show(args)}`))
  }

  note(line: string): void {
    this.lines.push(line)
  }

  /** From now on all that this instance tells is written down. */
  watch(name: string, calling: TRTCCalling): void {
    this.watched.push({ name, calling })
    this.listen(name, calling)
  }

  /** A handler of its own for each event. */
  listen(name: string, calling: TRTCCalling): void {
    for (const event of Object.keys(EVENT) as EventName[]) {
      calling.on(event, ({ eventCode, data }: CallingEvent) => {
        this.note(`${name} hears ${eventCode} ${show(data)}`)
        // a handler finds the state that its event tells of
        if (eventCode !== 'CALL_MESSAGE') this.lookAtState(name, calling)
      })
    }
  }

  /** It is not there any more. */
  forget(calling: TRTCCalling): void {
    this.watched = this.watched.filter((one) => one.calling !== calling)
  }

  /** What a phone is asked for, and what is logged on it. */
  watchPhone(name: string, wx: FakeWx, platform: TestPlatform | null): void {
    this.phones.set(name, platform)
    onPush(wx.calls, ({ api, args }) => this.note(`${name} wx.${api} ${show(args)}`))
    if (platform) onPush(platform.logged, (line) => this.note(`${name} logs ${line}`))
  }

  /** Does it, and writes down what comes of it, also later. */
  attempt(label: string, run: () => unknown): void {
    let result: unknown
    try {
      result = run()
    } catch (error) {
      return this.note(`${label} throws ${this.errorText(error)}`)
    }
    if (!(result instanceof Promise)) {
      if (result !== undefined) this.note(`${label} returns ${show(result)}`)
      return
    }
    result.then(
      (value: unknown) => this.note(`${label} resolves ${show(value)}`),
      (error: unknown) => this.note(`${label} rejects ${this.errorText(error)}`),
    )
  }

  /** Ends a step: what is another now is written down, and what has been noted. */
  look(label: string): void {
    this.glance()
    this.close(label)
  }

  /** Writes down what is another now. */
  glance(): void {
    for (const { name, calling } of this.watched) this.lookAt(name, calling)
    for (const [name, platform] of this.phones) {
      if (platform) this.compare(`${name} timers`, String(platform.pendingTimers()))
      const { media } = this.town
      this.compare(`${name} room`, media.inRoom(name))
      this.compare(`${name} publishes`, show([media.publishing(name), media.published(name), media.cameraOf(name)]))
      this.compare(`${name} plays`, media.playing(name).join())
    }
    this.town.chat.listenerErrors.splice(0).forEach((error) => this.note(`a listener threw ${String(error)}`))
  }

  /** Ends a step without a look. */
  close(label: string): void {
    this.steps.push({ label, lines: this.lines })
    this.lines = []
  }

  private lookAtState(name: string, { state }: TRTCCalling): void {
    for (const [key, value] of Object.entries(state)) this.compare(`${name} state.${key}`, JSON.stringify(value))
  }

  private lookAt(name: string, calling: TRTCCalling): void {
    try {
      const { view } = calling
      this.lookAtState(name, calling)
      for (const key of VIEW) this.compare(`${name} view.${key}`, JSON.stringify(view[key]))
    } catch (error) {
      this.note(`${name} cannot be looked at: ${String(error)}`)
    }
  }

  private compare(what: string, value: string): void {
    if (this.seen.get(what) === value) return
    this.seen.set(what, value)
    this.note(`${what} = ${value}`)
  }

  private noteMessage({ from, to, conversationType, priority, data, options }: SentMessage): void {
    this.note(`${from} sends ${to} (${conversationType}, ${priority}, ${show(options)}) ${data}`)
    const language = LANGUAGES[this.words++ % LANGUAGES.length] ?? 'en'
    const message = { from, flow: 'out', payload: { data } }
    this.note(`  reads "${describeCallMessage(message, language)}", "${describeCallMessage(message, language, to)}"`)
  }

  private errorText(error: unknown): string {
    const { name, code, reason, sdkCode, message } = Object(error) as Error & Record<string, unknown>
    const words = LANGUAGES.map((language) => describeError(error, language))
    return `${name} ${show([code, reason, sdkCode])} ${message} (${words[this.words++ % words.length] ?? ''})`
  }
}

/** As JSON, with a name for what JSON leaves out. */
export function show(value: unknown): string {
  const text = JSON.stringify(value, (_, one: unknown) => {
    if (one === undefined) return '(undefined)'
    if (typeof one === 'function') return '(function)'
    // not among what JSON takes
    if (one instanceof Error) return Object.assign({}, one, { message: one.message })
    if (typeof one === 'number' && !Number.isFinite(one)) return `(${one})`
    return one
  })
  return text.length > 4000 ? `${text.slice(0, 2000)}... (${text.length})` : text
}

/** Tells of everything that is added to a list. */
function onPush<T>(list: T[], tell: (item: T) => void): void {
  const push = (...items: T[]): number => {
    items.forEach(tell)
    return Array.prototype.push.apply(list, items)
  }
  Object.defineProperty(list, 'push', { value: push, configurable: true })
}
