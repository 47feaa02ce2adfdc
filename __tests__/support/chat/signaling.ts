/** A user of the signalling port, with everything the port told it. */
import type { SignedOut } from '../../../lib/chat/hub'
import { createSignaling, type Signaling, type SignalingEvent } from '../../../lib/chat/signaling'
import type { InvitationRef, InviteRequest, Signal } from '../../../lib/foundation/ports'
import type { ChatMessage } from '../../../lib/foundation/types'
import type { ChatClient, ChatNetwork } from './chat'
import { type TestPlatform, createFakeWx, createTestPlatform } from '../town/wx'

export const SDK_APP_ID = 1400000001
/** a call layer as it travels; the port does not look into it */
export const CALL_DATA = JSON.stringify({ version: 4, businessID: 'av_call', call_type: 1, room_id: 7, data: {} })

export interface Party {
  userID: string
  tim: ChatClient
  port: Signaling
  platform: TestPlatform
  signals: Signal[]
  sessions: (SignalingEvent | SignedOut)[]
  sent: ChatMessage[]
}

/** Somebody who has not signed in yet; on a device of their own, or on `tim`. */
export function party(network: ChatNetwork, userID: string, tim: ChatClient = network.client()): Party {
  const platform = createTestPlatform(createFakeWx())
  const signals: Signal[] = []
  const sessions: (SignalingEvent | SignedOut)[] = []
  const sent: ChatMessage[] = []
  const port = createSignaling({
    sdkAppID: SDK_APP_ID,
    userID,
    tim,
    platform,
    emit: (event) => {
      if (event.kind === 'signals') signals.push(...event.signals)
      else if (event.kind === 'sent') sent.push(event.message)
      else sessions.push(event)
    },
    onSignedOut: (event) => sessions.push(event),
    onSignedIn: () => {},
  })
  return { userID, tim, port, platform, signals, sessions, sent }
}

export async function signedIn(network: ChatNetwork, userID: string, tim?: ChatClient): Promise<Party> {
  const someone = party(network, userID, tim)
  await someone.port.login(`sig of ${userID}`)
  return someone
}

export function inviteOf(...invitees: string[]): InviteRequest {
  return { invitees, groupID: '', data: CALL_DATA, timeout: 30 }
}

export function groupInviteOf(groupID: string, ...invitees: string[]): InviteRequest {
  return { invitees, groupID, data: CALL_DATA, timeout: 30 }
}

/** What the inviter's side keeps of an invitation. */
export function refOf(inviter: Party, inviteID: string, { invitees, groupID }: InviteRequest): InvitationRef {
  return { inviteID, inviter: inviter.userID, invitees, groupID }
}

/** The envelope of a message as somebody else's software writes it. */
export function envelope(fields: Record<string, unknown>): string {
  return JSON.stringify({
    businessID: 1,
    inviteID: 'a3f0c1de-0000-4000-8000-000000000001',
    inviter: 'bob',
    actionType: 1,
    inviteeList: ['alice'],
    data: CALL_DATA,
    timeout: 30,
    groupID: '',
    onlineUserOnly: false,
    ...fields,
  })
}

/** What a promise ended with, for promises that are expected to be under way still. */
export function watch(promise: Promise<unknown>): { state: 'pending' | 'resolved' | 'rejected'; error?: unknown } {
  const watched: ReturnType<typeof watch> = { state: 'pending' }
  promise.then(
    () => (watched.state = 'resolved'),
    (error: unknown) => Object.assign(watched, { state: 'rejected', error }),
  )
  return watched
}
