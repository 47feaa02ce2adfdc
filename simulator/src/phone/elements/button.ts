import { defineElement } from './define'
import { reflect } from './dom-helpers'
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
  create(node, { dialogs, host: phone }) {
    const { host } = node
    host.setAttribute('role', 'button')
    node.listen('tap', () => {
      const { formType, openType } = node.properties
      if (formType === 'submit') formOf(host)?.submit()
      if (formType === 'reset') formOf(host)?.reset()
      if (openType === 'openSetting') void dialogs.settings(phone.permissions)
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

export const navigator = defineElement({
  tag: 'navigator',
  properties: { url: '', openType: 'navigate', delta: 1 },
  create(node, { navigation, host }) {
    const go = () => {
      const { url, openType, delta } = node.properties
      if (openType === 'navigate') navigation.navigateTo(url)
      else if (openType === 'redirect') navigation.redirectTo(url)
      else if (openType === 'switchTab') navigation.switchTab(url)
      else if (openType === 'reLaunch') navigation.reLaunch(url)
      else if (openType === 'navigateBack') navigation.navigateBack(delta)
      else throw new Error(`open-type "${openType}" is not supported`)
    }
    node.listen('tap', () => {
      try {
        go()
      } catch (error) {
        host.log.warn(`<navigator url="${node.properties.url}">: ${String(error)}`)
      }
    })
    return {}
  },
})
