import { CallingError, computed, defineComponent, EVENT, nextTick, NO_CALL, watch } from '../lib/index'
import type { CallTexts, EventName, Handler } from '../lib/index'
import { createBell } from './phone/bell'
import { controlsOf } from './model/controls'
import { cellLook, gridArea, gridOf, orientationOf, shapeOf, sizeClasses, windowStyle } from './model/layout'
import { dragRange, measure } from './phone/float'
import type { Stretch } from './phone/float'
import { followCall } from './control/follow-call'
import { createTaps } from './control/taps'
import type { Tap } from './control/taps'
import { createUi } from './model/ui'
import { isLanguage, setStrings, stringsOf } from './locales/index'
import type { Language } from './locales/index'
import { createNotices } from './control/notices'
import { hideFromCapture, warnBeforeLeaving } from './phone/page'
import { isComputer, systemLanguage } from './phone/screen'
import { createSmallWindow } from './control/small-window'
import { ASKED, CallingInstance, TOLD } from './control/instance'
import type { ConfigInput, Credentials, Option } from './control/instance'
import { choicesOf, sheetOf } from './model/sheets'
import { EMPTY_STAGE, framesOf, speakingOf, stageOf } from './model/stage'
import { coverTabBar } from './phone/tab-bar'
import { createTimers } from './phone/timers'
import { readWindow } from './phone/window'
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
    /** WeChat's own small window shows the other one while the page, or WeChat, is left */
    pictureInPicture: Boolean,
    /** it rings although the phone is set to silent */
    ringInSilentMode: Boolean,
    /** screenshots and recordings of the screen show nothing of a call */
    hideFromCapture: Boolean,
    /** WeChat asks before the page of a call is left that no other page can take */
    warnBeforeLeaving: Boolean,
    /** the app keeps its tab bar hidden: it stays so after a call */
    tabBarHidden: Boolean,
    /** the users that a group call may be extended by: `[{ userID, nick?, avatar? }]` */
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
    'setStrings',
    'setCallingBell',
    'enableMuteMode',
    'setMinimized',
    'setCredentials',
    // for the template
    'onTap',
    'onContactTap',
    'onPictureTap',
    'onSmallWindow',
    'onTouchMove',
  ],

  // they change with every volume tick and every second; alone they may wait for each other
  lazy: ['speaking', 'time'],
  // what the live tags are made of: a call goes on while another page lies above
  always: ['screen', 'onStage', 'stage', 'pusher', 'smallWindow'],

  setup(props, ctx) {
    const ui = createUi(NO_CALL, systemLanguage(), readWindow())
    const onComputer = isComputer()
    const timers = createTimers()
    const notices = createNotices(ui, timers)
    // next to this script, wherever the package lies
    const assets = `/${ctx.view.is.replace(/[^/]*$/, '')}assets/`
    const bell = createBell(assets, timers)
    const instance = new CallingInstance(
      () => props.config,
      ctx.view,
      (calling) => {
        notices.listen(calling)
        // each event as mini programs have them: bind:invited, bind:callend
        for (const name of Object.keys(EVENT) as EventName[]) {
          calling.on(name, (event) => ctx.triggerEvent(name.toLowerCase().replace(/_/g, ''), event))
        }
      },
    )
    const strings = computed(() => stringsOf(ui.language))
    const holdsTags = computed(() => instance.view !== null && instance.view.holdsTags)
    const screen = computed(() => {
      const { view: place } = instance
      const isSeen = place === null || holdsTags.value || (place.isFront && !place.inSmallWindow)
      return isSeen ? view.screenOf(instance.state, ui.call.end !== null) : ''
    })
    const isRunning = computed(() => screen.value === 'calling' || screen.value === 'connected')
    // the stage of a call that rings is there for a preview alone
    const onStage = computed(() => (isRunning.value || screen.value === 'ringing') && holdsTags.value)
    const floating = computed(() => {
      // elsewhere than on the page with the live tags, a call that runs is a tile
      if (isRunning.value && !holdsTags.value) return true
      return instance.view !== null && instance.view.minimized && screen.value !== 'ringing' && screen.value !== ''
    })
    const stage = computed(() =>
      onStage.value
        ? stageOf(instance.state, { swapped: ui.call.swapped, floating: floating.value }, ui.language)
        : EMPTY_STAGE,
    )
    const pictures = computed(
      () =>
        stage.value.gridSize > 0 ||
        [stage.value.self].concat(stage.value.members).some((one) => one.place !== 'hidden'),
    )
    const smallWindow = createSmallWindow(
      {
        get wanted() {
          return props.pictureInPicture || (instance.view !== null && instance.view.look.pictureInPicture)
        },
        get stage() {
          return stage.value
        },
        get view() {
          return instance.view
        },
      },
      ui,
      ctx.view,
    )
    const shape = computed(() => shapeOf(ui.window))
    const grid = computed(() => {
      const area = gridArea(ui.window)
      return gridOf(stage.value.gridSize, ui.gridHeight > 0 ? { width: area.width, height: ui.gridHeight } : area)
    })
    const choices = computed(() => {
      const { length } = props.contacts
      const contacts = length || instance.view === null ? props.contacts : instance.view.look.contacts
      return choicesOf(contacts, instance.state, ui.call.chosen)
    })
    const run = createTaps(instance, ui, notices, () => choices.value)

    followCall(instance, ui, notices, bell, timers)
    // only the style sheet knows what a host's own bars leave; asked once the view has been told
    watch(
      () => floating.value && ui.window,
      (shown) => {
        const keep = ({ top, height }: Stretch): void => void (ui.room = { top, height })
        if (shown) void nextTick(() => measure(ctx.createSelectorQuery(), '.home', keep))
      },
    )
    watch(
      () => stage.value.gridSize > 0 && ui.window,
      (shown) => {
        const keep = ({ height }: Stretch): void => void (ui.gridHeight = height)
        if (shown) void nextTick(() => measure(ctx.createSelectorQuery(), '.stage--grid', keep))
      },
    )

    /* -------------------------------------------------------------- the app goes to the background */

    const onAppHide = (): void => {
      // not of a page that has no part in the call
      const { view: place } = instance
      if (!place || !(place.holdsTags || place.isFront)) return
      const isWindowed = place.inSmallWindow || smallWindow.stream.value !== ''
      if (!props.backgroundMute && !place.look.backgroundMute && !isWindowed) instance.leaveForBackground()
    }
    // the account may be signed in by another page, or by the app
    watch(
      () => instance.canJoin,
      () => instance.join(),
      { immediate: true },
    )
    // what another page, or the app, has chosen
    const look = computed(() => instance.view && instance.view.look)
    /** by this page, or by the app for all pages */
    const wants = (option: Option): boolean => props[option] || (look.value !== null && look.value[option])
    watch(
      () => look.value && look.value.language,
      (language) => {
        if (language) ui.language = language
      },
      { immediate: true },
    )
    watch(
      () => look.value && look.value.strings,
      (strings) => {
        for (const language of Object.keys(strings || {})) setStrings(language, (strings || {})[language] || {})
      },
      { immediate: true },
    )
    watch(
      () => look.value && look.value.ringtone,
      (path) => path !== null && bell.setRingtone(path),
      { immediate: true },
    )
    watch(
      () => look.value !== null && look.value.mute,
      (mute) => bell.setMute(mute),
      { immediate: true },
    )
    const isFull = computed(() => screen.value !== '' && !floating.value)
    const resized = (height?: number): void => {
      ui.gridHeight = 0
      ui.window = readWindow(height)
    }
    const onTabBar = (): void => {
      resized()
      const check = ({ height }: Stretch): void => {
        if (height !== ui.window.height) resized(height)
      }
      if (isFull.value) measure(ctx.createSelectorQuery(), '.call--full', check)
    }
    const covers = computed(() => isFull.value && !wants('tabBarHidden'))
    // how a call ended follows it a moment later
    watch(
      () => covers.value,
      () => void nextTick(() => coverTabBar(covers.value, onTabBar)),
    )
    watch(
      () => wants('ringInSilentMode'),
      (on) => bell.setInSilentMode(on),
      { immediate: true },
    )
    const isHidden = computed(() => {
      const isOn = isRunning.value || screen.value === 'ringing'
      return wants('hideFromCapture') && isOn && instance.view !== null && instance.view.isFront
    })
    watch(() => isHidden.value, hideFromCapture)
    const leaveWarning = computed(() => {
      const isAlone = isRunning.value && holdsTags.value && instance.view !== null && instance.view.isAlone
      // WeChat's small window keeps the page of a call that is left
      return wants('warnBeforeLeaving') && isAlone && smallWindow.stream.value === '' ? strings.value.leaveWarning : ''
    })
    watch(() => leaveWarning.value, warnBeforeLeaving)
    ctx.onShow(() => {
      smallWindow.handleShow()
      instance.pageChanged(true)
      coverTabBar(covers.value, onTabBar)
    })
    const onWindowResize = (): void => resized()
    watch(
      () => holdsTags.value && orientationOf(ui.window),
      (orientation) => {
        if (orientation && instance.view) instance.view.setPageOrientation(orientation)
      },
    )
    ctx.onHide(() => instance.pageChanged(false))
    ctx.onReady(() => ctx.triggerEvent('ready', {}))
    wx.onAppHide(onAppHide)
    wx.onAppShow(bell.resume)
    // a page that may not turn is not told, and yet a window on a computer changes
    wx.onWindowResize(onWindowResize)
    ctx.onResize(onWindowResize)
    ctx.onDetached(() => {
      wx.offAppHide(onAppHide)
      wx.offAppShow(bell.resume)
      wx.offWindowResize(onWindowResize)
      bell.play('')
      if (isHidden.value) hideFromCapture(false)
      timers.clear()
      if (covers.value) coverTabBar(false, () => undefined)
      instance.destroy()
    })

    ctx.expose({ EVENT })
    // read again and again, it follows when the instance is replaced
    Object.defineProperty(ctx.view, 'state', { get: () => instance.state })

    return {
      screen,
      callID: computed(() => instance.state.callID),
      person: computed(() => ui.call.person),
      line: computed(() => {
        if (ui.call.end && screen.value === 'ended') return view.endText(ui.call.end, ui.call.outgoing, ui.language)
        return view.statusText(instance.state, ui.language)
      }),
      time: computed(() => view.timeText(instance.state)),
      rows: computed(() => {
        if (screen.value === '' || screen.value === 'ended') return []
        const sources = {
          state: instance.state,
          screen: screen.value,
          canInvite: choices.value.length > 0,
          onComputer,
          busy: ui.call.busy,
        }
        return controlsOf(sources, ui.language)
      }),
      custom: computed(() => {
        const isCustom = (part: string): boolean => props.customParts.indexOf(part) >= 0
        return { header: isCustom('header'), controls: isCustom('controls'), avatar: isCustom('avatar') }
      }),

      windowStyle: computed(() => windowStyle(ui.window)),
      sizes: computed(() => (floating.value ? '' : sizeClasses(shape.value))),
      cell: computed(() => cellLook(grid.value)),
      personSize: computed(() => (shape.value.height === 'tall' ? 'large' : 'big')),

      onStage,
      isGroup: computed(() => instance.state.isGroup),
      pictures,
      stage,
      smallWindow: smallWindow.stream,
      waitingImage: `${assets}waiting.png`,
      frames: computed(() => framesOf(stage.value, grid.value.boxes)),
      picturesStyle: computed(() => (stage.value.gridSize > 0 ? `height: ${grid.value.height}px` : '')),
      scrolls: computed(() => grid.value.scrolls),
      speaking: computed(() => (onStage.value ? speakingOf(instance.state) : [])),
      pusher: computed(() => instance.state.pusher),

      floating,
      range: computed(() => (floating.value ? dragRange(pictures.value, ui.room, ui.window) : null)),
      banner: computed(() => view.bannerOf(instance.state, ui.language)),
      notice: computed(() => ui.call.notice),
      sheet: computed(() =>
        sheetOf(instance.state, ui.call.asking, choices.value, ui.call.busy, ui.language, ui.window.height),
      ),
      // for everything that has no text of its own
      t: computed(() => {
        const { openSettings, swapAction, shrinkAction, growAction, memberRinging } = strings.value
        const { mutedMark, weakMark, waitingMark } = strings.value
        return { openSettings, swapAction, shrinkAction, growAction, memberRinging, mutedMark, weakMark, waitingMark }
      }),

      ...instance.asking(ASKED),
      ...instance.telling(TOLD),
      login: () => instance.login(),
      setCredentials: (credentials: Credentials) => instance.setCredentials(credentials),
      logout: () => instance.logout(),
      on: <N extends EventName>(event: N, handler: Handler<N>, context?: unknown) =>
        instance.on(event, handler, context),
      off: <N extends EventName>(event: N, handler?: Handler<N>) => instance.off(event, handler),

      /** @throws CallingError INVALID_PARAMETER */
      setLanguage(language: Language) {
        const known = "'zh-CN', 'zh-TW', 'en', 'ja', and what setStrings() has added"
        needs(isLanguage(language), `setLanguage() got ${language}; the languages are ${known}.`)
        ui.language = language
        instance.setLook({ language })
      },
      /** Other words, or another language, in all pages. @throws CallingError INVALID_PARAMETER */
      setStrings: (language: Language, texts: CallTexts) => setStrings(language, texts),
      /** Another ringtone; '' brings ours back. @throws CallingError INVALID_PARAMETER */
      setCallingBell(path: string) {
        needs(typeof path === 'string', `setCallingBell(path) needs the path or url of a sound; it got ${typeof path}.`)
        bell.setRingtone(path)
        instance.setLook({ ringtone: path })
      },
      /** No ringtone, no call tone. @throws CallingError INVALID_PARAMETER */
      enableMuteMode(on: boolean) {
        needs(typeof on === 'boolean', `enableMuteMode(on) needs true or false; it got ${typeof on}.`)
        bell.setMute(on)
        instance.setLook({ mute: on })
      },
      /** The call becomes a tile over the page, or fills the screen. @throws CallingError INVALID_PARAMETER, INVALID_STATE */
      setMinimized(on: boolean) {
        needs(typeof on === 'boolean', `setMinimized(on) needs true or false; it got ${typeof on}.`)
        if (on && !isRunning.value) {
          throw new CallingError('INVALID_STATE', 'setMinimized(true) needs a call that was begun or answered here.')
        }
        if (on) instance.use().view.shrink()
        else if (instance.view) instance.view.grow()
      },

      onTap: (event: WechatMiniprogram.TouchEvent) => {
        const { action, off, call } = event.currentTarget.dataset as { action: Tap; off?: boolean; call?: string }
        const isAnswer = action === 'accept' || action === 'acceptByVoice'
        // another call may have taken the place of the one that was tapped
        if (!off && (!isAnswer || call === instance.state.callID)) run(action)
      },
      onContactTap(event: WechatMiniprogram.TouchEvent) {
        const { user } = event.currentTarget.dataset as { user: string }
        // the last free place may be gone, faster than the screen shows it
        if (choices.value.some((one) => one.userID === user && one.disabled)) return
        const others = ui.call.chosen.filter((one) => one !== user)
        ui.call.chosen = others.length < ui.call.chosen.length ? others : others.concat(user)
      },
      onPictureTap(event: WechatMiniprogram.TouchEvent) {
        if (event.currentTarget.dataset['place'] === 'pip') ui.call.swapped = !ui.call.swapped
      },
      onSmallWindow: smallWindow.handle,
      /** keeps the page below from scrolling */
      onTouchMove() {},
    }
  },
})

function needs(isRight: boolean, message: string): void {
  if (!isRight) throw new CallingError('INVALID_PARAMETER', message)
}
