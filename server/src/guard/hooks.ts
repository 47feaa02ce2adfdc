/** The host's own code, called so that what it throws cannot pass for an error of the service or of Fastify. */

/** What a hook has thrown, whatever that is: always a fault of the service, 500. */
export class HookFailure extends Error {
  constructor(
    /** the name of the hook */
    readonly hook: string,
    readonly thrown: unknown,
  ) {
    super(`${hook} failed`)
  }
}

export async function callHook<T>(hook: string, call: () => T | Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw new HookFailure(hook, error)
  }
}
