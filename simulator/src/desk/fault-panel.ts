import { element } from '../dom'
import type { DeviceScope, NetworkType, Permission } from '../phone/host'
import type { ControlState, PhoneControls } from './model/controls'
import type { DeskText } from './model/text'

const DELAYS_MS = [0, 300, 1000, 3000, 10_000]
const NETWORKS: readonly NetworkType[] = ['wifi', '4g', '3g', 'none']
const SOCKET_FATES = ['closed', 'kept'] as const
/** hours: right, a day ahead, a day behind */
const CLOCKS = [0, 24, -24]
/** seconds; null: as TRTC does it */
const ROOM_DROPS = [null, 3, 10, 30]
const PERMISSIONS: readonly Permission[] = ['granted', 'denied', 'unasked']

export interface FaultPanelHandlers {
  /** is there room for another phone? */
  hasRoom(): boolean
  onSecondDevice(phone: PhoneControls): void
}

export interface FaultCard {
  root: HTMLElement
  /** for what changes outside of the phone's own state */
  redraw(): void
}

/** One card of controls for one phone; each control shows the state and changes it through `PhoneControls`. */
export function createFaultCard(
  phone: PhoneControls,
  text: DeskText,
  { hasRoom, onSecondDevice }: FaultPanelHandlers,
): FaultCard {
  const user = element('span')
  const parts: Part[] = [
    choice(text.network, NETWORKS, (type) => text.networks[type], {
      read: ({ network }) => network,
      write: (network) => void phone.setNetwork(network),
    }),
    permission(phone, text, 'camera', text.camera),
    permission(phone, text, 'record', text.microphone),
    choice(text.delay, DELAYS_MS, text.milliseconds, {
      read: ({ messageFaults }) => messageFaults.delay,
      write: (delay) => void phone.setMessageFaults({ delay }),
    }),
    choice(text.ackDelay, DELAYS_MS, text.milliseconds, {
      read: ({ messageFaults }) => messageFaults.ackDelay,
      write: (ackDelay) => void phone.setMessageFaults({ ackDelay }),
    }),
    choice(text.backgroundSockets, SOCKET_FATES, (fate) => text.socketFates[fate], {
      read: ({ backgroundSockets }) => backgroundSockets,
      write: (fate) => phone.setBackgroundSockets(fate),
    }),
    choice(text.clock, CLOCKS, text.clocks, {
      read: ({ clock }) => clock,
      write: (clock) => phone.setClock(clock),
    }),
  ]
  const actions: Part[] = [
    action(
      ({ messageFaults }) => text.dropNext(messageFaults.drop),
      ({ messageFaults }) => void phone.setMessageFaults({ drop: messageFaults.drop + 1 }),
    ),
    action(
      ({ messageFaults }) => text.duplicateNext(messageFaults.duplicate),
      ({ messageFaults }) => void phone.setMessageFaults({ duplicate: messageFaults.duplicate + 1 }),
    ),
    action(
      ({ foreground }) => (foreground ? text.background : text.foreground),
      ({ foreground }) => phone.setForeground(!foreground),
      isRunning,
    ),
    action(
      ({ suspended }) => (suspended ? text.resume : text.suspend),
      ({ suspended }) => phone.setSuspended(!suspended),
      isRunning,
    ),
    action(
      () => text.closeFloat,
      () => phone.closeFloatingWindow(),
      ({ room }) => room !== '',
    ),
    action(
      ({ interrupted }) => (interrupted ? text.interruptEnd : text.interrupt),
      ({ interrupted }) => phone.setInterrupted(!interrupted),
    ),
    action(
      ({ sharesScreen }) => (sharesScreen ? text.shareScreenEnd : text.shareScreen),
      ({ sharesScreen }) => phone.setScreenShare(!sharesScreen),
    ),
    action(
      () => text.expire,
      () => void phone.expireUserSig(),
      ({ user }) => user !== '',
    ),
    action(
      () => text.removeFromRoom,
      () => void phone.removeFromRoom(),
      ({ room }) => room !== '',
    ),
    action(
      () => text.secondDevice,
      () => onSecondDevice(phone),
      hasRoom,
    ),
    action(
      ({ closed }) => (closed ? text.open : text.closeProgram),
      ({ closed }) => (closed ? phone.restart() : phone.close()),
      ({ running, closed }) => running || closed,
    ),
    action(
      ({ running }) => (running ? text.crash : text.restart),
      ({ running }) => (running ? phone.crash() : phone.restart()),
    ),
  ]

  function action(
    label: (state: ControlState) => string,
    run: (state: ControlState) => void,
    enabled: (state: ControlState) => boolean = () => true,
  ): Part {
    const node = element('button', { on: { click: () => run(phone.state.get()) } })
    return {
      node,
      show(state) {
        node.textContent = label(state)
        node.disabled = !enabled(state)
      },
    }
  }

  const show = (state: ControlState) => {
    user.textContent = state.user || text.signedOut
    for (const part of [...parts, ...actions]) part.show(state)
  }
  const redraw = () => show(phone.state.get())
  redraw()
  phone.state.onChange(redraw)
  const root = element(
    'section',
    { class: 'fault-card', 'aria-label': phone.name },
    element('h3', { text: phone.name }, user),
    ...parts.map(({ node }) => node),
    element('div', { class: 'actions' }, ...actions.map(({ node }) => node)),
  )
  return { root, redraw }
}

/** What holds for all phones: how long the media rooms wait for one that is gone. */
export function createRoomCard(text: DeskText, roomDrop: number | null, onRoomDrop: (seconds: number | null) => void) {
  const choices = ROOM_DROPS.includes(roomDrop) ? ROOM_DROPS : [...ROOM_DROPS, roomDrop]
  const part = choice(text.roomDrop, choices, text.roomDrops, { read: () => roomDrop, write: onRoomDrop })
  part.show()
  return element(
    'section',
    { class: 'fault-card', 'aria-label': text.allPhones },
    element('h3', { text: text.allPhones }),
    part.node,
  )
}

function isRunning({ running }: ControlState): boolean {
  return running
}

interface Part<State extends unknown[] = [ControlState]> {
  node: HTMLElement
  show(...state: State): void
}

function choice<T extends string | number | null, State extends unknown[] = [ControlState]>(
  label: string,
  choices: readonly T[],
  name: (choice: T) => string,
  { read, write }: { read: (...state: State) => T; write: (choice: T) => void },
): Part<State> {
  const select = element(
    'select',
    {},
    ...choices.map((value) => element('option', { text: name(value), value: String(value) })),
  )
  select.addEventListener('change', () => {
    const chosen = choices[select.selectedIndex]
    if (chosen !== undefined) write(chosen)
  })
  return {
    node: element('label', {}, element('span', { text: label }), select),
    show: (...state) => {
      select.selectedIndex = choices.indexOf(read(...state))
    },
  }
}

function permission(phone: PhoneControls, text: DeskText, scope: DeviceScope, label: string): Part {
  return choice(label, PERMISSIONS, (value) => text.permissions[value], {
    read: ({ permissions }) => permissions[scope],
    write: (value) => phone.setPermission(scope, value),
  })
}
