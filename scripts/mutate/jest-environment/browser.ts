import type { Circus } from '@jest/types'
import { TestEnvironment } from 'jest-environment-jsdom'
import { Observer } from './observer'

export default class MutateEnvironment extends TestEnvironment {
  private readonly observer = new Observer()

  override async setup(): Promise<void> {
    await super.setup()
    this.observer.answerIn(this.global)
  }

  handleTestEvent(event: Circus.Event): void {
    this.observer.handle(event)
  }
}
