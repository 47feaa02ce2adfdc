import { NO_FAULTS } from './wire/protocol'
import type { Faults, LogEntry } from './wire/protocol'

/** The faults that the desk has set, per phone. */
export class FaultBoard {
  private readonly byPhone = new Map<string, Faults>()

  of(phone: string): Faults {
    return this.byPhone.get(phone) ?? NO_FAULTS
  }

  set(phone: string, change: Partial<Faults>): void {
    this.byPhone.set(phone, { ...this.of(phone), ...change })
  }

  phones(): string[] {
    return [...this.byPhone.keys()]
  }

  /** What becomes of the next message of this phone; counts the fault down. */
  nextFate(phone: string): LogEntry['fate'] {
    const { drop, duplicate } = this.of(phone)
    if (drop > 0) {
      this.set(phone, { drop: drop - 1 })
      return 'dropped'
    }
    if (duplicate > 0) {
      this.set(phone, { duplicate: duplicate - 1 })
      return 'duplicated'
    }
    return 'sent'
  }
}
