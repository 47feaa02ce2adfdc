/** How invitees of a group call answer, and what the inviter hears of it. */
import type { Scene } from './scene'
import type { Person } from './town'

export type Answer = 'accept' | 'reject' | 'busy' | 'no answer' | 'away'

/** Erin keeps him in another call. */
export async function makeBusy(scene: Scene, person: Person): Promise<void> {
  const erin = await scene.town.signedIn(`erin-${person.userID}`)
  await scene.town.connect(erin, person)
}

/** Alice's own event for an answer. */
export function expectEventFor({ alice }: Scene, userID: string, answer: Answer): void {
  const told = {
    accept: alice.got('USER_ACCEPT').map((data) => data.userID),
    reject: alice.got('REJECT').map((data) => data.invitee),
    busy: alice.got('LINE_BUSY').map((data) => data.invitee),
    'no answer': alice.got('CALLING_TIMEOUT').flatMap((data) => data.timeoutUserList),
    away: alice.got('NO_RESP').flatMap((data) => data.timeoutUserList),
  }
  for (const [name, users] of Object.entries(told)) {
    expect({ name, times: users.filter((user) => user === userID).length }).toEqual({
      name,
      times: Number(name === answer),
    })
  }
}
