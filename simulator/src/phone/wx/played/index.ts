import type { AppInstance } from '../../runtime/app'
import type { PhoneServices } from '../../services'
import { createInnerAudioContext } from './device/audio'
import { deviceApi } from './device/device'
import { encodingApi } from './device/encoding'
import { interfaceApi } from './screen/interface'
import { navigationApi } from './screen/navigation'
import { permissionsApi } from './device/permissions'
import { picturesApi } from './device/pictures'
import { queryApi } from './screen/query'
import { requestApi } from './network/request'
import { socketApi } from './network/socket'
import { storageApi } from './device/storage'
import { systemApi } from './device/system'
import { tabBarApi } from './screen/tab-bar'
import { transferApi } from './network/transfer'

type Handler = (argument: unknown) => void

/** What the simulator does as a phone does it. */
export function playedApi(services: PhoneServices, app: AppInstance) {
  const { host, live, navigation, assetURL, signals } = services
  return {
    ...storageApi(host.name),
    ...requestApi(host.network),
    ...transferApi(host.network),
    ...socketApi(host),
    ...systemApi(host, () => navigation.topOf(host.device), app.launchOptions),
    ...interfaceApi(services),
    ...picturesApi(services),
    ...navigationApi(navigation, services.dialogs),
    ...tabBarApi(navigation),
    ...permissionsApi(services),
    ...deviceApi(services),
    ...queryApi(navigation),
    ...encodingApi,
    env: { USER_DATA_PATH: 'wxfile://usr' },
    canIUse: (_name: string): boolean => false,
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
    onWindowResize: (handler: Handler) => app.on('windowResize', handler),
    offWindowResize: (handler?: Handler) => app.off('windowResize', handler),
    onError: (handler: Handler) => app.on('error', handler),
    offError: (handler?: Handler) => app.off('error', handler),
    onUnhandledRejection: (handler: Handler) => app.on('unhandledRejection', handler),
    offUnhandledRejection: (handler?: Handler) => app.off('unhandledRejection', handler),
    onAudioInterruptionBegin: (handler: () => void) => void signals.interruption.begin.add(handler),
    offAudioInterruptionBegin: (handler: () => void) => void signals.interruption.begin.delete(handler),
    onAudioInterruptionEnd: (handler: () => void) => void signals.interruption.end.add(handler),
    offAudioInterruptionEnd: (handler: () => void) => void signals.interruption.end.delete(handler),
  }
}
