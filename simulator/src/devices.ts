/** The phones one may simulate. All sizes in CSS pixels. */
export interface Device {
  brand: string
  model: string
  system: string
  platform: 'android' | 'ios' | 'windows'
  width: number
  height: number
  statusBarHeight: number
  navigationBarHeight: number
  /** height of the area that the system's own bar at the bottom edge covers */
  bottomInset: number
  /** what the lens covers on both sides of a phone that lies on its side */
  sideInset: number
}

export const DEVICE_NAMES = ['android', 'iphone', 'small', 'large', 'tablet', 'pc', 'pc-narrow'] as const
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
    sideInset: 0,
  },
  iphone: {
    brand: 'Simulator',
    model: 'Simulated iPhone',
    system: 'iOS 17.4',
    platform: 'ios',
    width: 390,
    height: 844,
    statusBarHeight: 47,
    navigationBarHeight: 44,
    bottomInset: 34,
    sideInset: 0,
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
    sideInset: 0,
  },
  large: {
    brand: 'Simulator',
    model: 'Simulated large iPhone',
    system: 'iOS 17.4',
    platform: 'ios',
    width: 430,
    height: 932,
    statusBarHeight: 59,
    navigationBarHeight: 44,
    bottomInset: 34,
    sideInset: 0,
  },
  tablet: {
    brand: 'Simulator',
    model: 'Simulated iPad',
    system: 'iOS 17.4',
    platform: 'ios',
    width: 820,
    height: 1180,
    statusBarHeight: 24,
    navigationBarHeight: 50,
    bottomInset: 20,
    sideInset: 0,
  },
  pc: {
    brand: 'Simulator',
    model: 'Simulated PC',
    system: 'Windows 11',
    platform: 'windows',
    width: 1024,
    height: 640,
    statusBarHeight: 0,
    navigationBarHeight: 44,
    bottomInset: 0,
    sideInset: 0,
  },
  'pc-narrow': {
    brand: 'Simulator',
    model: 'Simulated PC',
    system: 'Windows 11',
    platform: 'windows',
    width: 360,
    height: 640,
    statusBarHeight: 0,
    navigationBarHeight: 44,
    bottomInset: 0,
    sideInset: 0,
  },
}

/** A phone on its side has no status bar, and its lens at a side; a computer is not turned. */
export function deviceOf(name: DeviceName, turned: boolean): Device {
  const device = DEVICES[name]
  if (!turned || device.platform === 'windows') return device
  const isTablet = name === 'tablet'
  return {
    ...device,
    width: device.height,
    height: device.width,
    statusBarHeight: isTablet ? device.statusBarHeight : 0,
    sideInset: isTablet || device.statusBarHeight < 40 ? 0 : device.statusBarHeight,
    bottomInset: device.bottomInset > 0 ? 21 : 0,
  }
}

export const TAB_BAR_HEIGHT = 50

/** The capsule at the top right, relative to the screen. */
export function menuButtonOf({ width, statusBarHeight, navigationBarHeight }: Device) {
  const size = { width: 87, height: 32 }
  const top = statusBarHeight + (navigationBarHeight - size.height) / 2
  const right = width - 7
  return { ...size, top, right, bottom: top + size.height, left: right - size.width }
}
