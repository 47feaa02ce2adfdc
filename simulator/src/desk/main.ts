import { ADDRESS } from '../addresses'
import { element } from '../dom'
import type { DeskSide } from '../phone/inside'
import { connectDesk } from '../relay/desk-link'
import { Desk } from './desk'
import { readDeskOptions } from './options'
import { deskText } from './text'

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
  const desk = new Desk(root, options)
  window.desk = desk
  window.deskSide = desk
  const alert = element('p', { class: 'alert', role: 'alert', hidden: true })
  root.before(alert)
  const complain = (message: string) => {
    alert.textContent = message
    alert.hidden = message === ''
  }

  // the server's events tell when the mini program has changed, and whether the server is there at all
  const changes = new EventSource(ADDRESS.changes)
  changes.onmessage = () => desk.restartAll()
  changes.onerror = () => complain(text.relayLost)
  changes.onopen = () => complain('')
  window.addEventListener('unhandledrejection', ({ reason }) => {
    complain(reason instanceof Error ? reason.message : String(reason))
  })
  await desk.start(
    await connectDesk({
      relayUrl: `${location.origin.replace(/^http/, 'ws')}/relay`,
      onLog: (entry) => desk.noteMessage(entry),
      onPhones: (statuses) => desk.notePhones(statuses),
    }),
  )
}

void start()
