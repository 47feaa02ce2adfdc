/** Something that one side has asked its engine for, and what has come of it so far. */
export class Attempt {
  /** why the engine refused; null while it has not */
  refusal: Error | null = null
  private readonly settled: Promise<void>

  constructor(promise: unknown) {
    this.settled = Promise.resolve(promise).then(
      () => {},
      (reason: unknown) => {
        this.refusal = reason instanceof Error ? reason : new Error(messageOf(reason))
      },
    )
  }

  /** @throws Error if the engine has refused by now */
  assertGranted(what: string): void {
    if (this.refusal) throw new Error(`${what}: ${this.refusal.message}`)
  }

  onRefusal(react: () => void): void {
    void this.settled.then(() => this.refusal && react())
  }
}

function messageOf(reason: unknown): string {
  const { message } = Object(reason) as { message?: unknown }
  return typeof message === 'string' ? message : String(reason)
}
