import { CALL_STATUS, CallingError, computed, defineComponent, EVENT, nextTick, watch } from '../lib/index'
import type { EventName, Handler } from '../lib/index'
import { createBell } from './phone/bell'
import { controlsOf } from './model/controls'
import { dragRange, measureTop } from './phone/float'
import { followCall } from './control/follow-call'
import { createIntents } from './control/taps'
import type { Intent } from './control/taps'
import { createInterface } from './model/interface'
import { isLanguage, stringsOf } from './locales/index'
import type { Language } from './locales/index'
import { createNotices } from './control/notices'
import { keepScreenOn } from './phone/screen'
import { ASKED, Session, TOLD } from './control/instance'
import type { ConfigInput, Credentials } from './control/instance'
import { choicesOf, sheetOf } from './model/sheets'
import { EMPTY_STAGE, speakingOf, stageOf } from './model/stage'
import { createTimers } from './phone/timers'
import * as view from './model/view-model'

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
  // what the live tags are made of: a call goes on while another page lies above
  always: ['screen', 'onStage', 'stage', 'pusher'],

  setup(props, ctx) {
    const ui = createInterface()
    const timers = createTimers()
    const notices = createNotices(ui, timers)
    // next to this script, wherever the package lies
    const bell = createBell(`/${ctx.view.is.replace(/[^/]*$/, '')}assets/`, timers)
    const session = new Session(() => props.config, ctx.view, notices.listen)
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
    const run = createIntents(session, ui, notices, () => choices.value)

    followCall(session, ui, notices, bell, timers)
    watch(
      () => floating.value && ui.resized,
      (resized) => {
        const keep = (top: number): void => void (ui.top = top)
        // once the view has been told
        if (resized !== false) void nextTick(() => measureTop(ctx.createSelectorQuery(), keep))
      },
    )

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
      custom: computed(() => {
        const isCustom = (part: string): boolean => props.customParts.indexOf(part) >= 0
        return { header: isCustom('header'), controls: isCustom('controls'), avatar: isCustom('avatar') }
      }),

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
