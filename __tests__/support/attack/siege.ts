/**
 * Alice under attack: in a situation of her own, with one hostile account or forty, for ten seconds of virtual time, in the
 * middle of which she does something. Chat takes 300 ms for each acknowledgement. What must hold is judged at the end.
 */
import { seededRandom } from '../town/wx'
import { callIDOf, lastOf, nameOfSignal } from '../chat/wire'
import type { Scene } from '../town/scene'
import type { Attack, Known } from './attacks'

export const SEED = Number(process.env['ATTACK_SEED'] ?? 20261129)
/** messages of one account per half second; forty send as many together, and then some */
const ALONE = 60
const TOGETHER = 4

/** betrayed: connected with the hostile account itself; awaited: calling it */
export const SETTINGS = ['idle', 'calling', 'ringing', 'connected', 'group', 'betrayed', 'awaited'] as const
export type Setting = (typeof SETTINGS)[number]

const STEPS = 20
const STEP_MS = 500
const ACK_MS = 300

/** Chat messages of alice's that nobody asked her for; the limits that are documented. */
const REPLIES_PER_ACCOUNT = 5
const REPLIES_IN_ALL = 60
/** to the other end of a call: confirmed switches */
const REPLIES_TO_PEER = 20
/** invitations that ring in ten seconds, of one account and of all */
const RINGS = { one: 60, all: 240 }

export interface Report {
  attack: string
  accounts: number
  setting: Setting
  arrived: number
  replies: number
  /** acknowledgements that came between the tap and its message; -1: nothing to send */
  waited: number
  rings: number
  lookups: number
  violations: string[]
}

/** What alice does in the middle, and where her call stands then. */
const WANTED = {
  ...{ idle: 'reject', calling: 'cancel', ringing: 'accept', connected: 'switch', group: 'invite', betrayed: 'hangup' },
  awaited: 'cancel',
} as const
const EXPECTED = {
  ...{ idle: 'ringing', calling: 'calling', ringing: 'ringing', connected: 'connected', group: 'connected' },
  ...{ betrayed: 'connected', awaited: 'calling' },
} as const

export class Siege {
  private readonly mallories: string[]
  private readonly random: () => number
  private readonly violations: string[] = []
  private acks = 0
  private arrived = 0

  constructor(
    private readonly scene: Scene,
    private readonly attack: Attack,
    private readonly setting: Setting,
    private readonly accounts: number,
    seed = SEED,
  ) {
    this.random = seededRandom(seed)
    const mallories = Array.from({ length: accounts }, (_, n) => `mallory-${n}`)
    this.mallories = this.isBobHostile ? ['bob', ...mallories.slice(1)] : mallories
  }

  async run(): Promise<Report> {
    const { scene, setting } = this
    const { alice, town } = scene
    const profile = { nick: '\u200b\u3164', avatar: 'http://tracker.example/me.png' }
    this.mallories.forEach((userID) => town.chat.addAccount(userID, profile))
    await this.bring()
    const room = town.media.inRoom('alice')
    const heard = alice.heard.length
    const logged = town.chat.log.length
    const looked = town.chat.profileLookups.flat().length
    const stop = this.slowDown()
    let waited = -1
    for (let step = 0; step < STEPS; step++) {
      this.strike(step)
      await town.pass(STEP_MS)
      this.watch(room)
      if (step === STEPS / 2) waited = await this.act()
    }
    stop()
    await town.pass(5000)
    const invited = alice.heard.slice(heard).filter(({ eventCode }) => eventCode === 'INVITED')
    const replies = this.judgeReplies(logged)
    this.judgeRings(invited.map(({ data }) => (data as { sponsor: string }).sponsor))
    this.judgeMemory()
    const lookups = town.chat.profileLookups.flat().length - looked
    if (lookups > invited.length + 25)
      this.violations.push(`${lookups} profiles were looked up for ${invited.length} rings`)
    await this.end()
    const { attack, accounts, arrived, violations } = this
    return {
      attack: attack.name,
      accounts,
      setting,
      arrived,
      replies,
      waited,
      rings: invited.length,
      lookups,
      violations,
    }
  }

  private async bring(): Promise<void> {
    const { scene, setting } = this
    if (setting === 'group') await scene.bring('connected', 'group')
    else if (setting === 'betrayed') await scene.bring('connected')
    else if (setting === 'awaited') await scene.bring('calling')
    else await scene.bring(setting)
  }

  private get isBobHostile(): boolean {
    return this.setting === 'betrayed' || this.setting === 'awaited'
  }

  /** What travels takes its time; without that, nothing ever waits. */
  private slowDown(): () => void {
    const { town } = this.scene
    return town.chat.intercept((hop) => {
      if (hop.kind !== 'ack' || hop.device.userID !== 'alice') return 'pass'
      setTimeout(() => {
        this.acks++
        hop.release()
      }, ACK_MS)
      return 'hold'
    })
  }

  private known(): Known {
    const { log } = this.scene.town.chat
    const signals = log.flatMap(({ signal }) => (signal ? [signal] : []))
    const invited = this.setting === 'idle' ? null : lastOf(this.scene.town.chat, 'invite')
    return {
      callID: invited ? callIDOf(invited) : 'none',
      room: this.scene.alice.calling.state.roomID || 4711,
      inviteIDs: [...new Set(signals.map(({ inviteID }) => inviteID))].slice(0, 50),
      payloads: log.slice(0, 50).map(({ data }) => data),
    }
  }

