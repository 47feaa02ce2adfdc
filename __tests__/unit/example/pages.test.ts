/** What single pages and helpers of the example decide, without a phone. */
import path from 'node:path'
import * as library from '../../../lib/index'

const ROOT = path.resolve('example')

const globals = globalThis as { Page?: unknown; getApp?: unknown; wx?: unknown }

afterEach(() => {
  for (const name of ['Page', 'getApp', 'wx'] as const) delete globals[name]
  jest.resetModules()
})

type Page = Record<string, (event?: object) => void> & { data: object }

/** A page of the example, opened. */
function open(file: string, globalData: object): Page {
  const wx = {
    getSystemInfoSync: () => ({ language: 'en' }),
    setNavigationBarTitle() {},
    getStorageSync: () => '',
    showToast: jest.fn(),
  }
  let page: Page | undefined
  Object.assign(globals, {
    wx,
    getApp: () => ({ globalData, ensureSignedIn: () => true }),
    Page: (options: Page) => (page = options),
  })
  jest.doMock('trtc-calling-miniprogram', () => library, { virtual: true })
  jest.requireActual<object>(path.join(ROOT, 'pages', file))
  if (!page) throw new Error(`${file} is no page`)
  const { data } = page
  page['setData'] = (changes) => void Object.assign(data, changes)
  page['onLoad']?.()
  page['onShow']?.()
  return page
}

describe('the settings page, opened before the profile has come', () => {
  const settings = { language: 'en', ringtone: 'standard', silent: false, keepInBackground: true, resolution: '360p' }
  const setSelfInfo = jest.fn((_info: object) => Promise.resolve())
  let page: Page

  beforeEach(() => {
    setSelfInfo.mockClear()
    const calling = { state: { self: { userID: 'bob', nick: 'bob', avatar: '' } }, setSelfInfo }
    page = open('settings/settings.js', { calling, settings })
  })

  it('saves a chosen picture, and leaves the name alone', () => {
    page['onAvatarTap']?.({ currentTarget: { dataset: { avatar: '/assets/avatar-1.png' } } })
    page['onSaveTap']?.()
    expect(setSelfInfo.mock.calls).toEqual([[{ avatar: '/assets/avatar-1.png' }]])
  })

  it('saves a name without the blanks around it, and leaves the picture alone', () => {
    page['onNickInput']?.({ detail: { value: ' Robert ' } })
    page['onSaveTap']?.()
    expect(setSelfInfo.mock.calls).toEqual([[{ nickName: 'Robert' }]])
  })

  it('has nothing to save when nothing was touched, and says so as ever', async () => {
    page['onSaveTap']?.()
    await Promise.resolve()
    expect(setSelfInfo).not.toHaveBeenCalled()
    expect(wx.showToast).toHaveBeenCalledTimes(1)
  })
})
