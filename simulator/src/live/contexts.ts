import type { Player } from './player'
import type { Pusher } from './pusher'
import { snapshotOf } from './snapshot'

/** What every method of WeChat's contexts takes; extra fields are the method's own. */
export interface ContextOptions {
  success?: (result: object) => void
  fail?: (error: { errMsg: string }) => void
  complete?: (result: object) => void
}

type Method<Extra = object> = (options?: ContextOptions & Extra) => void

export interface LivePusherContext {
  start: Method
  stop: Method
  pause: Method
  resume: Method
  switchCamera: Method
  startPreview: Method
  stopPreview: Method
  snapshot: Method
  toggleTorch: Method
  sendMessage: Method
  playBGM: Method<{ url?: string }>
  pauseBGM: Method
  resumeBGM: Method
  stopBGM: Method
  /** 0-1 */
  setBGMVolume: Method<{ volume?: number | string }>
  /** 0-1 */
  setMICVolume: Method<{ volume?: number | string }>
  setZoom: Method
  getMaxZoom: Method
}

export interface LivePlayerContext {
  play: Method
  stop: Method
  mute: Method
  pause: Method
  resume: Method
  requestFullScreen: Method<{ direction?: number }>
  exitFullScreen: Method
  exitPictureInPicture: Method
  snapshot: Method
}

/** `find` is asked at each call: the context may be older than the tag, as in WeChat. */
export function createPusherContext(find: () => Pusher | undefined): LivePusherContext {
  const method = methodsOf('operateLivePusher', find)
  return {
    start: method((pusher) => pusher.start()),
    stop: method((pusher) => pusher.stop()),
    pause: method((pusher) => pusher.setPaused(true)),
    resume: method((pusher) => pusher.setPaused(false)),
    switchCamera: method((pusher) => pusher.switchCamera()),
    startPreview: method((pusher) => pusher.setPreview(true)),
    stopPreview: method((pusher) => pusher.setPreview(false)),
    snapshot: method((pusher) => snapshotOf(pusher.video)),
    playBGM: method((pusher, { url = '' }: { url?: string }) => pusher.music.play(url)),
    pauseBGM: method((pusher) => pusher.music.pause()),
    resumeBGM: method((pusher) => pusher.music.resume()),
    stopBGM: method((pusher) => pusher.music.stop()),
    setBGMVolume: method((pusher, { volume }: Volume) => pusher.music.setVolume(Number(volume))),
    setMICVolume: method((pusher, { volume }: Volume) => pusher.setMicrophoneVolume(Number(volume))),
    // a laptop has neither a torch nor a zoom, and nobody to receive SEI messages
    toggleTorch: method(() => {}),
    setZoom: method(() => {}),
    getMaxZoom: method(() => ({ maxZoom: 1 })),
    sendMessage: method(() => {}),
  }
}

export function createPlayerContext(find: () => Player | undefined): LivePlayerContext {
  const method = methodsOf('operateLivePlayer', find)
  return {
    play: method((player) => player.play()),
    stop: method((player) => player.stop()),
    mute: method((player) => player.toggleMuted()),
    pause: method((player) => player.setPaused(true)),
    resume: method((player) => player.setPaused(false)),
    requestFullScreen: method((player, { direction }: { direction?: number }) => player.setFullScreen(true, direction)),
    exitFullScreen: method((player) => player.setFullScreen(false)),
    exitPictureInPicture: method((player) => player.closeWindow()),
    snapshot: method((player) => snapshotOf(player.video)),
  }
}

interface Volume {
  volume?: number | string
}

/** Wraps an action with WeChat's callbacks, which always come later than the call; an object it returns is the result. */
function methodsOf<Tag>(name: string, find: () => Tag | undefined) {
  return <Extra extends object>(action: (tag: Tag, options: Extra) => unknown): Method<Extra> =>
    (options) => {
      const { success, fail, complete } = options ?? {}
      void run().then(
        (result) => {
          const answer = { errMsg: `${name}:ok`, ...result }
          success?.(answer)
          complete?.(answer)
        },
        (error: unknown) => {
          const answer = { errMsg: `${name}:fail ${error instanceof Error ? error.message : String(error)}` }
          fail?.(answer)
          complete?.(answer)
        },
      )

      async function run(): Promise<object> {
        const tag = find()
        if (!tag) throw new Error('the tag is not on the page')
        const result = await action(tag, (options ?? {}) as Extra)
        return typeof result === 'object' && result !== null ? result : {}
      }
    }
}