  private strike(step: number): void {
    const known = this.known()
    const count = this.accounts === 1 ? ALONE : TOGETHER
    const messages = this.mallories.flatMap((from) =>
      Array.from({ length: count }, (_, n) => this.attack.message(from, step * count + n, known, this.random)),
    )
    this.arrived += messages.length
    this.scene.town.chat.inject('alice', ...messages)
  }

  /** No room but the one of the call that she has chosen, and no camera: all of her calls are voice calls. */
  private watch(room: string): void {
    const { media } = this.scene.town
    const { calling } = this.scene.alice
    const inRoom = media.inRoom('alice')
    const mayBeIn = ['', room, String(calling.state.roomID)]
    if (!mayBeIn.includes(inRoom)) this.violations.push(`in the room ${inRoom}, which she has not chosen`)
    const { inviter, status, isGroup } = calling.state
    // whom she calls may have called her first: then she is in that call of two
    const isFine = this.isBobHostile && inviter === 'bob' && !isGroup
    if (inRoom && status !== 'idle' && this.mallories.includes(inviter) && !isFine) {
      this.violations.push(`in a call of ${inviter}, which she has not answered`)
    }
    if (media.published('alice').video) this.violations.push('the camera is on')
    for (const { nick, avatar } of calling.state.members) {
      if (!/\S/.test(nick.replace(/[\u200b\u3164]/g, ''))) this.violations.push('a nameless member')
      if (avatar.startsWith('http:')) this.violations.push('a picture that reports')
    }
    if (calling.state.members.length > 20) this.violations.push(`${calling.state.members.length} members`)
  }

  /** @returns how many acknowledgements came before the message that carries her will; -1 if she had nothing to do */
  private async act(): Promise<number> {
    const { scene, setting } = this
    const { alice, town } = scene
    const { calling } = alice
    const { status } = calling.state
    const wanted = WANTED[setting]
    // nothing rings; or who is in the call has ended it, which is up to them
    if (setting === 'idle' && status !== 'ringing') return -1
    if (this.isBobHostile && status !== EXPECTED[setting]) return -1
    if (status !== EXPECTED[setting]) {
      this.violations.push(`her call has become ${status}`)
      return -1
    }
    const [before, logged] = [this.acks, town.chat.log.length]
    let waited = -1
    const isDone = (): boolean =>
      town.chat.log.slice(logged).some(({ from, signal }) => from === 'alice' && nameOfSignal(signal) === wanted)
    if (wanted === 'reject') void calling.reject()
    else if (wanted === 'cancel' || wanted === 'hangup') void calling.hangup()
    else if (wanted === 'accept') void calling.accept()
    else if (wanted === 'switch') void calling.switchCallType(2)
    else void calling.inviteUser({ userIDList: ['carol'] })
    for (let waits = 0; waits < 200 && waited < 0; waits++) {
      await town.settle()
      if (isDone()) waited = this.acks - before
      else await town.pass(50)
    }
    if (waited < 0 || waited > 2) this.violations.push(`her own "${wanted}" waited for ${waited} acknowledgements`)
    return waited
  }

  private judgeReplies(logged: number): number {
    const { log } = this.scene.town.chat
    const replies = log.slice(logged).filter(({ from, to }) => from === 'alice' && this.mallories.includes(to))
    const counts = new Map<string, number>()
    for (const { to } of replies) counts.set(to, (counts.get(to) ?? 0) + 1)
    const toPeer = this.isBobHostile ? (counts.get('bob') ?? 0) : 0
    if (toPeer) counts.delete('bob')
    const most = Math.max(0, ...counts.values())
    if (toPeer > REPLIES_TO_PEER + REPLIES_PER_ACCOUNT) this.violations.push(`${toPeer} automatic answers to the peer`)
    // one of them may be her own word
    if (most > REPLIES_PER_ACCOUNT + 1) this.violations.push(`${most} automatic answers to one account`)
    if (replies.length - toPeer > REPLIES_IN_ALL + 1) this.violations.push(`${replies.length} automatic answers in all`)
    return replies.length
  }

  private judgeRings(sponsors: string[]): void {
    const { setting } = this
    const most = this.accounts === 1 ? RINGS.one : RINGS.all
    if (sponsors.length > most) this.violations.push(`it rang ${sponsors.length} times`)
    for (const sponsor of sponsors) {
      if (!this.mallories.includes(sponsor)) this.violations.push(`it rang in the name of ${sponsor}`)
    }
    // she was in a call until she hung up, or is in it still
    if ((setting === 'ringing' || setting === 'connected' || setting === 'group') && sponsors.length) {
      this.violations.push('it rang over her call')
    }
  }

  private judgeMemory(): void {
    const { calling } = this.scene.alice
    const engine = (calling as unknown as { engine: { state: { memory: { tombstones: []; replies: [] } } } }).engine
    const { tombstones, replies } = engine.state.memory
    if (tombstones.length > 640) this.violations.push(`${tombstones.length} tombstones`)
    if (replies.length > REPLIES_IN_ALL + 20) this.violations.push(`${replies.length} answers are remembered`)
  }

  /** Those who are in the call are in it still, and can end it; an honest call works afterwards. */
  private async end(): Promise<void> {
    const { scene, setting } = this
    const { alice, bob, town } = scene
    if (setting === 'ringing' || setting === 'connected' || setting === 'group') {
      const together = [alice, bob].every(({ calling }) => calling.state.status === 'connected')
      if (!together) this.violations.push('the call with bob has not survived')
    }
    await scene.endAll()
    await town.pass(120_000)
    await town.connect(bob, alice).catch(() => this.violations.push('afterwards no call gets through'))
    await scene.endAll()
  }
}
