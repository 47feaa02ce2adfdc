import type { AppInstance } from '../runtime/app'
import type { PhoneServices } from '../services'
import { absentApi } from './absent/absent'
import { playedApi } from './played/index'
import { standInApi } from './stand-ins'
import { canIUse } from './played/device/system'

/**
 * The global `wx` of one phone: what is played, what has a stand-in, and everything else that the platform's typings
 * know, which fails. A name that they do not know is undefined, and said once in the log.
 */
export function createWx(services: PhoneServices, app: AppInstance): object {
  const { host } = services
  const present = { ...playedApi(services, app), ...standInApi(services) }
  present.canIUse = (name) => canIUse(name, present)
  const wx = { ...absentApi(present, (text) => host.log.warn(text)), ...present }
  return warnAboutUnknown(wx, (name) => host.log.warn(`wx.${name} does not exist in the simulator`))
}

/** Every name of WeChat's begins with a small letter; a capital is something that an SDK looks for. */
const API_NAME = /^[a-z]/

function warnAboutUnknown(wx: Record<string, unknown>, warn: (name: string) => void): object {
  const warned = new Set<string>()
  return new Proxy(wx, {
    get(target, name) {
      if (typeof name === 'string' && API_NAME.test(name) && !(name in target) && !warned.has(name)) {
        warned.add(name)
        warn(name)
      }
      return Reflect.get(target, name) as unknown
    },
  })
}
