/** The tables that hosts compare with. */
import { CALL_END_REASON, CALL_STATUS, CALL_TYPE, EVENT } from '../../../lib/index'

it('EVENT: each name is its own value', () => {
  const names = Object.keys(EVENT)
  expect(names.length).toBeGreaterThan(20)
  expect(Object.values(EVENT)).toEqual(names)
})

it.each([
  ['CALL_END_REASON', CALL_END_REASON],
  ['CALL_STATUS', CALL_STATUS],
])('%s: each value is its name in small letters', (_, table) => {
  const names = Object.keys(table)
  expect(Object.values<string>(table).map((value) => value.toUpperCase().replaceAll('-', '_'))).toEqual(names)
})

it('CALL_TYPE: as the native SDKs count', () => {
  expect(CALL_TYPE).toEqual({ AUDIO: 1, VIDEO: 2 })
})
