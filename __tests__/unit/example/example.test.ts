/** The example as WeChat DevTools would find it. */
import path from 'node:path'
import { offences, readExample } from '../../../scripts/checks/dist/skyline'
import { unavailable, wxmlCompiles, wxssCompiles } from '../../../scripts/checks/dist/wechat-compilers'

const ROOT = path.resolve('example')

const ownFiles = () => readExample(ROOT)

function appConfig(): { pages: string[]; requiredBackgroundModes: string[] } {
  return JSON.parse(String(ownFiles().files.get('app.json'))) as ReturnType<typeof appConfig>
}

/** `a.b.c` for every text. */
function names(texts: object): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' ? names(value as object).map((inner) => `${name}.${inner}`) : [name],
  )
}

it('has all files of all its pages', () => {
  const { files } = ownFiles()
  // the call page is the package's
  const own = appConfig().pages.filter((page) => page.startsWith('pages/'))
  const wanted = own.flatMap((page) => ['.js', '.json', '.wxml'].map((extension) => page + extension))
  expect(wanted.filter((file) => !files.has(file))).toEqual([])
})

it('keeps the voice in the background, which WeChat wants to be told', () => {
  expect(appConfig().requiredBackgroundModes).toEqual(['audio'])
})

it('names the files that it plays and shows', () => {
  const { files } = ownFiles()
  const assets = [...files.values()].flatMap((content) =>
    [...String(content).matchAll(/'\/(assets\/[^']+)'/g)].map(([, file]) => String(file)),
  )
  expect(assets.length).toBeGreaterThan(0)
  expect(assets.filter((file) => !files.has(file))).toEqual([])
})

it('has every text in both languages', () => {
  const [en, zh] = ['en', 'zh-CN'].map((language) => names(jest.requireActual<object>(`${ROOT}/locales/${language}`)))
  // errors explain themselves in English
  const translated = (zh ?? []).filter((name) => !name.startsWith('errors.'))
  expect(translated.sort()).toEqual((en ?? []).sort())
})

it('follows the rules of Skyline', () => {
  expect(offences(ownFiles())).toEqual([])
})

const onSupportedMachine = unavailable() === undefined ? it : it.skip

onSupportedMachine('compiles with WeChat’s own compilers', () => {
  const folder = ownFiles()
  expect([...wxmlCompiles.run(folder), ...wxssCompiles.run(folder)]).toEqual([])
})
