// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever compiles this file needs that declaration
/// <reference path="./westore.d.ts" />
import { Store, type WestoreView } from 'westore/index.common.js'
import type { Json, JsonObject } from './snapshot'

const KEY = 'view'

/** Names that every engine reads as one step of a `setData` path. */
const PLAIN_NAME = /^[A-Za-z_$][A-Za-z0-9_$]*$/

/** Whether `name` may be a key of `data`. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name) && !(name in {})
}

/**
 * Works out what a view lacks, and sends only that: the changed leaves, as `setData` paths.
 *
 * Westore does the comparison. It gets a stand-in for the view that holds the changed keys alone, because it goes
 * through all of `data` at each update and copies it (a property may hold an SDK). What it gets wrong (0.1.12) is kept
 * away from it: paths through keys with a dot or a bracket, and deleted keys, which it turns into null.
 */
export class Patches {
  private readonly store = new Store()
  private readonly standIn: WestoreView
  private readonly shown: JsonObject
  private staged: JsonObject = {}

  /** @param shown what the view shows already, so that it is not sent again */
  constructor(shown: JsonObject, send: (patch: Record<string, unknown>) => void) {
    this.shown = shown
    this.standIn = { data: {}, setData: send }
    this.store.bind(KEY, this.standIn)
  }

  /** Sets what the view shall show as `key`. Returns whether it shows something else now. */
  stage(key: string, next: Json): boolean {
    const changed = !equal(this.shown[key], next)
    if (changed) this.staged[key] = next
    else delete this.staged[key]
    return changed
  }

  /**
   * Sends what was staged; to be called only when there is something, since Westore sends empty patches as well.
   * If sending throws, it stays staged.
   */
  send(): void {
    const { shown, staged, standIn } = this
    const before: JsonObject = {}
    Object.keys(staged).forEach((key) => {
      if (has(shown, key)) before[key] = shown[key] as Json
      prepare(before, key, staged[key] as Json)
    })
    standIn.data = staged
    standIn._westorePrevData = before
    this.store.update(KEY)
    // Westore's own copy of `staged`: the view may keep, and change, what it was sent
    Object.assign(shown, standIn._westorePrevData)
    this.staged = {}
  }
}

/**
 * Where Westore cannot describe the way from `holder[key]` to `next` by leaves, forgets the old value: then it sends
 * `next` whole, under its own, safe path.
 */
function prepare(holder: JsonObject | Json[], key: string | number, next: Json): void {
  const before = (holder as JsonObject)[key]
  if (Array.isArray(before)) {
    // a shorter one is sent whole anyway
    if (!Array.isArray(next) || next.length < before.length) return
    for (let index = 0; index < before.length; index += 1) prepare(before, index, next[index] as Json)
  } else if (isObject(before) && isObject(next)) {
    if (needsWhole(before, next)) {
      if (!equal(before, next)) (holder as JsonObject)[key] = null
      return
    }
    Object.keys(before).forEach((name) => prepare(before, name, next[name] as Json))
  }
}

function needsWhole(before: JsonObject, next: JsonObject): boolean {
  return Object.keys(before).some((name) => !has(next, name)) || !Object.keys(next).every(isPlainName)
}

function equal(a: Json | undefined, b: Json): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equal(item, b[index] as Json))
  }
  if (!isObject(a) || !isObject(b)) return a === b
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length && names.every((name) => has(b, name) && equal(a[name], b[name] as Json))
  )
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function has(object: JsonObject, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key)
}
