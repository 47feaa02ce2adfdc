declare module 'miniprogram-exparser' {
  interface EventOptions {
    bubbles?: boolean
    capturePhase?: boolean
    composed?: boolean
  }

  /** The part of the component engine that a test needs to put a finger on a node, and to see what is set on it. */
  const exparser: {
    Component: { prototype: { setData(this: object, patch: object): void } }
    Event: {
      create(name: string, detail: object, options: EventOptions): object
      dispatchEvent(node: unknown, event: object): void
    }
  }
  export default exparser
}
