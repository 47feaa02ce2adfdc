import {
  CALL_STATUS,
  CALL_TYPE,
  CallingError,
  computed,
  defineComponent,
  EVENT,
  nextTick,
  reactive,
  watch,
} from '../lib/index'
import type { CallEndData, CallStatus, EventName, EventPayloads, Handler } from '../lib/index'
import { createBell } from './bell'
import type { Tone } from './bell'
import { controlsOf, isDisabled } from './controls'
import type { Action } from './controls'
import { dragRange, measureTop } from './float'
import { isLanguage, stringsOf, withName } from './locales/index'
import type { Language } from './locales/index'
import { NOBODY } from './people'
import type { Person } from './people'
import { keepScreenOn, systemLanguage } from './phone'
import { ASKED, Session, TOLD } from './session'
import type { ConfigInput, Credentials } from './session'
import { choicesOf, sheetOf } from './sheets'
import type { Asking } from './sheets'
import { EMPTY_STAGE, screensOf, speakingOf, stageOf } from './stage'
import { createTimers } from './timers'
import * as view from './view-model'

/** What the screens show beyond the state of the call. */
interface Interface {
  language: Language
  /** the tap that is being worked on */
  busy: Action
  /** the own picture is the large one */
  swapped: boolean
  /** the call is a tile over the page */
  minimized: boolean
  /** how often the window has changed its size */
  resized: number
  /** of the tile until it is dragged, pixels of the window */
  top: number
  /** what has just happened, in words, while that is on the screen */
  notice: view.Notice | null
  asking: Asking
  /** userIDs with a check mark */
  chosen: string[]
  /** how the call ended, while that is on the screen */
  end: CallEndData | null
  /** whose call it is, or was */
  person: Person
  /** we called */
  outgoing: boolean
}

type Intent = Exclude<Action, ''>

/** They send something; the others are done at once. */
const TAKES_TIME: Action[] = ['accept', 'reject', 'hangup', 'voice', 'video', 'acceptSwitch', 'rejectSwitch', 'invite']

/**
 * `<TRTCCalling id="TRTCCalling-room" config="{{config}}" backgroundMute="{{true}}" />`
 *
 * Lays the call screens over the page it is in, and offers the methods of the class `TRTCCalling` on its instance.
 */
