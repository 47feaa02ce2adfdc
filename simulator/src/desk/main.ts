import { ADDRESS, RUN_EVENT } from '../addresses'
import type { DeskSide } from '../phone/inside'
import { connectDesk } from '../relay/wire/desk-link'
import { Desk } from './desk'
import { Notices } from './notices'
import { readDeskOptions } from './model/options'
import { deskText, type DeskText } from './model/text'

declare global {
  interface Window {
    /** for tests and for the console */
    desk?: Desk
    /** for the phones */
    deskSide?: DeskSide
  }
}

async function start(): Promise<void> {
  const root = document.getElementById('desk')
  if (!root) throw new Error('desk.html has no #desk')
  const options = readDeskOptions(location.search, navigator.language)
  const text = deskText(options.lang)
  document.documentElement.lang = options.lang === 'zh' ? 'zh-CN' : 'en'
  document.title = text.title
  const notices = new Notices(text.close)
  const desk = new Desk(root, options, notices)
  window.desk = desk
  window.deskSide = desk
  root.before(notices.root)
  if (!('RTCPeerConnection' in window)) notices.set('webrtc', text.noWebRTC)
  window.addEventListener('unhandledrejection', ({ reason }) => {
    notices.set('failure', reason instanceof Error ? reason.message : String(reason))
  })
  followServer(desk, notices, text)
  await desk.start(
    await connectDesk({
      relayUrl: `${location.origin.replace(/^http/, 'ws')}/relay`,
      onLog: (entry) => desk.noteMessage(entry),
      onPhones: (statuses) => desk.notePhones(statuses),
      onDesks: (count) => notices.set('desks', count > 1 ? text.manyDesks : null),
    }),
  )
}

/** The server's events tell when the mini program has changed, and whether the server is there at all. */
function followServer(desk: Desk, notices: Notices, text: DeskText): void {
  let run: string | undefined
  const changes = new EventSource(ADDRESS.changes)
  changes.onmessage = () => desk.restartAll()
  changes.onerror = () => notices.set('server', text.relayLost)
  changes.onopen = () => notices.set('server', null)
  changes.addEventListener(RUN_EVENT, ({ data }: MessageEvent<string>) => {
    // started again: other keys, and perhaps another simulator
    if (run !== undefined && run !== data) location.reload()
    run = data
  })
}

void start()
