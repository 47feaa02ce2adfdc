/** A run of one party of the library by itself: a seed chooses what is done to it, and how long nothing happens then. */
import { Town, turn } from '../../town/town'
import { seededRandom } from '../../town/wx'
import { Recorder } from '../recorder'
import { weighted } from '../walk'

export interface Deed {
  weight: number
  label: string
  run: () => unknown
}

export const deed = (weight: number, label: string, run: () => unknown): Deed => ({ weight, label, run })

export abstract class PartyWalk {
  protected readonly town = new Town()
  readonly recorder = new Recorder(this.town)
  protected readonly random: () => number
  /** what was to be seen at the last look, by the name of the thing */
  private readonly seen = new Map<string, string>()

  /**
   * @param pauses how long nothing happens after a deed, ms
   * @param rest how long at the end, ms
   */
  constructor(
    seed: number,
    private readonly pauses: readonly number[],
    private readonly rest: number,
  ) {
    this.random = seededRandom(seed)
  }

  async walk(steps: number): Promise<void> {
    await this.finish('begin', () => this.begin(), 0)
    for (let n = 0; n < steps; n++) {
      const chosen = weighted(this.deeds(), this.random())
      if (!chosen) continue
      const pause = this.pick(this.pauses)
      await this.finish(`${chosen.label} +${pause}`, chosen.run, pause)
    }
    await this.finish('time passes', () => undefined, this.rest)
  }

  abstract close(): Promise<void>

  dispose(): void {
    this.town.media.dispose()
    this.town.installed.uninstall()
  }

  protected begin(): void {
    // there are parties that need nothing
  }

  /** What may be done now. */
  protected abstract deeds(): Deed[]

  /** Writes down what is another now, though nothing has told of it. */
  protected abstract glance(): void

  protected compare(what: string, value: string, how = ''): void {
    if (this.seen.get(what) === value) return
    this.seen.set(what, value)
    this.recorder.note(`${how}${what} = ${value}`)
  }

  protected pick<T>(list: readonly T[]): T {
    // an empty list has nothing, which those who ask know
    return list[Math.floor(this.random() * list.length)] as T
  }

  protected flip(chance: number): boolean {
    return this.random() < chance
  }

  private async finish(label: string, run: () => unknown, ms: number): Promise<void> {
    try {
      run()
      await turn()
      this.glance()
      await jest.advanceTimersByTimeAsync(ms)
      await turn()
    } catch (error) {
      this.recorder.note(`threw ${String(error)}`)
    }
    this.glance()
    this.recorder.look(label)
  }
}
