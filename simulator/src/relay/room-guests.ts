/** Who may enter which room, as a host's own system would know it from Chat's callback: whom an invitation has named. */
export class RoomGuests {
  private readonly rooms = new Map<string, Set<string>>()

  /** A Chat message passes. @param data `payload.data` */
  note(from: string, receivers: string[], data: unknown): void {
    const room = roomIn(data)
    if (room === '') return
    const guests = this.rooms.get(room) ?? new Set<string>()
    this.rooms.set(room, guests)
    for (const userID of [from, ...receivers]) guests.add(userID)
  }

  /** @param room a number, or a name behind a `:` */
  mayEnter(userID: string, room: string): boolean {
    return this.rooms.get(room)?.has(userID) === true
  }
}

/** The room of an invitation; '' for whatever else. */
function roomIn(data: unknown): string {
  try {
    const envelope = JSON.parse(String(data)) as { actionType?: unknown; data?: unknown }
    if (envelope.actionType !== 1) return ''
    const call = JSON.parse(String(envelope.data)) as { room_id?: unknown; data?: { str_room_id?: unknown } }
    if (typeof call.data?.str_room_id === 'string') return `:${call.data.str_room_id}`
    return typeof call.room_id === 'number' && call.room_id > 0 ? String(call.room_id) : ''
  } catch {
    return ''
  }
}
