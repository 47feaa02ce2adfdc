import type { DeviceScope, NetworkType } from '../../phone/host'
import type { ControlState, PhoneControls } from './controls'

/** A fault that a phone starts with, as the address names it. */
export interface InitialFault {
  name: FaultName
  /** of those that have one, e.g. milliseconds */
  value: number
}

type Apply = (phone: PhoneControls, value: number) => unknown

/** Each does what a control of the fault panel does. */
const FAULTS = {
  offline: (phone) => phone.setNetwork('none'),
  '4g': (phone) => phone.setNetwork('4g'),
  '3g': (phone) => phone.setNetwork('3g'),
  'deny-camera': (phone) => phone.setPermission('camera', 'denied'),
  'deny-mic': (phone) => phone.setPermission('record', 'denied'),
  'ask-camera': (phone) => phone.setPermission('camera', 'unasked'),
  'ask-mic': (phone) => phone.setPermission('record', 'unasked'),
  /** ms added to the way of every message this phone sends */
  delay: (phone, value) => phone.setMessageFaults({ delay: value }),
  /** ms before the sender's acknowledgement */
  'ack-delay': (phone, value) => phone.setMessageFaults({ ackDelay: value }),
  /** how many of the next messages get lost */
  drop: (phone, value) => phone.setMessageFaults({ drop: value }),
  /** how many of the next messages arrive twice */
  duplicate: (phone, value) => phone.setMessageFaults({ duplicate: value }),
  /** the UserSig expires as soon as the phone is signed in */
  expired: (phone) => phone.expireUserSig(),
  /** an administrator's kick as soon as the phone is in a media room */
  removed: (phone) => phone.removeFromRoom(),
  background: (phone) => phone.setForeground(false),
  /** Chat stays connected in the background, as on no real phone */
  'keep-chat': (phone) => phone.setBackgroundSockets('kept'),
  suspended: (phone) => phone.setSuspended(true),
  /** a phone call */
  interrupted: (phone) => phone.setInterrupted(true),
  /** the call's floating window is closed as soon as the phone is in a media room */
  'float-closed': (phone) => phone.closeFloatingWindow(),
  /** a screen besides the camera, as a client on the web shares it */
  'shares-screen': (phone) => phone.setScreenShare(true),
  /** hours by which the phone's clock is ahead of the right time, negative: behind */
  clock: (phone, value) => phone.setClock(value),
  /** the mini program is not open: for a callee who opens it while it rings */
  closed: (phone) => phone.close(),
} satisfies Record<string, Apply>

export type FaultName = keyof typeof FAULTS

export function applyFault(phone: PhoneControls, { name, value }: InitialFault): void {
  void FAULTS[name](phone, value)
}

/** These happen once; all others last until somebody ends them. */
const ONCE: readonly FaultName[] = ['drop', 'duplicate', 'expired', 'removed', 'float-closed']

/** The faults of a phone as they are now: what lasts as its controls show it, and what happens once as it was asked for. */
export function faultsNow(asked: InitialFault[], state: ControlState): InitialFault[] {
  const { network, permissions, messageFaults, foreground, suspended, interrupted, sharesScreen, clock } = state
  const lasting: [FaultName | undefined, number][] = [
    [NETWORK_FAULTS[network], 1],
    [permissionFault('camera', permissions), 1],
    [permissionFault('record', permissions), 1],
    ['delay', messageFaults.delay],
    ['ack-delay', messageFaults.ackDelay],
    ['background', foreground || suspended ? 0 : 1],
    ['keep-chat', state.backgroundSockets === 'kept' ? 1 : 0],
    ['suspended', suspended ? 1 : 0],
    ['interrupted', interrupted ? 1 : 0],
    ['shares-screen', sharesScreen ? 1 : 0],
    ['clock', clock],
    ['closed', state.closed ? 1 : 0],
  ]
  const present = lasting.flatMap(([name, value]) => (name && value !== 0 ? [{ name, value }] : []))
  return [...present, ...asked.filter(({ name }) => ONCE.includes(name))]
}

const NETWORK_FAULTS: Partial<Record<NetworkType, FaultName>> = { none: 'offline', '4g': '4g', '3g': '3g' }

function permissionFault(scope: DeviceScope, permissions: ControlState['permissions']): FaultName | undefined {
  const device = scope === 'camera' ? 'camera' : 'mic'
  switch (permissions[scope]) {
    case 'granted':
      return undefined
    case 'denied':
      return `deny-${device}`
    case 'unasked':
      return `ask-${device}`
  }
}

/** `phone-1:offline+deny-camera,phone-2:delay=800`; what it does not know it leaves out. */
export function parseFaults(text: string): Record<string, InitialFault[]> {
  const faults: Record<string, InitialFault[]> = {}
  for (const part of text.split(',').filter(Boolean)) {
    const [phone = '', list = ''] = part.split(':')
    // a plus in an address may arrive as a space
    faults[phone] = list.split(/[+ ]/).flatMap(parseFault)
  }
  return faults
}

function parseFault(text: string): InitialFault[] {
  const [name = '', value = '1'] = text.split('=')
  return Object.hasOwn(FAULTS, name) ? [{ name: name as FaultName, value: Number(value) || 0 }] : []
}

export function writeFaults(faults: Record<string, InitialFault[]>): string {
  return Object.entries(faults)
    .filter(([, list]) => list.length > 0)
    .map(([phone, list]) => `${phone}:${list.map(writeFault).join('+')}`)
    .join(',')
}

function writeFault({ name, value }: InitialFault): string {
  return value === 1 ? name : `${name}=${value}`
}
