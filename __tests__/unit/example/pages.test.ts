/** What single pages and helpers of the example decide, without a phone. */
import path from 'node:path'
import { CallingError } from '../../../lib/index'

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
    showToast: jest.fn(),
  }
  let page: Page | undefined
  Object.assign(globals, { wx, getApp: () => ({ globalData }), Page: (options: Page) => (page = options) })
  jest.requireActual<object>(path.join(ROOT, 'pages', file))
  if (!page) throw new Error(`${file} is no page`)
  const { data } = page
  page['setData'] = (changes) => void Object.assign(data, changes)
  page['onLoad']?.()
  return page
}

describe('an error in words', () => {
  const { describeError } = jest.requireActual<{
    describeError(strings: { errors: Record<string, string> }, error: Error): string
  }>(`${ROOT}/utils/strings`)

  it('is nothing when the call was given up before it had begun', () => {
    const error = new CallingError('ABORTED', 'The call ended (cancel) before the operation was done.')
    expect(describeError({ errors: {} }, error)).toBe('')
  })

  it('is the one of the table, or that of the error', () => {
    const error = new CallingError('UNKNOWN_USER', 'There is no such account.')
    expect(describeError({ errors: { UNKNOWN_USER: '没有这个用户' } }, error)).toBe('没有这个用户')
    expect(describeError({ errors: {} }, error)).toBe('There is no such account.')
  })
})

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
