import type { Circus } from '@jest/types'
import BrowserEnvironment from '../../../__tests__/support/jest/environment/browser'
import { Observer } from './observer'

export default class MutateEnvironment extends BrowserEnvironment {
  private readonly observer = new Observer()

  override async setup(): Promise<void> {
    await super.setup()
    this.observer.answerIn(this.global)
  }

  handleTestEvent(event: Circus.Event): void {
    this.observer.handle(event)
  }
}
