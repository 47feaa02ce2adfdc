import { layOut } from '../../../../simulator/src/desk/layout'
import { DEVICES } from '../../../../simulator/src/devices'

const { android, iphone, small } = DEVICES

describe('the phones on the desk', () => {
  it('stand in a row where there is room, and are not larger than life', () => {
    expect(layOut({ width: 2000, height: 1200 }, android, 2)).toMatchObject({ columns: 2, scale: 1, bezel: 10 })
  })

  it('stand in two rows in a narrow window', () => {
    expect(layOut({ width: 700, height: 1400 }, small, 4).columns).toBe(2)
    expect(layOut({ width: 480, height: 1700 }, android, 2).columns).toBe(1)
  })

  it('are four beside each other in a window 1280 wide, next to the panel', () => {
    expect(layOut({ width: 920, height: 625 }, android, 4).columns).toBe(4)
  })

  it('are scrolled to, in rows of equal length, where they cannot become small enough', () => {
    expect(layOut({ width: 800, height: 400 }, iphone, 4)).toMatchObject({ columns: 2, shown: { width: 187 } })
    expect(layOut({ width: 100, height: 100 }, iphone, 3).columns).toBe(1)
  })

  it('have screens of whole pixels, as large as the window allows', () => {
    for (const [width, height] of [
      [1080, 804],
      [920, 625],
      [679, 646],
      [500, 480],
    ] as const) {
      for (const device of [android, iphone, small]) {
        const { scale, shown, bezel, columns } = layOut({ width, height }, device, 2)
        expect([shown.width % 1, shown.height % 1, bezel % 1]).toEqual([0, 0, 0])
        expect(device.width * scale).toBeCloseTo(shown.width, 6)
        expect(2 * 24 + 28 * (columns - 1) + columns * (shown.width + 2 * bezel)).toBeLessThanOrEqual(width)
      }
    }
  })

  it('are found to be nobody for a moment without complaint', () => {
    expect(layOut({ width: 0, height: 0 }, android, 1)).toMatchObject({ columns: 1 })
  })
})
