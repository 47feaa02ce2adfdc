import { CALL_STATUS, CALL_TYPE, CallingError, computed, defineComponent, EVENT, reactive, watch } from '../lib/index'
import type {
  CallEndData,
  CallParams,
  EventName,
  EventPayloads,
  GroupCallParams,
  Handler,
  TRTCCalling,
} from '../lib/index'
import { isDisabled } from './controls'
import type { Action } from './controls'
import { isLanguage, languageOf, stringsOf } from './locales/index'
import type { Language } from './locales/index'
import { Session } from './session'
import type { ConfigInput } from './session'
import { createTimers } from './timers'
import * as view from './view-model'

/** What the screens show beyond the state of the call. */
interface Interface {
  language: Language
  /** the tap that is being worked on */
  busy: Action
  /** the own picture is the large one */
  swapped: boolean
  /** an error, in words */
  notice: string
  /** the user is asked to allow the microphone */
  asking: boolean
  /** how the call ended, while that is on the screen */
  end: CallEndData | null
  /** whose call it is, or was */
  person: view.Person
  /** we called */
  outgoing: boolean
}

const NOBODY: view.Person = { userID: '', name: '', avatar: '', initials: '', tint: 6 }
const EMPTY_STAGE: view.Stage = {
  members: [],
  self: { ...NOBODY, place: 'hidden', player: null, video: false, muted: false, weak: false, ringing: false },
  gridSize: 0,
}

/** What each button asks of the library. */
const INTENTS: { [action in Exclude<Action, ''>]: (calling: TRTCCalling) => unknown } = {
  accept: (calling) => calling.accept(),
  reject: (calling) => calling.reject(),
  hangup: (calling) => calling.hangup(),
  mic: (calling) => calling.setMicMute(calling.state.self.mic),
  camera: (calling) => (calling.state.self.camera ? calling.closeCamera() : calling.openCamera()),
  flip: (calling) => calling.switchCamera(),
  speaker: (calling) => calling.setHandsFree(!calling.state.self.handsFree),
}

/** They send something; the others are done at once. */
const TAKES_TIME: Action[] = ['accept', 'reject', 'hangup']

/**
 * `<TRTCCalling id="TRTCCalling-room" config="{{config}}" backgroundMute="{{true}}" />`
 *
 * Lays the call screens over the page it is in, and offers the methods of the class `TRTCCalling` on its instance.
 */
