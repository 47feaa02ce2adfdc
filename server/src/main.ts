#!/usr/bin/env node
/** The service as a process of its own; see README.md for the environment variables. */
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Hooks, startServer } from './start'

const HOOKS: readonly (keyof Hooks)[] = ['authenticate', 'userIDOf', 'mayEnter']

try {
  await startServer(await loadHooks(process.env['HOOKS']))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** Throws when the module cannot be loaded, or has nothing in it that could ever be called. */
async function loadHooks(file: string | undefined): Promise<Hooks> {
  if (!file) return {}
  const module = await importModule(file)
  const exported = HOOKS.filter((name) => module[name] !== undefined)
  if (exported.length === 0) throw new Error(`HOOKS: ${file} must export one of ${HOOKS.join(', ')}.`)
  const wrong = exported.find((name) => typeof module[name] !== 'function')
  if (wrong) throw new Error(`HOOKS: ${wrong} in ${file} must be a function.`)
  return Object.fromEntries(exported.map((name) => [name, module[name]]))
}

async function importModule(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, unknown>
  } catch (error) {
    throw new Error(`HOOKS: ${file} cannot be loaded. ${String(error)}`, { cause: error })
  }
}
