import { CurrentWindowBackendContext } from 'glass-easel'

/** Where glass-easel's elements become DOM nodes: `<view>` becomes `<wx-view>`. */
export class PhoneBackend extends CurrentWindowBackendContext {
  private readonly sheets = new Map<string, { index: number; element: Element | null }>()

  constructor() {
    super()
    const { document: real } = window
    // glass-easel describes DOM nodes by types of its own
    this.document = {
      createElement: (tag: string) => withPlainID(real.createElement(domTag(tag))),
      createTextNode: (text: string) => real.createTextNode(text),
      createDocumentFragment: () => real.createDocumentFragment(),
    } as unknown as CurrentWindowBackendContext['document']
  }

  /** Not by animation frame: a tab in the background has none. */
  override render(callback: (error: Error | null) => void): void {
    setTimeout(() => callback(null))
  }

  override registerStyleSheetContent(path: string, content: string): void {
    // nothing would become no <style> element
    super.registerStyleSheetContent(path, content || ' ')
    const known = this.sheets.get(path)
    if (known?.element) known.element.textContent = content
  }

  /** Asked anew for each page. A second sheet of app.wxss would win over the rules of the pages that are there. */
  override appendStyleSheetPath(path: string, styleScope?: number): number {
    const known = this.sheets.get(path)
    if (known) return known.index
    const index = super.appendStyleSheetPath(path, styleScope)
    this.sheets.set(path, { index, element: document.head.lastElementChild })
    return index
  }

  /** Nothing: `Gestures` listens once for all. */
  override setListenerStats(): void {}
}

function domTag(tag: string): string {
  return tag.startsWith('wx-') ? tag : `wx-${tag}`
}

/** glass-easel writes ids with a prefix per component; the DOM keeps the id that the template says. */
function withPlainID(element: HTMLElement): HTMLElement {
  return Object.defineProperty(element, 'id', {
    get: () => element.getAttribute('id') ?? '',
    set: (id: string) => element.setAttribute('id', id.replace(/^.*?--/, '')),
  })
}
