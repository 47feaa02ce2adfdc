import type { AppInstance } from '../runtime/app'
import type { PhoneServices } from '../services'
import { createInnerAudioContext } from './audio'
import { deviceApi } from './device'
import { interfaceApi } from './interface'
import { navigationApi } from './navigation'
import { permissionsApi } from './permissions'
import { queryApi } from './query'
import { requestApi } from './request'
import { socketApi } from './socket'
import { storageApi } from './storage'
import { canIUse, systemApi } from './system'

type Handler = (argument: unknown) => void

/** The global `wx` of one phone. What it does not have is undefined, and said once in the log. */
export function createWx(services: PhoneServices, app: AppInstance): object {
  const { host, live, navigation, assetURL, signals } = services
  const wx: Record<string, unknown> = {
    ...storageApi(host.name),
    ...requestApi(host.network),
    ...socketApi(host),
    ...systemApi(host, app.launchOptions),
    ...interfaceApi(services),
    ...navigationApi(navigation),
    ...permissionsApi(services),
    ...deviceApi(services),
    ...queryApi(navigation),
    env: { USER_DATA_PATH: 'wxfile://usr' },
    canIUse: (name: string) => canIUse(name, wx),
    nextTick: (callback: () => void) => void Promise.resolve().then(callback),
    createInnerAudioContext: () =>
      createInnerAudioContext(
        (path) => assetURL(path, navigation.current?.route ?? ''),
        (player, source) => signals.sound(player, source),
      ),
    createLivePusherContext: () => live.pusherContext(),
    createLivePlayerContext: (id: string) => live.playerContext(id),
    onAppShow: (handler: Handler) => app.on('show', handler),
    offAppShow: (handler?: Handler) => app.off('show', handler),
    onAppHide: (handler: Handler) => app.on('hide', handler),
    offAppHide: (handler?: Handler) => app.off('hide', handler),
    onError: (handler: Handler) => app.on('error', handler),
    offError: (handler?: Handler) => app.off('error', handler),
    onUnhandledRejection: (handler: Handler) => app.on('unhandledRejection', handler),
    offUnhandledRejection: (handler?: Handler) => app.off('unhandledRejection', handler),
    onAudioInterruptionBegin: (handler: () => void) => void signals.interruption.begin.add(handler),
    offAudioInterruptionBegin: (handler: () => void) => void signals.interruption.begin.delete(handler),
    onAudioInterruptionEnd: (handler: () => void) => void signals.interruption.end.add(handler),
    offAudioInterruptionEnd: (handler: () => void) => void signals.interruption.end.delete(handler),
  }
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