defineComponent({
  properties: { config: { type: Object, value: null as ConfigInput }, backgroundMute: Boolean },

  methods: [
    'login',
    'logout',
    'on',
    'off',
    'call',
    'groupCall',
    'accept',
    'reject',
    'hangup',
    'startRemoteView',
    'stopRemoteView',
    'openCamera',
    'closeCamera',
    'setMicMute',
    'switchCamera',
    'setHandsFree',
    'setLanguage',
    // for the template
    'onPusherEvent',
    'onPlayerEvent',
    'onIntent',
    'onPictureTap',
    'onSettingsTap',
    'onSheetClose',
    'onTouchMove',
  ],

  // they change with every volume tick and every second; alone they may wait for each other
  lazy: ['speaking', 'time'],

  setup(props, ctx) {
    const ui = reactive<Interface>({
      language: systemLanguage(),
      busy: '',
      swapped: false,
      notice: '',
      asking: false,
      end: null,
      person: NOBODY,
      outgoing: false,
    })
    const timers = createTimers()
    const session = new Session(() => props.config, ctx.view, show)
    const strings = computed(() => stringsOf(ui.language))
    const screen = computed(() => (session.state ? view.screenOf(session.state, ui.end !== null) : ''))
    const stage = computed(() => (session.state ? view.stageOf(session.state, ui.swapped, ui.language) : EMPTY_STAGE))

    /* -------------------------------------------------------------- the call leads, the screen follows */

    watch(
      () => (session.state ? session.state.status : CALL_STATUS.IDLE),
      (status, before) => {
        // a convenience: where it is refused, the screen goes dark as always
        wx.setKeepScreenOn({ keepScreenOn: status !== CALL_STATUS.IDLE, fail: () => undefined })
        if (status === CALL_STATUS.IDLE) ui.busy = ''
        if (before !== CALL_STATUS.IDLE) return
        ui.swapped = false
        ui.notice = ''
      },
    )

    // the state forgets a call as soon as it is over; its last screen still says whose it was
    watch(
      () => session.state && view.callPerson(session.state, ui.language),
      (person) => {
        if (!person || !session.state) return
        ui.person = person
        ui.outgoing = view.isOutgoing(session.state)
      },
    )

    watch(
      () => session.state && session.state.lastEnd,
      (end) => {
        ui.end = end
        if (!end) return
        timers.start('end', view.END_SHOWN_MS, () => {
          ui.end = null
        })
      },
    )

    /* -------------------------------------------------------------- taps */

    function run(action: Exclude<Action, ''>): void {
      // a second tap, faster than the screen
      if (isDisabled(action, ui.busy)) return
      if (TAKES_TIME.indexOf(action) >= 0) ui.busy = action
      const done = (): void => {
        if (ui.busy === action) ui.busy = ''
      }
      void new Promise((resolve) => resolve(INTENTS[action](session.use()))).then(done, (error: unknown) => {
        done()
        if (!(error instanceof CallingError)) throw error
        show(error)
      })
    }

    /** An error of the library, for the one who holds the phone. */
    function show(error: EventPayloads['ERROR']): void {
      if (error.reason === 'MICROPHONE_DENIED') {
        ui.asking = true
      } else if (error.reason !== 'CAMERA_DENIED') {
        // a refused camera has its banner
        ui.notice = view.errorText(error, ui.language)
        timers.start('notice', view.NOTICE_SHOWN_MS, () => {
          ui.notice = ''
        })
      }
    }

    /* -------------------------------------------------------------- the app goes to the background */

    const onAppHide = (): void => {
      if (!props.backgroundMute) session.leaveForBackground()
    }
    wx.onAppHide(onAppHide)
    ctx.onDetached(() => {
      wx.offAppHide(onAppHide)
      timers.clear()
      session.destroy()
    })

    ctx.expose({ EVENT })

    return {
      lang: computed(() => ui.language),
      screen,
      video: computed(() => session.state !== null && session.state.type === CALL_TYPE.VIDEO),
      person: computed(() => ui.person),
      line: computed(() => {
        if (!session.state) return ''
        if (ui.end && screen.value === 'ended') return view.endText(ui.end, ui.outgoing, ui.language)
        return view.statusText(session.state, ui.language)
      }),
      time: computed(() => (session.state ? view.timeText(session.state) : '')),
      busy: computed(() => ui.busy),
      devices: computed(() => {
        const self = session.state && session.state.self
        return { mic: !!self && self.mic, camera: !!self && self.camera, handsFree: !!self && self.handsFree }
      }),

      onStage: computed(() => screen.value === 'calling' || screen.value === 'connected'),
      pictures: computed(() => stage.value.gridSize > 0 || stage.value.self.place !== 'hidden'),
      stage,
      speaking: computed(() => (session.state ? view.speakingOf(session.state) : [])),
      pusher: computed(() => session.state && session.state.pusher),

      banner: computed(() => session.state && view.bannerOf(session.state, ui.language)),
      notice: computed(() => ui.notice),
      sheet: computed(() => (ui.asking ? view.microphoneSheet(ui.language) : null)),
      settingsLabel: computed(() => strings.value.openSettings),
      swapLabel: computed(() => strings.value.swapAction),
      ringingLabel: computed(() => strings.value.memberRinging),

      login: () => session.login(),
      logout: () => session.logout(),
      on: <N extends EventName>(event: N, handler: Handler<N>, context?: unknown) =>
        session.on(event, handler, context),
      off: <N extends EventName>(event: N, handler?: Handler<N>) => session.off(event, handler),
      call: (params: CallParams) => session.ask((calling) => calling.call(params)),
      groupCall: (params: GroupCallParams) => session.ask((calling) => calling.groupCall(params)),
      accept: () => session.ask((calling) => calling.accept()),
      reject: () => session.ask((calling) => calling.reject()),
      hangup: () => session.ask((calling) => calling.hangup()),
      startRemoteView: (userID: string) => session.use().startRemoteView(userID),
      stopRemoteView: (userID: string) => session.use().stopRemoteView(userID),
      openCamera: () => session.use().openCamera(),
      closeCamera: () => session.use().closeCamera(),
      setMicMute: (isMute: boolean) => session.use().setMicMute(isMute),
      switchCamera: (isFrontCamera?: boolean) => session.use().switchCamera(isFrontCamera),
      setHandsFree: (isHandsFree: boolean) => session.use().setHandsFree(isHandsFree),

      /** @throws CallingError INVALID_PARAMETER */
      setLanguage(language: Language) {
        if (!isLanguage(language)) {
          throw new CallingError(
            'INVALID_PARAMETER',
            `setLanguage() got ${String(language)}; the languages are 'zh-CN' and 'en'.`,
          )
        }
        ui.language = language
      },

      onPusherEvent: (event: unknown) => session.use().onPusherEvent(event),
      onPlayerEvent: (event: unknown) => session.use().onPlayerEvent(event),
      onIntent: (event: { detail: { action: Exclude<Action, ''> } }) => run(event.detail.action),

      onPictureTap(event: WechatMiniprogram.TouchEvent) {
        if (event.currentTarget.dataset['place'] === 'pip') ui.swapped = !ui.swapped
      },
      onSettingsTap() {
        wx.openSetting({
          complete() {
            ui.asking = false
          },
        })
      },
      onSheetClose() {
        ui.asking = false
      },
      /** keeps the page below from scrolling */
      onTouchMove() {},
    }
  },
})

function systemLanguage(): Language {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor needs base library 2.20.1
  return languageOf(wx.getSystemInfoSync().language)
}
