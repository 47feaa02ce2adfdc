/** People in the lists of the example look as they do in a call. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { initialsOf, tintOf } from '../../../component/model/people'

interface ExamplePeople {
  initialsOf(name: string): string
  tintOf(userID: string): number
}

const example = jest.requireActual<ExamplePeople>(path.resolve('example/utils/people'))

it('the same colour for the same user', () => {
  const users = Array.from({ length: 60 }, (_, index) => `user-${index * 7919}`).concat('alice', 'bob', 'a', '')
  expect(users.map(example.tintOf)).toEqual(users.map(tintOf))
})

it('the colours themselves are the component’s', () => {
  const backgrounds = (file: string, name: string) =>
    [...readFileSync(file, 'utf8').matchAll(new RegExp(`\\.${name}-\\d \\{\\s+background-image: (.*);`, 'g'))].map(
      (it) => it[1],
    )
  const tints = backgrounds('component/styles/tints.wxss', 'tint')
  expect(tints.length).toBeGreaterThan(5)
  expect(backgrounds('example/components/person-avatar/person-avatar.wxss', 'avatar-')).toEqual(tints)
})

it('the same letters for the same name', () => {
  const names = [
    'Alice Smith',
    'alice',
    '林晓雯',
    '王建国 (Sales)',
    '佐藤 美咲',
    'キャロル',
    '😀 Smile',
    'dave_o.k',
    ' ',
    '',
  ]
  expect(names.map(example.initialsOf)).toEqual(names.map(initialsOf))
})
