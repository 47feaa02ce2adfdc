/** The dialogs' place above the pages. Tells the frame when a shade covers the page, to cover the bars as well. */
export class Layer {
  private readonly root = document.createElement('div')
  private shades = 0

  constructor(
    screen: HTMLElement,
    private readonly onDim: (dimmed: boolean) => void,
  ) {
    this.root.className = 'sim-layer'
    screen.append(this.root)
  }

  /** Shows a box; the result takes it away. */
  show(box: HTMLElement): () => void {
    this.root.append(box)
    return () => box.remove()
  }

  /** Shows a box on a shade that keeps the page from being touched. */
  showModal(box: HTMLElement, onShadeTap?: () => void): () => void {
    const shade = document.createElement('div')
    shade.className = 'sim-shade'
    shade.append(box)
    shade.addEventListener('click', (event) => {
      if (event.target === shade) onShadeTap?.()
    })
    this.root.append(shade)
    this.count(1)
    return () => {
      if (!shade.isConnected) return
      shade.remove()
      this.count(-1)
    }
  }

  private count(change: number): void {
    this.shades += change
    this.onDim(this.shades > 0)
  }
}
