import { TestEnvironment } from 'jest-environment-node'
import { endContexts } from './contexts'
import './optimizer'

export default class NodeEnvironment extends TestEnvironment {
  override async teardown(): Promise<void> {
    endContexts()
    await super.teardown()
  }
}
