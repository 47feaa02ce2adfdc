// tsignaling reads the identifier `window`, which every mini program has (as undefined) and Node has not
Object.defineProperty(globalThis, 'window', { value: undefined, writable: true, configurable: true })
