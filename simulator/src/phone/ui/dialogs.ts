import { element } from '../../dom'
import type { DeviceScope, Permission, Permissions } from '../host'
import type { PhoneText } from '../text'
import type { Layer } from './layer'

export interface ToastOptions {
  title: string
  icon: 'success' | 'error' | 'loading' | 'none'
  /** a picture instead of the icon, already an address */
  image?: string
  /** ms; Infinity stays until it is hidden */
  duration: number
  /** keeps the page from being touched */
  mask: boolean
}

export interface ModalOptions {
  title: string
  content: string
  showCancel: boolean
  cancelText: string
  confirmText: string
  confirmColor: string
  cancelColor: string
  editable: boolean
  placeholderText: string
}

/** The boxes that WeChat itself shows. */
export class Dialogs {
  private hideCurrentToast: () => void = () => {}

  constructor(
    private readonly layer: Layer,
    readonly text: PhoneText,
  ) {}

  toast({ title, icon, image, duration, mask }: ToastOptions): void {
    this.hideToast()
    const picture = image
      ? element('img', { src: image, alt: '' })
      : icon !== 'none' && element('i', { class: `sim-toast-icon sim-${icon}` })
    const box = element(
      'div',
      { class: picture ? 'sim-toast' : 'sim-toast sim-plain', role: 'status' },
      picture,
      element('span', { text: title }),
    )
    const hide = this.layer.show(mask ? element('div', { class: 'sim-toast-mask' }, box) : box)
    const timer = Number.isFinite(duration) ? window.setTimeout(hide, duration) : 0
    this.hideCurrentToast = () => {
      clearTimeout(timer)
      hide()
    }
  }

  hideToast(): void {
    this.hideCurrentToast()
    this.hideCurrentToast = () => {}
  }

  /** Resolves with what was chosen; `content` is the text of an editable box. */
  modal(options: ModalOptions): Promise<{ confirm: boolean; content: string }> {
    const { title, content, showCancel, cancelText, confirmText, cancelColor, confirmColor, editable } = options
    const input = editable ? element('input', { placeholder: options.placeholderText, value: content }) : null
    return new Promise((resolve) => {
      const close = (confirm: boolean) => {
        hide()
        resolve({ confirm, content: input?.value ?? '' })
      }
      const button = (text: string, colour: string, confirm: boolean) =>
        element('button', { text, style: `color:${colour}`, on: { click: () => close(confirm) } })
      const box = element(
        'div',
        { class: 'sim-modal', role: 'dialog', 'aria-label': title || content },
        title !== '' && element('h2', { text: title }),
        input ?? (content !== '' && element('p', { text: content })),
        element(
          'footer',
          {},
          showCancel && button(cancelText, cancelColor, false),
          button(confirmText, confirmColor, true),
        ),
      )
      const hide = this.layer.showModal(box)
      input?.focus()
    })
  }

  /** Resolves with the index, null when cancelled. */
  actionSheet(items: string[], colour: string): Promise<number | null> {
    return new Promise((resolve) => {
      const close = (index: number | null) => {
        hide()
        resolve(index)
      }
      const box = element(
        'div',
        { class: 'sim-sheet', role: 'dialog' },
        ...items.map((text, index) =>
          element('button', { text, style: `color:${colour}`, on: { click: () => close(index) } }),
        ),
        element('button', { class: 'sim-cancel', text: this.text.cancel, on: { click: () => close(null) } }),
      )
      const hide = this.layer.showModal(box, () => close(null))
    })
  }

  /** A sheet around any controls, as pickers use it. Resolves with whether it was confirmed. */
  sheet(content: HTMLElement): Promise<boolean> {
    return new Promise((resolve) => {
      const close = (confirmed: boolean) => {
        hide()
        resolve(confirmed)
      }
      const box = element(
        'div',
        { class: 'sim-sheet', role: 'dialog' },
        element(
          'header',
          {},
          element('button', { text: this.text.cancel, on: { click: () => close(false) } }),
          element('button', { class: 'sim-confirm', text: this.text.ok, on: { click: () => close(true) } }),
        ),
        content,
      )
      const hide = this.layer.showModal(box, () => close(false))
    })
  }

  /** A picture over the whole screen, until it is touched. @param address for an `<img>` */
  picture(address: string): void {
    const box = element('div', { class: 'sim-preview', role: 'dialog' }, element('img', { src: address, alt: '' }))
    const hide = this.layer.showModal(box, () => hide())
    box.addEventListener('click', () => hide())
  }

  /** Asks the phone's user whether the mini program may use something. */
  async askPermission(scope: DeviceScope | 'messages' | 'other'): Promise<boolean> {
    const { text } = this
    return this.confirm('', text.asks(text[scope]), text.allow, text.deny)
  }

  async askPrivacy(): Promise<boolean> {
    const { text } = this
    return this.confirm(text.privacyTitle, text.privacyText, text.agree, text.disagree)
  }

  /** WeChat's page of permissions; resolves when it is closed. */
  settings(permissions: Permissions): Promise<void> {
    return new Promise((resolve) => {
      const row = (scope: DeviceScope) => {
        const box = element('input', {
          type: 'checkbox',
          checked: permissions.state(scope) === 'granted',
          on: { change: () => permissions.set(scope, permissionOf(box.checked)) },
        })
        return element('label', {}, element('span', { text: capitalize(this.text[scope]) }), box)
      }
      const done = element('button', { class: 'sim-confirm', text: this.text.done, on: { click: () => close() } })
      const page = element(
        'div',
        { class: 'sim-settings', role: 'dialog', 'aria-label': this.text.settings },
        element('header', {}, element('h2', { text: this.text.settings }), done),
        element('p', { text: this.text.settingsHint }),
        row('camera'),
        row('record'),
      )
      const hide = this.layer.show(page)
      const close = () => {
        hide()
        resolve()
      }
    })
  }

  /** `wx.enableAlertBeforeUnload`: whether the page may be left. */
  asksToLeave(message: string): Promise<boolean> {
    return this.confirm('', message, this.text.ok, this.text.cancel)
  }

  private async confirm(title: string, content: string, yes: string, no: string): Promise<boolean> {
    const { confirm } = await this.modal({
      title,
      content,
      showCancel: true,
      confirmText: yes,
      cancelText: no,
      confirmColor: '#576b95',
      cancelColor: '#000000',
      editable: false,
      placeholderText: '',
    })
    return confirm
  }
}

function permissionOf(checked: boolean): Permission {
  return checked ? 'granted' : 'denied'
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
