/** The three callbacks that nearly every `wx.*` function takes. */
export interface Callbacks<T extends object = object> {
  success?: (result: T & { errMsg: string }) => void
  fail?: (error: { errMsg: string; errno?: number }) => void
  complete?: (result: { errMsg: string }) => void
}

/** A failure that the mini program is told about as `<api>:fail <message>`. */
export class ApiFailure extends Error {
  constructor(
    message: string,
    readonly errno?: number,
  ) {
    super(message)
  }
}

/**
 * Answers a call as WeChat does: through the callbacks, or with a promise when there are none. The answer never
 * comes before the caller has returned. An object that `work` returns becomes part of the answer.
 */
export function respond<T extends object>(
  api: string,
  options: Callbacks<T> | undefined,
  work: () => unknown,
): Promise<T & { errMsg: string }> | undefined {
  const { success, fail, complete } = options ?? {}
  const outcome = Promise.resolve()
    .then(work)
    .then(
      (result) => ({ ...(result as T), errMsg: `${api}:ok` }),
      (error: unknown) => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- WeChat rejects with plain objects
        throw toFailure(api, error)
      },
    )
  if (!success && !fail && !complete) return outcome
  outcome.then(
    (result) => {
      success?.(result)
      complete?.(result)
    },
    (reason: unknown) => {
      const failure = reason as ReturnType<typeof toFailure>
      fail?.(failure)
      complete?.(failure)
    },
  )
  return undefined
}

function toFailure(api: string, error: unknown): { errMsg: string; errno?: number } {
  const reason = error instanceof Error ? error.message : String(error)
  const errno = error instanceof ApiFailure && error.errno !== undefined ? { errno: error.errno } : {}
  return { errMsg: `${api}:fail ${reason}`, ...errno }
}
