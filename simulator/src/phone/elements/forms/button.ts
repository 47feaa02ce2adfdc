import type { PhoneServices } from '../../services'
import { drawPicture } from '../../wx/played/device/pictures'
import { defineElement, type ElementNode } from '../base/define'
import { reflect } from '../base/dom-helpers'
import { formOf } from './forms'

export const button = defineElement({
  tag: 'button',
  properties: {
    type: 'default',
    size: 'default',
    plain: false,
    disabled: false,
    loading: false,
    openType: '',
    formType: '',
  },
  create(node, services) {
    const { host } = node
    host.setAttribute('role', 'button')
    node.listen('tap', () => {
      const { formType, openType, disabled } = node.properties
      if (disabled) return
      if (formType === 'submit') formOf(host)?.submit()
      if (formType === 'reset') formOf(host)?.reset()
      if (openType !== '') open(openType, node, services)
    })
    return {
      update() {
        const { type, size, plain, disabled, loading } = node.properties
        reflect(host, 'type', type)
        reflect(host, 'size', size)
        reflect(host, 'plain', plain)
        reflect(host, 'disabled', disabled)
        reflect(host, 'loading', loading)
        reflect(host, 'aria-disabled', disabled ? 'true' : null)
        reflect(host, 'tabindex', disabled ? '-1' : '0')
      },
    }
  },
})

/** What WeChat does for a button's `open-type`, and who is told. */
function open(openType: string, node: ElementNode<object>, { dialogs, host, navigation }: PhoneServices): void {
  switch (openType) {
    case 'openSetting':
      void dialogs.settings(host.permissions).then(() => node.emit('opensetting', { errMsg: 'openSetting:ok' }))
      return
    case 'agreePrivacyAuthorization':
      host.privacyAccepted = true
      node.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' })
      return
    case 'chooseAvatar':
      node.emit('chooseavatar', { avatarUrl: drawPicture(host.options.user || host.name, { width: 132, height: 132 }) })
      return
    case 'share':
      navigation.share()
      break
    case 'getPhoneNumber':
    case 'getRealtimePhoneNumber':
    case 'getUserInfo':
      node.emit(openType.toLowerCase(), { errMsg: `${openType}:fail not in the simulator` })
      break
  }
  const what = `<button open-type="${openType}">`
  host.log.warn(`${what} is not in the simulator`)
  dialogs.toast({ title: dialogs.text.notHere(what), icon: 'none', duration: 2000, mask: false })
}

export const navigator = defineElement({
  tag: 'navigator',
  properties: { url: '', openType: 'navigate', delta: 1 },
  create(node, { navigation, host, dialogs }) {
    const go = () => {
      const { url, openType, delta } = node.properties
      if (openType === 'navigate') navigation.navigateTo(url)
      else if (openType === 'redirect') navigation.redirectTo(url)
      else if (openType === 'switchTab') navigation.switchTab(url)
      else if (openType === 'reLaunch') navigation.reLaunch(url)
      else if (openType === 'navigateBack') navigation.navigateBack(delta)
      else throw new Error(`open-type="${openType}" is not in the simulator`)
    }
    node.listen('tap', () => {
      try {
        go()
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        host.log.warn(`<navigator url="${node.properties.url}">: ${reason}`)
        dialogs.toast({ title: reason, icon: 'none', duration: 2000, mask: false })
      }
    })
    return {}
  },
})
