/** Errors in the words of the one who uses the app. */
import { CALLING_ERROR, CallingError, type CallingErrorReason, describeError } from '../../../../lib/index'

const reasons = Object.keys(CALLING_ERROR) as CallingErrorReason[]
const text = (reason: CallingErrorReason, language: 'zh-CN' | 'en') =>
  describeError(new CallingError(reason, 'for developers'), language)

it('are Chinese in Chinese and English in English, without the words for developers', () => {
  const told = reasons.filter((reason) => !['', 'for developers'].includes(text(reason, 'en')))
  expect(told.length).toBeGreaterThan(15)
  for (const reason of told) {
    expect([reason, text(reason, 'zh-CN')]).toEqual([reason, expect.stringMatching(/^[^a-z]*。$/)])
    expect([reason, text(reason, 'en')]).toEqual([reason, expect.stringMatching(/^[A-Z][^\u3400-\u9fff]*\.$/)])
  }
})

it('are nothing when the user has ended it, or when a handler of the app has thrown', () => {
  const silent = reasons.filter((reason) => text(reason, 'en') === '' && text(reason, 'zh-CN') === '')
  expect(silent).toEqual(['ABORTED', 'LISTENER_FAILED'])
})

it('are the message itself for a mistake of the app, and for an error of another origin', () => {
  expect(reasons.filter((reason) => text(reason, 'zh-CN') === 'for developers')).toEqual([
    'INVALID_PARAMETER',
    'DESTROYED',
    'CALL_PAGE_MISSING',
    'COPIES_DIFFER',
    'CHAT_SDK_MISSING',
  ])
  expect(describeError(new Error('request:fail'), 'en')).toBe('request:fail')
})

it.each([undefined, null, 'text', 7, {}, { reason: 'toString' }, { message: 7 }])('are nothing for %p', (value) => {
  expect(describeError(value, 'en')).toBe('')
})
