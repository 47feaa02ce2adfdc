/** The page that the package brings: opened for a call that no page shows, and closed behind it. */
import type { Platform } from '../foundation/ports'

/** Where "build npm" puts it. */
export const CALL_PAGE = 'miniprogram_npm/trtc-calling-miniprogram/pages/call/call'

/** WeChat's limit on pages above each other. */
const FULL_STACK = 10

/** A page of the stack, as far as it matters here. */
interface StackPage {
  route: string
  options?: Record<string, string | undefined>
}

/** The pages above each other, the visible one last; none where there is no mini program. */
export function pageStack(): StackPage[] {
  return typeof getCurrentPages === 'function' ? getCurrentPages() : []
}

export function topPage(): StackPage | undefined {
  return pageStack().slice(-1)[0]
}

export class CallPage {
  private phase: 'closed' | 'opening' | 'open' | 'failed' = 'closed'
  /** the url of the page whose place it took, in a full stack */
  private replaced = ''

  /**
   * @param route as app.json names it
   * @param onFailure gets what WeChat says
   */
  constructor(
    readonly route: string,
    private readonly platform: Platform,
    private readonly onFailure: (errMsg: string) => void,
  ) {}

  get isOnTop(): boolean {
    const top = topPage()
    return top !== undefined && this.isAt(top)
  }

  get isComing(): boolean {
    return this.phase === 'opening' || this.isOnTop
  }

  /** It could not be opened, for the call at hand. */
  get hasFailed(): boolean {
    return this.phase === 'failed'
  }

  /** @param page of the stack, or once of it */
  isAt(page: { route?: string }): boolean {
    return page.route === this.route
  }

  /** Once per need: what has failed is not tried again before `rest`. */
  open(): void {
    if (this.phase === 'opening' || this.phase === 'failed' || this.isOnTop) return
    const { wx } = this.platform
    const stack = pageStack()
    const isFull = stack.length >= FULL_STACK
    this.replaced = isFull ? urlOf(stack[stack.length - 1]) : ''
    this.phase = 'opening'
    const options = {
      url: `/${this.route}`,
      success: () => void (this.phase = 'open'),
      fail: ({ errMsg }: { errMsg: string }) => {
        this.phase = 'failed'
        this.onFailure(errMsg)
      },
    }
    if (isFull) wx.redirectTo(options)
    else wx.navigateTo(options)
  }

  /** Back to what was there before. Where another page lies above, this waits until that is gone. */
  close(): void {
    if (this.phase === 'failed') this.phase = 'closed'
    if (this.phase !== 'open' || !this.isOnTop) return
    this.phase = 'closed'
    this.back()
  }

  /** The user leaves it, and the call goes on. */
  back(): void {
    const { wx } = this.platform
    const quietly = { fail: () => undefined }
    if (this.replaced) wx.redirectTo({ url: this.replaced, ...quietly })
    else wx.navigateBack({ delta: 1, ...quietly })
  }
}

function urlOf(page: StackPage | undefined): string {
  if (!page) return ''
  const options = page.options || {}
  const query = Object.keys(options).map((name) => `${name}=${options[name] || ''}`)
  return `/${page.route}${query.length ? `?${query.join('&')}` : ''}`
}
