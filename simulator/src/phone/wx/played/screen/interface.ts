import type { PhoneServices } from '../../../services'
import type { ModalOptions, ToastOptions } from '../../../ui/dialogs'
import { ApiFailure, respond, type Callbacks } from '../../respond'

interface NavigationBarColor extends Callbacks {
  frontColor: string
  backgroundColor: string
}

/** Boxes that WeChat draws, and the bars around the page. */
export function interfaceApi({ dialogs, navigation, assetURL }: PhoneServices) {
  const { text } = dialogs
  const ownerOfCode = () => navigation.current?.route ?? ''

  return {
    showToast: (options: Callbacks & Partial<ToastOptions>) =>
      respond('showToast', options, () => {
        const { title = '', icon = 'success', image, duration = 1500, mask = false } = options
        const picture = image ? { image: assetURL(image, ownerOfCode()) } : {}
        dialogs.toast({ title, icon, duration, mask, ...picture })
      }),
    checkIsPictureInPictureActive: () => navigation.smallWindow.page !== null,
    hideToast: (options?: Callbacks) => respond('hideToast', options, () => dialogs.hideToast()),
    showLoading: (options: Callbacks & { title?: string; mask?: boolean } = {}) =>
      respond('showLoading', options, () =>
        dialogs.toast({ title: options.title ?? '', icon: 'loading', duration: Infinity, mask: options.mask ?? false }),
      ),
    hideLoading: (options?: Callbacks) => respond('hideLoading', options, () => dialogs.hideToast()),
    showModal: (options: Callbacks<{ confirm: boolean; cancel: boolean }> & Partial<ModalOptions> = {}) =>
      respond('showModal', options, async () => {
        const { confirm, content } = await dialogs.modal({
          title: options.title ?? '',
          content: options.content ?? '',
          showCancel: options.showCancel ?? true,
          cancelText: options.cancelText ?? text.cancel,
          cancelColor: options.cancelColor ?? '#000000',
          confirmText: options.confirmText ?? text.ok,
          confirmColor: options.confirmColor ?? '#576b95',
          editable: options.editable ?? false,
          placeholderText: options.placeholderText ?? '',
        })
        return { confirm, cancel: !confirm, ...(options.editable && confirm && { content }) }
      }),
    showActionSheet: (options: Callbacks<{ tapIndex: number }> & { itemList: string[]; itemColor?: string }) =>
      respond('showActionSheet', options, async () => {
        const tapIndex = await dialogs.actionSheet(options.itemList, options.itemColor ?? '#000000')
        if (tapIndex === null) throw new ApiFailure('cancel')
        return { tapIndex }
      }),

    setNavigationBarTitle: (options: Callbacks & { title: string }) =>
      respond('setNavigationBarTitle', options, () =>
        navigation.updateWindow({ navigationBarTitleText: options.title }),
      ),
    setNavigationBarColor: (options: NavigationBarColor) =>
      respond('setNavigationBarColor', options, () =>
        navigation.updateWindow({
          navigationBarBackgroundColor: options.backgroundColor,
          navigationBarTextStyle: options.frontColor.toLowerCase() === '#ffffff' ? 'white' : 'black',
        }),
      ),
    showNavigationBarLoading: (options?: Callbacks) =>
      respond('showNavigationBarLoading', options, () => navigation.updateWindow({ loading: true })),
    hideNavigationBarLoading: (options?: Callbacks) =>
      respond('hideNavigationBarLoading', options, () => navigation.updateWindow({ loading: false })),
    pageScrollTo: (options: Callbacks & { scrollTop?: number; selector?: string; duration?: number }) =>
      respond('pageScrollTo', options, () => {
        const container = navigation.current?.container
        if (options.selector) container?.querySelector(options.selector)?.scrollIntoView()
        else
          container?.scrollTo({ top: options.scrollTop ?? 0, behavior: options.duration === 0 ? 'instant' : 'smooth' })
      }),
    startPullDownRefresh: (options?: Callbacks) =>
      respond('startPullDownRefresh', options, () => navigation.pullDown()),
    stopPullDownRefresh: (options?: Callbacks) => respond('stopPullDownRefresh', options, () => {}),
    hideKeyboard: (options?: Callbacks) =>
      respond('hideKeyboard', options, () => {
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      }),
    hideHomeButton: (options?: Callbacks) => respond('hideHomeButton', options, () => {}),
    showShareMenu: (options?: Callbacks) => respond('showShareMenu', options, () => {}),
    hideShareMenu: (options?: Callbacks) => respond('hideShareMenu', options, () => {}),
  }
}
