/**
 * `npm run waiting-image`: computes component/assets/waiting.png, which others see of a camera while its mini program is in
 * the background. The sign for "paused", as all languages read it, in shades of two colours: a palette of 16.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'

const FILE = path.resolve('component/assets/waiting.png')
/** pixels, as the picture is sent by default */
const WIDTH = 360
const HEIGHT = 640

type Colour = readonly [number, number, number]
const BACK: Colour = [31, 41, 55]
const FRONT: Colour = [226, 232, 240]

const RADIUS = 62
const STROKE = 5
const BAR = { width: 14, height: 52, apart: 17, corner: 6 }

/** How much of the sign covers a pixel, 0-1; edges are a pixel soft. */
function coverage(x: number, y: number): number {
  const soft = (distance: number): number => Math.max(0, Math.min(1, 0.5 - distance))
  const ring = Math.abs(Math.hypot(x, y) - RADIUS) - STROKE / 2
  const across = Math.abs(Math.abs(x) - BAR.apart) - BAR.width / 2 + BAR.corner
  const along = Math.abs(y) - BAR.height / 2 + BAR.corner
  const bar = Math.hypot(Math.max(across, 0), Math.max(along, 0)) + Math.min(Math.max(across, along), 0) - BAR.corner
  return soft(Math.min(ring, bar))
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/** Four bits a pixel, each an index of the palette. */
function png(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([4, 3, 0, 0, 0], 8) // bits, palette; deflate, filters, no interlace
  const palette = Array.from({ length: 16 }, (_, shade) =>
    BACK.map((from, channel) => Math.round(from + (((FRONT[channel] ?? from) - from) * shade) / 15)),
  ).flat()
  const row = (y: number): number[] => {
    const shades = Array.from({ length: WIDTH }, (_, x) =>
      Math.round(15 * coverage(x + 0.5 - WIDTH / 2, y + 0.5 - HEIGHT / 2)),
    )
    const pairs = Array.from({ length: WIDTH / 2 }, (_, n) => ((shades[2 * n] ?? 0) << 4) | (shades[2 * n + 1] ?? 0))
    return [0, ...pairs] // no filter
  }
  const pixels = Buffer.from(Array.from({ length: HEIGHT }, (_, y) => row(y)).flat())
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette)),
    chunk('IDAT', deflateSync(pixels, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

writeFileSync(FILE, png())
console.log(path.relative('.', FILE))
