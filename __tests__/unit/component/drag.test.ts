import { readFileSync } from 'node:fs'
import path from 'node:path'
import { dragRange } from '../../../component/phone/float'

interface Drag {
  start: Handler
  move: Handler
  end: Handler
  limit(room: string, before: string | undefined, owner: object): void
}
type Handler = (event: object, owner: object) => void

const file = path.resolve(__dirname, '../../../component/phone/drag.wxs')

/** A tile at the top right of a window that leaves 200 px to its left and 400 px below it. */
function tile() {
  const module = { exports: {} as Drag }
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a WXS file is JavaScript, which no loader of ours knows
  new Function('module', readFileSync(file, 'utf8'))(module)
  const state: { x?: number; y?: number } = {}
  const styles: { transform: string; transition: string }[] = []
  const call = { getState: () => state, setStyle: (style: (typeof styles)[number]) => styles.push(style) }
  const owner = { selectComponent: (selector: string) => (selector === '.call' ? call : null) }
  const event = (clientX: number, clientY: number) => ({
    touches: [{ clientX, clientY }],
    currentTarget: { dataset: { range: { left: -200, down: 400 } } },
  })
  return {
    drag(from: [number, number], ...steps: [number, number][]) {
      module.exports.start(event(...from), owner)
      for (const step of steps) module.exports.move(event(...step), owner)
    },
    limit: (room: string) => module.exports.limit(room, undefined, owner),
    letGo: () => module.exports.end({ ...event(0, 0), touches: [] }, owner),
    where: () => styles[styles.length - 1]?.transform,
    styles,
  }
}

describe('the shrunk call', () => {
  it('follows the finger', () => {
    const call = tile()
    call.drag([300, 50], [250, 120], [260, 130])
    expect(call.where()).toBe('translate(-40px, 80px)')
  })

  it('stays on the screen', () => {
    const call = tile()
    call.drag([300, 50], [-900, 900])
    expect(call.where()).toBe('translate(-200px, 400px)')
    call.drag([0, 0], [900, -900])
    expect(call.where()).toBe('translate(0px, 0px)')
  })

  it.each([
    [-90, 'translate(0px, 30px)'],
    [-110, 'translate(-200px, 30px)'],
  ])('let go %d px from the right, moves to the nearer edge', (x, place) => {
    const call = tile()
    call.drag([300, 50], [300 + x, 80])
    call.letGo()
    expect(call.where()).toBe(place)
  })

  it('stays on its side and on the screen when the window changes', () => {
    const call = tile()
    call.drag([300, 50], [0, 400])
    call.letGo()
    call.limit('-100 150')
    expect(call.where()).toBe('translate(-100px, 150px)')
    call.limit('-500 900')
    expect(call.where()).toBe('translate(-500px, 150px)')
    call.limit('')
    expect(call.where()).toBe('translate(-500px, 150px)')
  })

  it('is left alone where it lay from the beginning', () => {
    const call = tile()
    call.limit('-100 150')
    expect(call.styles).toEqual([])
  })

  it('is picked up again where it lies', () => {
    const call = tile()
    call.drag([300, 50], [100, 150])
    call.letGo()
    call.drag([10, 10], [10, 60])
    expect(call.where()).toBe('translate(-200px, 150px)')
  })
})

describe('the room it has', () => {
  const roomIn = (height: number, bottom: number, { isPicture = false, top = 12 } = {}) =>
    dragRange(
      isPicture,
      { top, height: 0 },
      { width: 375, height, insets: { top: 0, row: 0, buttons: 0, right: 0, left: 0, bottom } },
    )

  it('is the window, less the tile and a margin', () => {
    expect(roomIn(603, 0)).toEqual({ left: -263, down: 491 })
    expect(roomIn(603, 0, { isPicture: true })).toEqual({ left: -247, down: 431 })
  })

  it('ends above the bar at the bottom edge, and begins where the style sheet lays the tile', () => {
    expect(roomIn(812, 34, { top: 56 }).down).toBe(622)
    expect(roomIn(812, 34, { top: 100 }).down).toBe(578)
  })

  it('ends where the style sheet leaves room for a tab bar of the page', () => {
    const window = { width: 375, height: 812, insets: { top: 0, row: 0, buttons: 0, right: 0, left: 0, bottom: 34 } }
    expect(dragRange(false, { top: 56, height: 660 }, window).down).toBe(660 - 88)
  })

  it('leaves out what the lens covers of a phone on its side', () => {
    const insets = { top: 0, row: 0, buttons: 0, right: 47, left: 47, bottom: 21 }
    expect(dragRange(false, { top: 12, height: 0 }, { width: 844, height: 390, insets })).toEqual({
      left: -638,
      down: 257,
    })
  })
})
