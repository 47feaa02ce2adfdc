/** Decides for a test environment which mutant is on, and notes which of them each test could notice. */
import type { Circus } from '@jest/types'
import { CHOOSE, IS_ON, IS_ON_UNNOTED } from '../source/instrument'
import { shared } from '../shared'

/** A test that asks more often is in a loop without an end. */
const MAX_QUESTIONS = 3_000_000

export class Observer {
  private questions = 0
  private mutants = shared().outside
  private beganAt = 0

  /** Puts the questions of instrumented code into a global object. */
  answerIn(global: object): void {
    const on = shared().mutant
    const note = (id: number): void => void this.mutants.add(id)
    Object.assign(global, {
      [IS_ON_UNNOTED]: (id: number) => id === on,
      [IS_ON]: (id: number) => {
        if (!on) note(id)
        return id === on && this.countQuestion()
      },
      [CHOOSE]: (id: number, isCondition: boolean, mutated: () => unknown, original: () => unknown) => {
        if (on) return id === on && this.countQuestion() ? mutated() : original()
        const value = original()
        if (differs(value, mutated, isCondition)) note(id)
        return value
      },
    })
  }

  /** Runs the wanted tests until one fails. */
  handle(event: Circus.Event): void {
    const state = shared()
    if (event.name === 'test_start') {
      const name = nameOf(event.test)
      const isWanted = !state.failed && (!state.only || state.only.has(name))
      if (!isWanted) event.test.mode = 'skip'
      this.questions = 0
      this.mutants = new Set()
      this.beganAt = Date.now()
    }
    if (event.name === 'test_done') {
      const [error] = event.test.errors as unknown[]
      const name = nameOf(event.test)
      if (error !== undefined) state.failed ??= { name, message: textOf(error) }
      state.tests.push({ name, ms: Date.now() - this.beganAt, mutants: this.mutants })
      this.mutants = state.outside
    }
  }

  private countQuestion(): boolean {
    if (++this.questions > MAX_QUESTIONS) throw new Error('a loop without an end')
    return true
  }
}

/** Objects are two, even if they look the same. */
function differs(value: unknown, mutated: () => unknown, isCondition: boolean): boolean {
  try {
    const other = mutated()
    return isCondition ? !other !== !value : !Object.is(other, value)
  } catch {
    return true
  }
}

function nameOf(test: Circus.TestEntry): string {
  const names: string[] = []
  for (let at: Circus.TestEntry | Circus.DescribeBlock = test; at.parent; at = at.parent) names.unshift(at.name)
  return names.join(' › ')
}

/** An error of a test comes with what jest knows about it. */
function textOf(error: unknown): string {
  const [cause] = Array.isArray(error) ? (error as unknown[]) : [error]
  return cause instanceof Object && 'message' in cause ? String(cause.message) : String(cause)
}
