/** The recorded runs of an app whose pages come and go, some of them with another copy of the package. */
import { type TRTCCalling } from '../../../lib/api/calling'
import { appAccount, hasAccount } from '../../../lib/api/session'
import { startCalling, type StartOptions } from '../../../lib/api/start-calling'
import type { Option } from '../town/random/chaos'
import { CALL_PAGE, PagedApp } from '../town/paged-app'
import { seededRandom } from '../town/wx'
import { show } from './recorder'
import type { Stage } from './towns'
import { USERS } from './users'
import { type Phone, type Subject, Walk } from './walk'
import { WORLD } from './world'

const ROUTES = ['chat', 'chat', 'shop', 'tab', 'shopTab', 'plain', CALL_PAGE]

/** What `startCalling` is given, mostly plain. */
function optionsOf(random: () => number): Partial<StartOptions> {
  const at = Math.floor(random() * 8)
  const looks: Partial<StartOptions>[] = [
    {},
    {},
    { callPage: false },
    { callPage: `/${CALL_PAGE}` },
    { callPage: 'pages/elsewhere/call', language: 'en' },
    { type: 2, ringingPreview: true, keepScreenOn: true },
    { language: 'fr', strings: { fr: { accept: 'Répondre' } }, mute: true, ringtone: '/bell.mp3' },
    { backgroundMute: true, pictureInPicture: true, contacts: [{ userID: 'bob', nick: 'Bob' }], type: 2 },
  ]
  return looks[at] ?? {}
}

export async function openApp(seed: number): Promise<Stage> {
  const random = seededRandom(seed)
  const app = new PagedApp(optionsOf(random))
  const { town, fake: wx, platform } = app
  const walk = new Walk(town, seed, [], false)
  const { recorder } = walk
  town.chat.addAccount('zoe')
  town.chat.addGroup('team', ['alice', 'bob', 'zoe'])
  let main = app.calling
  recorder.watch('app', main)
  const watched = new Set<TRTCCalling>([main])
  /** pages that have come are watched, those that have gone are not */
  const follow = (): void => {
    for (const calling of app.views()) {
      if (watched.has(calling)) continue
      watched.add(calling)
      recorder.watch(`page ${watched.size}`, calling)
    }
    for (const calling of watched) {
      if (calling !== main && !app.views().includes(calling)) recorder.forget(calling)
    }
    recorder.note(`pages: ${app.stack.map(({ route }) => route.slice(-9)).join(' ')}`)
  }
  const all = (): TRTCCalling[] => [main, ...app.views(), ...app.views()]
  const alice: Phone = {
    name: 'alice',
    userID: 'alice',
    calling: () => walk.pick(all()) ?? main,
    wx,
    platform,
    tim: app.options.tim,
  }
  walk.add(alice)
  const bob = town.person('bob', { seed: 2, type: random() < 0.3 ? 2 : 1 })
  walk.join(bob)
  recorder.attempt('bob signs in', () => bob.calling.login())
  await town.settle()
  follow()

  const act = (label: string, run: () => unknown): Option => ({
    label,
    weight: 1,
    run: () => {
      recorder.attempt(label, run)
      follow()
    },
  })
  const refuse = (name: 'navigateTo' | 'redirectTo' | 'navigateBack'): Option =>
    act(`${name} will be refused`, () => {
      const real = wx.wx[name]
      const refusing = ({ fail }: { fail?: (error: { errMsg: string }) => void }): void => {
        Object.assign(wx.wx, { [name]: real })
        fail?.({ errMsg: `${name}:fail` })
      }
      Object.assign(wx.wx, { [name]: refusing })
    })
  const restart = (more: Partial<StartOptions>): Option =>
    act(`startCalling anew ${show(more)}`, () => {
      const options: StartOptions = { ...app.options, ...more }
      const before = main
      main = startCalling(Object.assign({ ...options, callPage: true }, { platform }))
      watched.add(main)
      recorder.watch(`app ${watched.size}`, main)
      if (before !== main) recorder.forget(before)
    })
  const pages: Subject = {
    weight: 90,
    choose: () =>
      walk.pick([
        ...[1, 2, 3].map(() =>
          act('push', () => {
            if (app.stack.length < 10) app.push(walk.pick(ROUTES) ?? 'plain')
          }),
        ),
        ...[1, 2, 3].map(() => act('pop', () => app.pop())),
        act('pop three', () => app.pop(3)),
        act('relaunch', () => app.reLaunch(walk.pick(ROUTES) ?? 'plain')),
        act('a stack that is full', () => {
          while (app.stack.length < 10) app.push('plain')
        }),
        refuse('navigateTo'),
        refuse('redirectTo'),
        refuse('navigateBack'),
      ]),
  }
  const tapped = (label: string, run: () => Promise<void>): Option => act(label, run)
  const calls: Subject = {
    weight: 130,
    choose: () =>
      walk.pick([
        ...([1, 2] as const).flatMap((type) => [
          tapped(`bob calls ${type}`, () => bob.calling.call({ userID: 'alice', type })),
          tapped(`alice calls ${type}`, () => alice.calling().call({ userID: 'bob', type })),
        ]),
        ...([1, 2, 2] as const).map((type) =>
          tapped(`alice calls ${type}, and bob accepts`, () => {
            const accept = (): void => {
              bob.calling.off('INVITED', accept)
              void bob.calling.accept().catch(() => undefined)
            }
            bob.calling.on('INVITED', accept)
            return alice.calling().call({ userID: 'bob', type })
          }),
        ),
        ...[1, 2].map(() => tapped('alice accepts', () => alice.calling().accept())),
        tapped('alice accepts by voice', () => alice.calling().accept({ type: 1 })),
        ...[1, 2].map(() => tapped('bob accepts', () => bob.calling.accept())),
        tapped('bob hangs up', () => bob.calling.hangup()),
        act('grow', () => alice.calling().view.grow()),
        act('shrink', () => alice.calling().view.shrink()),
        act('small window', () => app.views().forEach(({ view }) => view.setSmallWindow(view.holdsTags))),
        act('no small window', () => app.views().forEach(({ view }) => view.setSmallWindow(false))),
        act('turned', () => app.views().forEach(({ view }) => view.setPageOrientation('horizontal'))),
        act('asked for the account', () => {
          const { tim } = app.options
          const accounts = [appAccount(), appAccount({ tim }), appAccount({ tim: {} })].map((one) => one?.userID)
          const known = ['alice', 'bob', undefined].map((userID) =>
            hasAccount({ ...app.options, userID: userID ?? '' }),
          )
          return [accounts, known, hasAccount({ tim })]
        }),
        restart({}),
        restart({ callPage: false }),
        restart({ userID: 'dora' }),
      ]),
  }
  walk.subjects.push(...USERS, ...WORLD, pages, calls)
  const close = async (): Promise<void> => {
    for (const calling of [...app.views(), bob.calling, main]) calling.destroy()
    await town.settle()
    await town.pass(3000)
  }
  const dispose = (): void => {
    town.media.dispose()
    town.installed.uninstall()
    Object.assign(globalThis, { getCurrentPages: undefined })
  }
  return { walk, close, dispose }
}