defineComponent({
  options: { multipleSlots: true },

  properties: {
    config: { type: Object, value: null as ConfigInput },
    backgroundMute: Boolean,
    /** whom a group call may be extended by: `[{ userID, nick?, avatar? }]` */
    contacts: { type: Array, value: [] as unknown[] },
    /** what the host draws itself, in the slot of that name: `header`, `controls`, `avatar` */
    customParts: { type: Array, value: [] as unknown[] },
  },

  methods: [
    ...ASKED,
    ...TOLD,
    'login',
    'logout',
    'on',
    'off',
    'setLanguage',
    'setCallingBell',
    'enableMuteMode',
    'setMinimized',
    'setCredentials',
    // for the template
    'onTap',
    'onContactTap',
    'onPictureTap',
    'onTouchMove',
  ],

  // they change with every volume tick and every second; alone they may wait for each other
  lazy: ['speaking', 'time'],

  setup(props, ctx) {
    const ui = reactive<Interface>({
      language: systemLanguage(),
      busy: '',
      swapped: false,
      minimized: false,
      resized: 0,
      top: 0,
      notice: null,
      asking: '',
      chosen: [],
      end: null,
      person: NOBODY,
      outgoing: false,
    })
    const timers = createTimers()
    // next to this script, wherever the package lies
    const bell = createBell(`/${ctx.view.is.replace(/[^/]*$/, '')}assets/`, timers)
    const session = new Session(
      () => props.config,
      ctx.view,
      (calling) => {
        calling.on(EVENT.ERROR, ({ data }) => show(data))
        calling.on(EVENT.CALL_MODE, ({ data: { refusal } }) => {
          if (!refusal) return
          const text = refusal === 'reject' ? strings.value.switchDeclined : strings.value.switchUnanswered
          tell({ text: withName(text, ui.person.name), error: false })
        })
      },
    )
    const strings = computed(() => stringsOf(ui.language))
    const screen = computed(() => view.screenOf(session.state, ui.end !== null))
    const onStage = computed(() => screen.value === 'calling' || screen.value === 'connected')
    const floating = computed(() => ui.minimized && screen.value !== 'ringing' && screen.value !== '')
    const stage = computed(() =>
      onStage.value
        ? stageOf(session.state, { swapped: ui.swapped, floating: floating.value }, ui.language)
        : EMPTY_STAGE,
    )
    const pictures = computed(
      () =>
        stage.value.gridSize > 0 ||
        [stage.value.self].concat(stage.value.members).some((one) => one.place !== 'hidden'),
    )
    const choices = computed(() => choicesOf(props.contacts, session.state, ui.chosen))
    const isConnected = (): boolean => session.state.status === CALL_STATUS.CONNECTED

    /* -------------------------------------------------------------- the call leads, the screen follows */

    watch(
      () => session.state.status,
      (status, before) => {
        keepScreenOn(status !== CALL_STATUS.IDLE)
        const tones: { [status in CallStatus]?: Tone } = { ringing: 'ringtone', calling: 'calltone' }
        bell.play(tones[status] || '')
        if (status === CALL_STATUS.IDLE) {
          ui.busy = ''
          if (ui.asking === 'invite') ui.asking = ''
        }
        if (before !== CALL_STATUS.IDLE) return
        ui.swapped = false
        ui.minimized = false
        ui.notice = null
        ui.asking = ''
      },
    )

    // the state forgets a call as soon as it is over; its last screen still says whose it was
    watch(
      () => view.callPerson(session.state, ui.language),
      (person) => {
        if (!person) return
        ui.person = person
        ui.outgoing = view.isOutgoing(session.state)
      },
    )

    watch(
      () => session.state.lastEnd,
      (end) => {
        ui.end = end
        if (end) timers.start('end', view.END_SHOWN_MS, () => void (ui.end = null))
      },
    )

    watch(
      () => session.state.switchRequest,
      (request) => {
        if (request !== 'none') ui.notice = null
      },
    )

    watch(
      () => session.state.type,
      (type, before) => {
        if (isConnected() && before === CALL_TYPE.VIDEO && type === CALL_TYPE.AUDIO && !session.state.cameraDenied) {
          tell({ text: strings.value.switchedToVoice, error: false })
        }
      },
    )

    // a shared screen begins large, and so does the other one's camera afterwards
    watch(
      () => screensOf(session.state).length > 0,
      () => void (ui.swapped = false),
    )

    watch(
      () => floating.value && ui.resized,
      (resized) => {
        const keep = (top: number): void => void (ui.top = top)
        // once the view has been told
        if (resized !== false) void nextTick(() => measureTop(ctx.createSelectorQuery(), keep))
      },
    )

    /* -------------------------------------------------------------- taps */

    /** What each button does. */
    const intents: { [intent in Intent]: () => unknown } = {
      accept: () => session.use().accept(),
      reject: () => session.use().reject(),
      hangup: () => session.use().hangup(),
      mic: () => session.use().setMicMute(session.state.self.mic),
      camera: () => (session.state.self.camera ? session.use().closeCamera() : session.use().openCamera()),
      flip: () => session.use().switchCamera(),
      speaker: () => session.use().setHandsFree(!session.state.self.handsFree),
      voice: () => session.use().switchCallType(CALL_TYPE.AUDIO),
      video: () => session.use().switchCallType(CALL_TYPE.VIDEO),
      acceptSwitch: () => session.use().acceptSwitch(),
      rejectSwitch: () => session.use().rejectSwitch(),
      pick() {
        ui.chosen = []
        ui.asking = 'invite'
      },
      invite() {
        ui.asking = ''
        const userIDList = choices.value.filter((one) => one.chosen).map((one) => one.userID)
        return session.use().inviteUser({ userIDList })
      },
      shrink: () => (ui.minimized = true),
      grow: () => (ui.minimized = false),
      settings: () => wx.openSetting({ complete: () => (ui.asking = '') }),
      close: () => (ui.asking = ''),
    }

    function run(action: Intent): void {
      // a second tap, faster than the screen
      if (isDisabled(action, ui.busy)) return
      if (TAKES_TIME.indexOf(action) >= 0) ui.busy = action
      const done = (): void => {
        if (ui.busy === action) ui.busy = ''
      }
      void new Promise((resolve) => resolve(intents[action]())).then(done, (error: unknown) => {
        done()
        if (!(error instanceof CallingError)) throw error
        show(error)
      })
    }

    /** An error of the library, for the one who holds the phone. */
    function show(error: EventPayloads['ERROR']): void {
      if (error.reason === 'MICROPHONE_DENIED') ui.asking = 'microphone'
      // a refused camera has its banner
      else if (error.reason !== 'CAMERA_DENIED' || isConnected()) {
        const text = view.errorText(error, ui.language)
        if (text !== '') tell({ text, error: true })
      }
    }

    function tell(notice: view.Notice): void {
      ui.notice = notice
      timers.start('notice', view.NOTICE_SHOWN_MS, () => void (ui.notice = null))
    }

    /* -------------------------------------------------------------- the app goes to the background */

    const onAppHide = (): void => {
      if (!props.backgroundMute) session.leaveForBackground()
    }
    wx.onAppHide(onAppHide)
    wx.onAppShow(bell.resume)
    ctx.onResize(() => (ui.resized += 1))
    ctx.onDetached(() => {
      wx.offAppHide(onAppHide)
      wx.offAppShow(bell.resume)
      // nothing is watched any more when the call ends with the component
      if (session.state.status !== CALL_STATUS.IDLE) keepScreenOn(false)
      bell.play('')
      timers.clear()
      session.destroy()
    })

    ctx.expose({ EVENT })
    // read again and again, it follows when the instance is replaced
    Object.defineProperty(ctx.view, 'state', { get: () => session.state })

    return {
      screen,
      person: computed(() => ui.person),
      line: computed(() => {
        if (ui.end && screen.value === 'ended') return view.endText(ui.end, ui.outgoing, ui.language)
        return view.statusText(session.state, ui.language)
      }),
      time: computed(() => view.timeText(session.state)),
      rows: computed(() => {
        if (screen.value === '' || screen.value === 'ended') return []
        const sources = {
          state: session.state,
          screen: screen.value,
          canInvite: choices.value.length > 0,
          busy: ui.busy,
        }
        return controlsOf(sources, ui.language)
      }),
      custom: computed(() => ({
        header: props.customParts.indexOf('header') >= 0,
        controls: props.customParts.indexOf('controls') >= 0,
        avatar: props.customParts.indexOf('avatar') >= 0,
      })),

      onStage,
      pictures,
      stage,
      speaking: computed(() => (onStage.value ? speakingOf(session.state) : [])),
      pusher: computed(() => session.state.pusher),

      floating,
      // the window's size is no reactive value: `resized` stands for it
      range: computed(() => (floating.value && ui.resized >= 0 ? dragRange(pictures.value, ui.top) : null)),
      banner: computed(() => view.bannerOf(session.state, ui.language)),
      notice: computed(() => ui.notice),
      sheet: computed(() => sheetOf(session.state, ui.asking, choices.value, ui.busy, ui.language)),
      // for everything that has no text of its own
      t: computed(() => {
        const { openSettings, swapAction, shrinkAction, growAction, memberRinging, mutedMark, weakMark } = strings.value
        return { openSettings, swapAction, shrinkAction, growAction, memberRinging, mutedMark, weakMark }
      }),

      ...session.asking(ASKED),
      ...session.telling(TOLD),
      login: () => session.login(),
      setCredentials: (credentials: Credentials) => session.setCredentials(credentials),
      logout: () => session.logout(),
      on: <N extends EventName>(event: N, handler: Handler<N>, context?: unknown) =>
        session.on(event, handler, context),
      off: <N extends EventName>(event: N, handler?: Handler<N>) => session.off(event, handler),

      /** @throws CallingError INVALID_PARAMETER */
      setLanguage(language: Language) {
        needs(isLanguage(language), `setLanguage() got ${language}; the languages are 'zh-CN' and 'en'.`)
        ui.language = language
      },
      /** Another ringtone; '' brings ours back. @throws CallingError INVALID_PARAMETER */
      setCallingBell(path: string) {
        needs(typeof path === 'string', `setCallingBell(path) needs the path or url of a sound; it got ${typeof path}.`)
        bell.setRingtone(path)
      },
      /** No ringtone, no call tone. @throws CallingError INVALID_PARAMETER */
      enableMuteMode(on: boolean) {
        needs(typeof on === 'boolean', `enableMuteMode(on) needs true or false; it got ${typeof on}.`)
        bell.setMute(on)
      },
      /** The call becomes a tile over the page, or fills the screen. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
      setMinimized(on: boolean) {
        needs(typeof on === 'boolean', `setMinimized(on) needs true or false; it got ${typeof on}.`)
        if (on && !onStage.value) {
          throw new CallingError('INVALID_STATE', 'setMinimized(true) needs a call that was begun or answered here.')
        }
        ui.minimized = on
      },

      onTap: (event: WechatMiniprogram.TouchEvent) => {
        const { action, off } = event.currentTarget.dataset as { action: Intent; off?: boolean }
        if (!off) run(action)
      },
      onContactTap(event: WechatMiniprogram.TouchEvent) {
        const { user } = event.currentTarget.dataset as { user: string }
        // the last free place may be gone, faster than the screen shows it
        if (choices.value.some((one) => one.userID === user && one.disabled)) return
        const others = ui.chosen.filter((one) => one !== user)
        ui.chosen = others.length < ui.chosen.length ? others : others.concat(user)
      },
      onPictureTap(event: WechatMiniprogram.TouchEvent) {
        if (event.currentTarget.dataset['place'] === 'pip') ui.swapped = !ui.swapped
      },
      /** keeps the page below from scrolling */
      onTouchMove() {},
    }
  },
})

function needs(isRight: boolean, message: string): void {
  if (!isRight) throw new CallingError('INVALID_PARAMETER', message)
}
