/**
 * Keeps everything that reaches a screen: each `setData` of the component and its parts, as the reactive wrapper hands it
 * over, and all attributes and texts as they are rendered after it.
 *
 *     const screen = new ScreenRecorder(() => phone?.root)    // registers its own hooks: first of all, to see everything
 *     ...
 *     screen.placesOf('secret')                               // ['setData: pusher.url', 'live-pusher: url']
 */
import exparser from 'miniprogram-exparser'
import type { Rendered, RenderedNode } from '../component/exparser'

interface Piece {
  /** where it was seen, without indices: `setData: stage.members.name`, `live-pusher: url`, `text` */
  place: string
  content: unknown
}

export class ScreenRecorder {
  private pieces: Piece[] = []
  private paused = false

  /** @param root what is on the screen, if there is something */
  constructor(private readonly root: () => Rendered | undefined) {
    const { prototype } = exparser.Component
    const original = prototype.setData
    beforeEach(() => {
      this.pieces = []
      const take = (patch: object): void => this.take(patch)
      const look = (): void => this.look()
      prototype.setData = function (patch) {
        // the engine takes from the patch what it applies
        take(patch)
        original.call(this, patch)
        look()
      }
    })
    afterEach(() => void (prototype.setData = original))
  }

  /** How many `setData` values and rendered values were seen. */
  get size(): number {
    return this.pieces.length
  }

  /** What the page sets on the component is the page's own business. */
  byPage(run: () => void): void {
    this.paused = true
    run()
    this.paused = false
  }

  /** Where `text` was seen, plain or URL-encoded, each place once. */
  placesOf(text: string): string[] {
    const hits = this.pieces.filter(({ content }) => decoded(content).includes(text))
    return [...new Set(hits.map(({ place }) => place))].sort()
  }

  /** Everything that was seen there, in order. */
  seenAt(place: string): unknown[] {
    return this.pieces.filter((piece) => piece.place === place).map(({ content }) => content)
  }

  private take(patch: object): void {
    if (this.paused) return
    for (const [path, value] of Object.entries(patch)) {
      this.takeLeaves(`setData: ${path.replace(/\[\d+\]/g, '')}`, value)
    }
  }

  private look(): void {
    const root = this.root()
    if (root) this.takeNode(root.toJSON())
  }

  private takeLeaves(place: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) this.pieces.push({ place, content: value })
    else if (Array.isArray(value)) value.forEach((item) => this.takeLeaves(place, item))
    else for (const [key, inner] of Object.entries(value)) this.takeLeaves(`${place}.${key}`, inner)
  }

  private takeNode(node: RenderedNode | string): void {
    if (typeof node === 'string') {
      this.pieces.push({ place: 'text', content: node })
      return
    }
    const tag = node.tagName.replace(/^wx-/, '')
    for (const { name, value } of node.attrs) this.pieces.push({ place: `${tag}: ${name}`, content: value })
    node.children.forEach((child) => this.takeNode(child))
  }
}

function decoded(content: unknown): string {
  const text = String(content)
  return `${text} ${decodeURIComponent(text.replaceAll('%', '%25'))}`
}
