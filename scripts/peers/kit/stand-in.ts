/** Objects that have every method: for the parts of an SDK whose answers do not matter here. */

/** What is not in `own` is a function that resolves with nothing. */
export function standIn(own: Record<string, unknown> = {}): Record<string, unknown> {
  return new Proxy(own, {
    get: (known, name) => {
      if (typeof name === 'symbol' || name in known) return known[name as string]
      // neither a promise, nor something that turns itself into JSON
      if (name === 'then' || name === 'toJSON') return undefined
      return (known[name] = () => Promise.resolve())
    },
  })
}

/** A namespace of enumerations and classes: `sdk.AnyEnum.ANY_MEMBER` is a number, `new sdk.AnyClass(fields)` has the fields. */
export function standInForEnums(own: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(own, {
    get: (known, name) =>
      typeof name === 'symbol' || name in known ? known[name as string] : (known[name] = anyEnum()),
    has: () => true,
  })
}

function anyEnum(): unknown {
  let next = 0
  const constructor = function (this: object, fields: object) {
    Object.assign(this, fields)
  }
  return new Proxy(constructor, {
    get: (known, name) => {
      const members = known as unknown as Record<string | symbol, unknown>
      if (typeof name === 'symbol' || name in members) return members[name]
      return (members[name] = next++)
    },
  })
}
