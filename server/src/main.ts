#!/usr/bin/env node
/**
 * The service as a process of its own; see README.md for the environment variables. `HOOKS` is the path of an ES
 * module that exports any of `authenticate`, `userIDOf` and `mayEnter`.
 */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Hooks, startServer } from './start'

try {
  const file = process.env['HOOKS']
  const hooks = file ? ((await import(pathToFileURL(path.resolve(file)).href)) as Hooks) : {}
  const { authenticate, userIDOf, mayEnter } = hooks
  await startServer({
    ...(authenticate && { authenticate }),
    ...(userIDOf && { userIDOf }),
    ...(mayEnter && { mayEnter }),
  })
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
