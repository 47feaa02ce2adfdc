/** The names of the platform and the table of the documentation are what `npm run apis` writes. */
import fs from 'node:fs'
import { readPlatform } from '../../../../simulator/src/apis/platform-typings'
import { apiTable, PLATFORM_FILE, platformModule, TABLE_FILE } from '../../../../simulator/src/apis/write'
import { describeApis } from '../../../../simulator/src/phone/wx/describe'

it('the stand-ins know every member of the installed typings', () => {
  const written = fs.readFileSync(PLATFORM_FILE, 'utf8')
  expect(platformModule(readPlatform()) === written).toBe(true)
}, 60_000)

it('the table says what the code does', () => {
  expect(fs.readFileSync(TABLE_FILE, 'utf8')).toBe(apiTable(describeApis()))
})

it('each member is played, has a stand-in, or is not there', () => {
  const fates = new Map(describeApis().map(({ name, fate }) => [name, fate]))
  expect([fates.get('request'), fates.get('login'), fates.get('requestPayment')]).toEqual([
    'played',
    'stand-in',
    'absent',
  ])
  expect(describeApis().filter(({ fate, note }) => (fate === 'stand-in') !== (note !== ''))).toEqual([])
})
