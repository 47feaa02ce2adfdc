import { ADDRESS } from '../addresses'
import { element } from '../dom'
import { MISSING_TAGS, type CompiledMiniProgram } from '../mini-program'
import { FreezableTimers } from './device/timers'
import { PhoneHost, type Language } from './host'
import type { DeskSide } from './inside'
import { readPhoneOptions, type PhoneOptions } from './options'
import { applyInsets, Phone } from './phone'
import { printable } from './values/printable'
import { phoneText } from './text'

/** The entry of a phone's iframe. */
async function start(options: PhoneOptions, deskSide?: DeskSide): Promise<void> {
  const response = await fetch(ADDRESS.miniProgram)
  const miniProgram = (await response.json()) as CompiledMiniProgram
  const host = new PhoneHost(options, new FreezableTimers(window))
  const screen = document.getElementById('screen')
  if (!screen) throw new Error('phone.html has no #screen')
  applyInsets(host.device)
  document.documentElement.lang = host.lang === 'zh' ? 'zh-CN' : 'en'
  document.title = host.name
  showMissingTags(host.lang)
  document.body.classList.toggle('sim-style-v2', miniProgram.app.style === 'v2')
  const phone = new Phone(host, miniProgram, screen)
  window.phone = phone
  // the desk draws the frame, and sets the size of the page before the mini program measures it
  deskSide?.phoneStarts(phone)
  phone.start()
  document.documentElement.dataset.started = ''
}

/** Elements that the simulator has not are boxes that say so, in the size that their page gives them. */
function showMissingTags(lang: Language): void {
  const rules = [...MISSING_TAGS].map((tag) => {
    const words = JSON.stringify(phoneText(lang).notHere(`<${tag}>`))
    return `wx-${tag} { display: block; min-height: 24px; } wx-${tag}::before { content: ${words}; }`
  })
  const marked = [...MISSING_TAGS].map((tag) => `wx-${tag}`).join()
  rules.push(`:is(${marked}) { ${MISSING_LOOK} }`)
  document.head.append(element('style', { text: rules.join('\n') }))
}

const MISSING_LOOK =
  'background: repeating-linear-gradient(45deg, #f4f4f4 0 8px, #ececec 8px 16px); ' +
  'color: #888; font: 12px sans-serif; overflow: hidden'

declare global {
  interface Window {
    /** for the desk and for tests */
    phone?: Phone
  }
}

const { deskSide } = window.parent as Window & { deskSide?: DeskSide }
const options = readPhoneOptions(location.search)
start(options, deskSide).catch((error: unknown) => {
  console.error(error)
  deskSide?.phoneFails(options.name, printable(error))
})
