#!/usr/bin/env node
/** The service as a process of its own; see README.md for the environment variables. */
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { codeOf, readText } from './settings/environment'
import { type Hooks, startServer } from './start'

/** Milliseconds that requests under way have to end once the process was told to; Docker kills it after 10 s. */
const GRACE = 8000

const HOOKS: readonly (keyof Hooks)[] = ['authenticate', 'userIDOf', 'mayEnter']

try {
  const server = await startServer(await loadHooks(readText(process.env, 'HOOKS')))
  closeWithGrace({ delay: GRACE, logger: server.log }, async ({ err, signal }) => {
    if (err) server.log.fatal(err)
    else server.log.info({ signal }, 'stopping')
    await server.close()
  })
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
  const problem = await access(file, constants.R_OK).catch(codeOf)
  // what is no file may be a secret in the wrong place: it is not repeated
  if (problem) throw new Error(`HOOKS must be the path of an ES module that the service can read (${problem}).`)
  try {
    return (await import(pathToFileURL(path.resolve(file)).href)) as Record<string, unknown>
  } catch (error) {
    throw new Error(`HOOKS: ${file} cannot be loaded. ${String(error)}`, { cause: error })
  }
}
