import { TestEnvironment } from 'jest-environment-jsdom'
import { endContexts } from './contexts'
import './optimizer'

export default class BrowserEnvironment extends TestEnvironment {
  override async teardown(): Promise<void> {
    endContexts()
    await super.teardown()
  }
}
