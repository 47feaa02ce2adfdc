/** What lies over the page's window: status bar, WeChat's own buttons, lens, the bar at the bottom edge. */
import { windowOf } from '../../../component/phone/window'

/** A phone with a lens at the top. */
const PHONE = { screenHeight: 844, windowWidth: 390, statusBarHeight: 47 }
const SAFE_AREA = { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 }
const BUTTON = { top: 53, bottom: 85, left: 296 }

const insetsOf = (info: Parameters<typeof windowOf>[0], button: Parameters<typeof windowOf>[1] = null) =>
  windowOf(info, button).insets

describe('a page below a native navigation bar', () => {
  const info = { ...PHONE, windowHeight: 753, screenTop: 91, safeArea: SAFE_AREA }

  it('has nothing over it but the bar at the bottom edge', () => {
    expect(insetsOf(info, BUTTON)).toEqual({ top: 0, row: 0, buttons: 0, right: 0, bottom: 34, left: 0 })
  })

  it('is known by its height where the base library does not say where it begins', () => {
    const { screenTop: _unknown, ...old } = info
    expect(insetsOf(old, BUTTON)).toEqual(insetsOf(info, BUTTON))
  })

  it('ends above a tab bar', () => {
    expect(insetsOf({ ...info, windowHeight: 669 }).bottom).toBe(0)
  })
})

describe('a page that fills the screen', () => {
  const info = { ...PHONE, windowHeight: 844, screenTop: 0, safeArea: SAFE_AREA }

  it('has its header beside WeChat’s buttons, and the rest below them', () => {
    const { row, top, buttons } = insetsOf(info, BUTTON)
    expect(buttons).toBe(94)
    // 48 px high, from 16 px below the inset on
    expect(16 + row + 24).toBe((BUTTON.top + BUTTON.bottom) / 2)
    expect(12 + top).toBeGreaterThanOrEqual(BUTTON.bottom + 8)
  })

  it('begins below the status bar where there are no buttons', () => {
    expect(insetsOf(info)).toMatchObject({ row: 47, top: 47, bottom: 34 })
  })

  it('is known by its height, also above a tab bar, where the base library does not say where it begins', () => {
    const { screenTop: _unknown, ...old } = info
    expect(insetsOf(old, BUTTON)).toEqual(insetsOf(info, BUTTON))
    expect(insetsOf({ ...old, windowHeight: 844 - 84 }, BUTTON).row).toBe(insetsOf(info, BUTTON).row)
  })
})

it('a phone on its side has its lens at a side', () => {
  const safeArea = { left: 47, right: 797, top: 0, bottom: 369, width: 750, height: 369 }
  const screen = { screenHeight: 390, windowWidth: 844, windowHeight: 390, statusBarHeight: 0 }
  expect(insetsOf({ ...screen, screenTop: 0, safeArea })).toEqual({
    top: 0,
    row: 0,
    buttons: 0,
    right: 47,
    bottom: 21,
    left: 47,
  })
})

it('a window on a computer is whole, whatever the screen around it', () => {
  const safeArea = { left: 0, right: 1920, top: 0, bottom: 1080, width: 1920, height: 1080 }
  const info = { windowWidth: 1024, windowHeight: 596, screenHeight: 1080, statusBarHeight: 0, screenTop: 44, safeArea }
  expect(insetsOf(info)).toEqual({ top: 0, row: 0, buttons: 0, right: 0, bottom: 0, left: 0 })
})

it('a phone that knows no safe area covers nothing', () => {
  expect(windowOf({ windowWidth: 375, windowHeight: 603, screenHeight: 667 }, null)).toEqual({
    width: 375,
    height: 603,
    insets: { top: 0, row: 0, buttons: 0, right: 0, bottom: 0, left: 0 },
  })
})
