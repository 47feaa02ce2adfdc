/** Where every picture is. Pure. */
import { CALL_STATUS, CALL_TYPE } from '../../lib/index'
import type { PlayerAttributes } from '../../lib/index'
import { stringsOf, withName } from '../locales/index'
import type { Language } from '../locales/index'
import { styleOf } from './layout'
import type { Box } from './layout'
import { NOBODY, personOf, WEAK_QUALITY } from './people'
import type { Person, ShownMember, State } from './people'

/** Volume (0-100) above which a user counts as speaking; below it is breath and keyboard. */
const SPEAKING_VOLUME = 12

/**
 * Where a picture is: `full` behind the controls, `pip` small in the corner, `grid` one of many, `float` alone in the
 * shrunk call, `hidden` for a stream that is only heard, or for a member who left.
 */
export type Place = 'full' | 'pip' | 'grid' | 'float' | 'hidden'

/** One picture on the stage; the volume, which changes all the time, travels apart (`speakingOf`). */
export interface Cell extends Person {
  /** the userID, or the streamID of a shared screen */
  key: string
  place: Place
  player: Readonly<PlayerAttributes> | null
  /** false: the avatar stands in */
  video: boolean
  /** a picture, or its user, is expected: the avatar is dimmed */
  waiting: boolean
  muted: boolean
  weak: boolean
  /** invited, not in the call yet */
  ringing: boolean
  /** a shared screen */
  shared: boolean
}

export interface Stage {
  /** the members in the order of the state, then the screens that they share */
  members: Cell[]
  self: Cell
  /** how many pictures share the grid, 0 without one */
  gridSize: number
  /** a shared screen is the large picture, and is seen */
  screen: boolean
}

/** What the user did with the pictures. */
export interface Arrangement {
  /** the picture that begins small is the large one (1v1): the own one, or the camera of who shares a screen */
  swapped: boolean
  /** the call is shrunk to a tile */
  floating: boolean
}

const FLAGS = { player: null, video: false, waiting: false, muted: false, weak: false, ringing: false, shared: false }

export const EMPTY_STAGE: Stage = {
  members: [],
  self: { ...NOBODY, ...FLAGS, key: '', place: 'hidden' },
  gridSize: 0,
  screen: false,
}

export function stageOf(state: State, arrangement: Arrangement, language: Language): Stage {
  const screens = screensOf(state)
  const [member, self, screen] = placesOf(state, arrangement, screens.length > 0)
  // a member who left keeps the index, so that the others' pictures and patches stay where they are
  const members = state.members.map((one) =>
    memberCell(one, state.isGroup && one.status === 'left' ? 'hidden' : member, state),
  )
  const shared = screens.map((player) => screenCell(player, screen, state, language))
  const cells = members.concat(shared)
  return {
    members: cells,
    self: selfCell(state, self, language),
    gridSize: member === 'grid' ? cells.filter((one) => one.place === 'grid').length + 1 : 0,
    screen: shared.some((one) => one.place === 'full' && one.video),
  }
}

/** Who is speaking: oneself, then the members in the order of the stage. */
export function speakingOf(state: State): boolean[] {
  const loud = (one: { volume: number }): boolean => one.volume > SPEAKING_VOLUME
  return [state.self.mic && loud(state.self)].concat(state.members.map((one) => one.hasAudio && loud(one)))
}

/** Where in the grid each picture is, for its `style`: the own one, then those of the members; '' elsewhere. */
export function framesOf(stage: Stage, boxes: Box[]): string[] {
  if (stage.gridSize === 0) return []
  let next = 0
  const frames = stage.members.map(({ place }) => {
    const box = place === 'grid' ? boxes[next] : undefined
    if (box) next += 1
    return box ? styleOf(box) : ''
  })
  const own = boxes[next]
  return [own ? styleOf(own) : ''].concat(frames)
}

/** The members' place, the own one, and that of a shared screen. */
function placesOf(state: State, { swapped, floating }: Arrangement, sharing: boolean): [Place, Place, Place] {
  const full = floating ? 'float' : 'full'
  const pip = floating ? 'hidden' : 'pip'
  const isVideo = state.type === CALL_TYPE.VIDEO
  // before the other's picture is there: the own one, as in a mirror
  const mirror = isVideo && state.pusher !== null && state.self.hasPicture ? full : 'hidden'
  if (state.status === CALL_STATUS.IDLE) return ['hidden', 'hidden', 'hidden']
  if (state.status === CALL_STATUS.RINGING) return ['hidden', mirror, 'hidden']
  if (state.isGroup) return floating ? ['hidden', 'hidden', 'hidden'] : ['grid', 'grid', 'grid']
  if (sharing) {
    const camera = isVideo ? pip : 'hidden'
    return swapped && camera === 'pip' ? [full, 'hidden', pip] : [camera, 'hidden', full]
  }
  if (!isVideo) return ['hidden', 'hidden', 'hidden']
  if (state.status !== CALL_STATUS.CONNECTED) return ['hidden', mirror, 'hidden']
  return swapped && !floating ? [pip, full, 'hidden'] : [full, pip, 'hidden']
}

function memberCell(member: ShownMember, place: Place, { players, reconnecting, interrupted }: State): Cell {
  const own = players.filter((one) => one.userID === member.userID && !isScreen(one))[0]
  const { status } = member
  const isOn = member.hasVideo && member.viewing
  const video = isOn && own !== undefined && own.hasVideo && own.hasPicture
  const isMissed = member.away || status === 'accepted' || (status === 'joined' && (reconnecting || interrupted))
  return {
    ...personOf(member),
    key: member.userID,
    place,
    player: own ?? null,
    video,
    waiting: (isOn && !video) || isMissed,
    muted: status === 'joined' && !member.hasAudio,
    weak: member.quality >= WEAK_QUALITY,
    ringing: status === 'ringing',
    shared: false,
  }
}

/** The screen that a member shares besides the camera. */
function screenCell(player: PlayerAttributes, place: Place, state: State, language: Language): Cell {
  const owner = state.members.filter((one) => one.userID === player.userID)[0]
  const person = owner ? personOf(owner) : NOBODY
  const name = withName(stringsOf(language).screenOf, person.name)
  const { hasPicture } = player
  return {
    ...person,
    ...FLAGS,
    name,
    key: player.streamID,
    place,
    player,
    shared: true,
    video: hasPicture,
    waiting: !hasPicture,
  }
}

/** Screens that others share. */
export function screensOf({ players }: State): State['players'] {
  return players.filter((player) => player.hasVideo && isScreen(player))
}

/** The picture that is worth WeChat's small window: a shared screen, or the first member who is seen; '' without one. */
export function windowStreamOf({ members }: Stage): string {
  const seen = members.filter((one) => one.video && one.player !== null)
  const best = seen.filter((one) => one.player !== null && isScreen(one.player))[0] || seen[0]
  return best && best.player ? best.player.streamID : ''
}

/** A `<live-player>` on the stage plays that stream. */
export function playerIn({ members }: Stage, streamID: string): boolean {
  return members.some(({ player }) => player !== null && player.streamID === streamID)
}

function isScreen(player: { streamID: string }): boolean {
  return /_aux$/.test(player.streamID)
}

function selfCell(state: State, place: Place, language: Language): Cell {
  const { self } = state
  const isOn = self.camera && state.pusher !== null && !state.interrupted
  return {
    ...personOf(self),
    ...FLAGS,
    key: self.userID,
    name: stringsOf(language).me,
    place,
    video: isOn && self.hasPicture,
    waiting: isOn && !self.hasPicture,
    muted: !self.mic,
    weak: self.quality >= WEAK_QUALITY,
  }
}
