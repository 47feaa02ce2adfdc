/** One and the same moment of a phone, drawn by the one renderer and by the other. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { Phone } from '../../../simulator/src/phone/phone'
import type { DeskPhone } from './desk/phone'

declare const phone: Phone

/** Edges of letters and curves may fall otherwise: so many of the pixels, by more than so much of 255 in a colour. */
const MAX_PIXELS = 0.002
const STEP = 24

/** Something may happen between two pictures, as a banner that goes: so often they are taken anew. */
const ATTEMPTS = 3

/** A folder for the pictures, to look at them. */
const PICTURES = process.env['RENDERER_PICTURES'] ?? ''

/**
 * What moves by itself: the running time, the mark of who speaks, and how the simulator shows a sound. Two frames of a
 * camera are never equal, and go through an encoder: a still picture of four colours is in its place, as large and as
 * mirrored as the video is.
 */
const STILL = `
  wx-live-pusher video, wx-live-player video {
    object-position: -9999px -9999px !important;
    background: conic-gradient(#a33 25%, #3a3 0 50%, #33a 0 75%, #aa3 0) !important;
  }
  .sim-note, .sim-buzz { visibility: hidden !important }
  [class*='header__line'], [class*='float__line'], [class*='person__line'] { color: transparent !important }
  [class*='tile--speaking'] { box-shadow: none !important }
  * { animation: none !important; transition: none !important; caret-color: transparent !important }
`

/** Compares states of phones on a desk, one after the other. */
export class BothRenderers {
  /** the part of the pixels that differ, of the states that do not look the same */
  readonly differences: Record<string, number> = {}
  /** how many were compared */
  states = 0

  constructor(private readonly desk: Page) {}

  async compare(state: string, ...phones: DeskPhone[]): Promise<void> {
    // Skyline does not hear that somebody wants less motion: only without that wish the two can look the same
    await this.desk.emulateMedia({ reducedMotion: 'no-preference' })
    for (const one of phones) {
      const name = `${state}, ${one.user}`
      let part = 1
      for (let attempt = 0; attempt < ATTEMPTS && part > MAX_PIXELS; attempt += 1) {
        const webview = await this.still(one, 'webview', name)
        const skyline = await this.still(one, 'skyline', name)
        part = await difference(this.desk, webview, skyline)
      }
      this.states += 1
      if (part > MAX_PIXELS) this.differences[name] = part
    }
  }

  private async still(one: DeskPhone, renderer: 'webview' | 'skyline', name: string): Promise<string> {
    await one.frame.evaluate(
      ([css, next]) => {
        if (!document.getElementById('still')) {
          const style = document.createElement('style')
          style.id = 'still'
          style.textContent = css
          document.head.append(style)
        }
        phone.redraw(next)
      },
      [STILL, renderer] as const,
    )
    const png = await this.desk.locator(`iframe[name="${one.name}"]`).screenshot()
    if (PICTURES !== '') {
      mkdirSync(PICTURES, { recursive: true })
      writeFileSync(path.join(PICTURES, `${name.replace(/\W+/g, '-')}.${renderer}.png`), png)
    }
    return png.toString('base64')
  }
}

/** The part of the pixels that differ, 0 to 1. */
async function difference(desk: Page, one: string, other: string): Promise<number> {
  return await desk.evaluate(
    async ({ pictures, least }) => {
      const [first, second] = await Promise.all(
        pictures.map(async (png) => {
          const image = new Image()
          image.src = `data:image/png;base64,${png}`
          await image.decode()
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d')
          context?.drawImage(image, 0, 0)
          return context?.getImageData(0, 0, image.width, image.height)
        }),
      )
      if (!first || !second || first.width !== second.width || first.height !== second.height) return 1
      let count = 0
      for (let at = 0; at < first.data.length; at += 4) {
        const differs = [0, 1, 2].some((color) => {
          const a = first.data[at + color] ?? 0
          const b = second.data[at + color] ?? 0
          return Math.abs(a - b) > least
        })
        if (differs) count += 1
      }
      return count / (first.data.length / 4)
    },
    { pictures: [one, other], least: STEP },
  )
}
