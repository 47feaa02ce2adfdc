/** What server/README.md and the Dockerfile tell a machine to do. No machine checks it before the first deployment. */
import { existsSync, readFileSync } from 'node:fs'
import { readConfig } from '../../../server/src/config'
import { readDocument } from '../../support/docs/markdown'
import { APP_SECRET, SECRET_KEY, SESSION_SECRET } from '../../support/server/signing-service'

const blocks = readDocument('server/README.md').sections.flatMap((section) => section.blocks)
const blocksOf = (wanted: string) => blocks.filter(({ language }) => language === wanted).map(({ code }) => code)

const dockerfile = readFileSync('server/Dockerfile', 'utf8')
const docker = blocksOf('console').find((code) => code.includes('docker run')) ?? ''
const systemd = blocksOf('ini')[0] ?? ''

const SECRETS: Record<string, string> = { trtc: SECRET_KEY, wechat: APP_SECRET, session: SESSION_SECRET }

/** The settings in `text`, with the secrets instead of the paths of their files. */
function settingsIn(text: string): Record<string, string> {
  const found = [...text.matchAll(/\b([A-Z]+(?:_[A-Z]+)*)=(\S+)/g)].map(([, name = '', value = '']) =>
    name.endsWith('_FILE') ? [name.slice(0, -'_FILE'.length), SECRETS[value.replace(/.*\//, '')]] : [name, value],
  )
  return Object.fromEntries(found) as Record<string, string>
}

it.each([
  ['docker run', `${dockerfile}\n${docker}`],
  ['the unit of systemd', systemd],
])('%s names settings that exist, and all that are needed for WeChat login behind one proxy', (_what, text) => {
  const { NODE_ENV: _forNode, ...settings } = settingsIn(text)
  const known = new Set(blocksOf('sh').flatMap((code) => Object.keys(settingsIn(code))))
  const others = Object.keys(settings).filter((name) => !known.has(name))
  expect(others.filter((name) => !['HOST', 'TRUST_PROXY'].includes(name))).toEqual([])

  const { weChat, session, trustProxy } = readConfig(settings)
  expect([weChat?.appSecret, session?.key, trustProxy]).toEqual([APP_SECRET, [SESSION_SECRET], expect.any(Function)])
})

it('the image runs as nobody special, and in production', () => {
  const [, image = ''] = dockerfile.split(/^FROM /m).slice(-2)
  expect(image).toMatch(/^ENV (.* )?NODE_ENV=production\b/m)
  expect(image).toMatch(/^USER node$/m)
})

it('the Dockerfile copies what is there, and runs what the build leaves', () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, sources = '']) =>
    sources.split(' '),
  )
  expect(copied.length).toBeGreaterThan(3)
  expect(copied.filter((file) => !existsSync(file))).toEqual([])
  expect(dockerfile).toMatch(/^COPY --from=build \S*\/server\/dist server\/dist$/m)
  expect(dockerfile).toContain('CMD ["node", "server/dist/main.js"]')
  expect(systemd).toContain('server/dist/main.js')
})
