import { Refusal } from './wire/connection'
import type { WireGroup } from './wire/protocol'

/** Chat's codes. */
const NOT_A_MEMBER = 10007
const NO_SUCH_GROUP = 10010
const GROUP_EXISTS = 10021

interface Group {
  readonly groupID: string
  readonly name: string
  readonly type: string
  readonly ownerID: string
  readonly createTime: number
  readonly members: Set<string>
}

/** Chat groups: free to join, gone when the last member quits. */
export class Groups {
  private readonly byID = new Map<string, Group>()
  private counter = 0

  constructor(private readonly createOnJoin: boolean) {}

  create(ownerID: string, options: { groupID: string; name: string; type: string; members: string[] }): WireGroup {
    const groupID = options.groupID || `@TGS#${++this.counter}`
    if (this.byID.has(groupID)) throw new Refusal(GROUP_EXISTS, `the group ${groupID} exists already`)
    const group: Group = {
      groupID,
      name: options.name || groupID,
      type: options.type,
      ownerID,
      createTime: Math.floor(Date.now() / 1000),
      members: new Set([ownerID, ...options.members]),
    }
    this.byID.set(groupID, group)
    return profileOf(group)
  }

  join(userID: string, groupID: string): { group: WireGroup; already: boolean } {
    if (!this.byID.has(groupID) && this.createOnJoin) {
      return { group: this.create(userID, { groupID, name: '', type: 'Public', members: [] }), already: false }
    }
    const group = this.get(groupID)
    const already = group.members.has(userID)
    group.members.add(userID)
    return { group: profileOf(group), already }
  }

  quit(userID: string, groupID: string): void {
    const { members } = this.getAsMember(userID, groupID)
    members.delete(userID)
    if (members.size === 0) this.byID.delete(groupID)
  }

  profile(groupID: string): WireGroup {
    return profileOf(this.get(groupID))
  }

  members(userID: string, groupID: string): string[] {
    return [...this.getAsMember(userID, groupID).members]
  }

  of(userID: string): WireGroup[] {
    return [...this.byID.values()].filter((group) => group.members.has(userID)).map(profileOf)
  }

  private get(groupID: string): Group {
    const group = this.byID.get(groupID)
    if (!group) throw new Refusal(NO_SUCH_GROUP, `the group ${groupID} does not exist`)
    return group
  }

  private getAsMember(userID: string, groupID: string): Group {
    const group = this.get(groupID)
    if (!group.members.has(userID)) throw new Refusal(NOT_A_MEMBER, `${userID} is no member of the group ${groupID}`)
    return group
  }
}

function profileOf({ groupID, name, type, ownerID, createTime, members }: Group): WireGroup {
  return { groupID, name, type, ownerID, createTime, memberNum: members.size }
}
