/**
 * Where ids and rooms come from. Whoever has received one must not be able to foresee the next, which `Math.random` would
 * let them: its whole state can be worked out from a few of its numbers.
 */
import { MAX_DRAWN_ROOM_ID } from './ids'
import type { Room } from '../types'

/** Random numbers fetched at a time: a group call of twenty takes about a hundred. */
const FETCHED = 512

/**
 * Numbers of WeChat's cryptographic source, which answers late: they are fetched ahead of time, and again at half.
 *
 * @param wx `getRandomValues` is there from base library 2.19.0 on
 * @param weak what numbers are made of where it is not, or has not answered yet: uniform in [0, 1)
 * @returns uniform in [0, 1), in steps of 2^-32
 */
export function createRandom(wx: Partial<WechatMiniprogram.Wx>, weak: () => number): () => number {
  let pool: number[] = []
  let fetching = false
  const fetch = (): void => {
    if (fetching || !wx.getRandomValues || pool.length > FETCHED / 2) return
    fetching = true
    wx.getRandomValues({
      length: FETCHED * 4,
      success: ({ randomValues }) => {
        // no Array.from: what is read once is forgotten
        const fresh: number[] = []
        new Uint32Array(randomValues).forEach((value) => fresh.push(value))
        pool = pool.concat(fresh)
      },
      complete: () => void (fetching = false),
    })
  }
  fetch()
  return () => {
    const value = pool.pop()
    fetch()
    return value === undefined ? weak() : value / 4294967296
  }
}

/** 20 characters of `[0-9a-z]`. @param random uniform in [0, 1) */
export function randomID(random: () => number): string {
  let id = ''
  while (id.length < 20) id += Math.floor(random() * 36).toString(36)
  return id
}

/** A UUID, version 4. @param random uniform in [0, 1), 32 bits of it are used */
export function randomUUID(random: () => number): string {
  let hex = ''
  while (hex.length < 32) hex += `0000000${Math.floor(random() * 4294967296).toString(16)}`.slice(-8)
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, `$1-$2-4$3-${variant}$4-$5`)
}

/** A room for a call that names none. @param random uniform in [0, 1) */
export function drawRoom(random: () => number): Room {
  return { roomID: 1 + Math.floor(random() * MAX_DRAWN_ROOM_ID), strRoomID: '' }
}
