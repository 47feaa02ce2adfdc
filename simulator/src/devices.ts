/** The phones one may simulate. All sizes in CSS pixels. */
export interface Device {
  brand: string
  model: string
  system: string
  platform: 'android' | 'ios'
  width: number
  height: number
  statusBarHeight: number
  navigationBarHeight: number
  /** height of the area that the system's own bar at the bottom edge covers */
  bottomInset: number
}

export const DEVICE_NAMES = ['android', 'iphone', 'small'] as const
export type DeviceName = (typeof DEVICE_NAMES)[number]

export const DEVICES: Readonly<Record<DeviceName, Device>> = {
  android: {
    brand: 'Simulator',
    model: 'Simulated Android',
    system: 'Android 14',
    platform: 'android',
    width: 375,
    height: 724,
    statusBarHeight: 24,
    navigationBarHeight: 48,
    bottomInset: 0,
  },
  iphone: {
    brand: 'Simulator',
    model: 'Simulated iPhone',
    system: 'iOS 17.4',
    platform: 'ios',
    width: 375,
    height: 812,
    statusBarHeight: 44,
    navigationBarHeight: 44,
    bottomInset: 34,
  },
  small: {
    brand: 'Simulator',
    model: 'Simulated small phone',
    system: 'Android 8',
    platform: 'android',
    width: 320,
    height: 568,
    statusBarHeight: 20,
    navigationBarHeight: 44,
    bottomInset: 0,
  },
}

export const TAB_BAR_HEIGHT = 50

/** The capsule at the top right, relative to the screen. */
export function menuButtonOf({ width, statusBarHeight, navigationBarHeight }: Device) {
  const size = { width: 87, height: 32 }
  const top = statusBarHeight + (navigationBarHeight - size.height) / 2
  const right = width - 7
  return { ...size, top, right, bottom: top + size.height, left: right - size.width }
}
