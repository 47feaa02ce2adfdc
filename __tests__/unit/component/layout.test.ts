/** The grid in windows of all sizes. */
import {
  cellLook,
  gridArea,
  gridOf,
  listHeight,
  shapeOf,
  sizeClasses,
  windowStyle,
  type Box,
} from '../../../component/model/layout'
import fc from '../../support/jest/fast-check'

const INSETS = { top: 0, row: 0, buttons: 0, right: 0, bottom: 0, left: 0 }
const windowOf = (width: number, height: number) => ({ width, height, insets: INSETS })

/** Phones, tablets, and windows on a computer, upright and on their side. */
const WINDOWS = [
  [320, 568],
  [390, 844],
  [430, 932],
  [844, 390],
  [820, 1180],
  [1180, 820],
  [1024, 640],
  [360, 640],
] as const

const overlap = (one: Box, other: Box) =>
  one.left < other.left + other.width &&
  other.left < one.left + one.width &&
  one.top < other.top + other.height &&
  other.top < one.top + one.height

describe.each(WINDOWS)('in a window of %d x %d', (width, height) => {
  const area = gridArea(windowOf(width, height))

  it.each([2, 3, 4, 5, 6, 7, 8, 9])(
    '%d pictures are inside, beside each other, and no wider than people are',
    (count) => {
      const { boxes } = gridOf(count, area)
      expect(boxes).toHaveLength(count)
      for (const [index, box] of boxes.entries()) {
        expect(box.left).toBeGreaterThanOrEqual(0)
        expect(box.top).toBeGreaterThanOrEqual(0)
        expect(box.left + box.width).toBeLessThanOrEqual(area.width)
        expect(box.top + box.height).toBeLessThanOrEqual(area.height)
        expect(box.width / box.height).toBeGreaterThan(0.55)
        expect(box.width / box.height).toBeLessThanOrEqual(1)
        expect(boxes.slice(index + 1).some((other) => overlap(box, other))).toBe(false)
      }
    },
  )

  it('what finds no room is scrolled to, and a part of it shows', () => {
    const { boxes, height: all, scrolls } = gridOf(11, area)
    expect(scrolls).toBe(true)
    expect(boxes[10]?.top).toBeLessThan(area.height)
    expect(all).toBeGreaterThan(area.height)
  })
})

it('scrolls nowhere as long as the last row has places', () => {
  expect(gridOf(10, { width: 1180, height: 488 })).toMatchObject({ scrolls: false, height: 488 })
})

it('takes the number of columns that makes the pictures largest', () => {
  const columns = (count: number, width: number, height: number) =>
    new Set(gridOf(count, { width, height }).boxes.map(({ left }) => left)).size
  expect(columns(4, 390, 512)).toBe(2)
  expect(columns(4, 844, 222)).toBe(4)
  expect(columns(2, 390, 512)).toBe(2)
  expect(columns(6, 390, 512)).toBe(3)
})

it('makes no picture too slim for a face, where another number of columns would do', () => {
  const [first] = gridOf(9, { width: 320, height: 238 }).boxes
  expect(first).toMatchObject({ width: 79, height: 79 })
})

it('keeps the grid clear of what the lens of a phone on its side covers', () => {
  const insets = { ...INSETS, left: 47, right: 47 }
  expect(gridArea({ width: 844, height: 390, insets }).width).toBe(750)
})

it('says less over a picture that has no room for it', () => {
  const look = (count: number, width: number, height: number) => cellLook(gridOf(count, { width, height }))
  expect(look(4, 390, 421)).toEqual({ avatar: 'medium', narrow: false })
  expect(look(9, 390, 421)).toEqual({ avatar: 'small', narrow: true })
  expect(look(9, 320, 238)).toEqual({ avatar: 'tiny', narrow: true })
  expect(look(9, 820, 742)).toEqual({ avatar: 'medium', narrow: false })
  expect(look(4, 820, 742)).toEqual({ avatar: 'big', narrow: false })
  expect(look(0, 390, 421)).toEqual({ avatar: 'small', narrow: false })
})

it('shows half a row of a list that goes on', () => {
  expect(listHeight(3, 753)).toBe(3 * 56)
  expect(listHeight(20, 753)).toBe(6.5 * 56)
  expect(listHeight(20, 346)).toBe(2.5 * 56)
  expect(listHeight(20, 100)).toBe(1.5 * 56)
})

it('leaves an avatar in the place of a large picture clear of header, small picture, banner and controls', () => {
  const style = windowStyle({ width: 390, height: 844, insets: { ...INSETS, top: 47, bottom: 34 } })
  expect(style).toContain('--call-above-avatar: 287px; --call-below-avatar: 290px; ')
  expect(style).toContain('--call-inset-bottom: 34px')
  expect(windowStyle(windowOf(1180, 820))).toContain('--call-above-avatar: 132px; --call-below-avatar: 256px; ')
})

it('centres the last row', () => {
  const [one, two, three] = gridOf(3, { width: 390, height: 512 }).boxes
  expect([one?.left, two?.left, three?.left]).toEqual([0, 195, 97])
})

it('has no pictures outside in an area of any size', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 40, max: 2000 }),
      fc.integer({ min: 40, max: 2000 }),
      (count, width, height) =>
        gridOf(count, { width, height }).boxes.every(
          (box) => box.left >= 0 && box.top >= 0 && box.left + box.width <= width && box.top + box.height <= height,
        ),
    ),
  )
})

it('knows a small phone, a phone on its side and a tablet', () => {
  const classes = (width: number, height: number) => sizeClasses(shapeOf(windowOf(width, height)))
  expect(classes(390, 844)).toBe('')
  expect(classes(320, 568)).toBe('call--short')
  expect(classes(844, 390)).toBe('call--short call--flat call--wide')
  expect(classes(820, 1180)).toBe('call--roomy')
  expect(classes(1180, 820)).toBe('call--roomy call--wide')
  expect(classes(1024, 640)).toBe('call--wide')
})
