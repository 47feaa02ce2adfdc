/**
 * For the end-to-end tests. jest loads every module anew for each file of tests, and the large packages that these need
 * take about a second of it. They are loaded once for a worker instead: jest.config.js sends their imports to
 * `of-the-worker/`, and that asks here.
 */
import { createRequire } from 'node:module'
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment'
import NodeEnvironment from './node'

export default class EndToEndEnvironment extends NodeEnvironment {
  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context)
    this.global['requireOfTheWorker'] = createRequire(__filename)
  }
}
