/** What the READMEs and their pages say about names, parameters, events, errors, settings and styles, against the code. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as library from '../../../lib/index'
import { refused } from '../../../lib/media/room/failures'
import { readPusherEvent } from '../../../lib/media/room/native-events'
import { loginError, sendError } from '../../../lib/chat/sdk/errors'
import { RULE_NAMES } from '../../../scripts/explore/rules'
import { CI_SCENARIOS, NIGHTLY_SCENARIOS } from '../../../scripts/explore/scenarios'
import { writeFaults } from '../../../simulator/src/desk/model/fault-list'
import { readDeskOptions, type DeskOptions } from '../../../simulator/src/desk/model/options'
import { readComponentSource, readCustomProperties } from '../../support/component/component-source'
import { ENGLISH, EDITIONS, filesOf, sectionsOf } from '../../support/docs/documents'
import { codeSpans, readDocument, type Section, type Table } from '../../support/docs/markdown'
import { PublicTypes } from '../../support/docs/public-types'

const ROOT = path.resolve(__dirname, '../../..')
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8')
const english = sectionsOf(ENGLISH)
const component = readComponentSource()
const types = new PublicTypes()

const firstColumn = ({ rows }: Table) => rows.flatMap(([cell = '']) => codeSpans(cell))
const sorted = (names: Iterable<string>) => [...names].sort()
/** `name?` is optional */
const parse = (text: string) =>
  text.split(',').map((name) => ({ name: name.trim().replace('?', ''), optional: name.includes('?') }))

/** What the library makes of a code of Chat, TRTC or WeChat. */
function reasonsOf(code: number): string[] {
  const native = [{ detail: { code } }, { detail: { errCode: code } }].map(readPusherEvent)
  return [
    ...[loginError({ code }, 'alice', ''), sendError({ code }, 'bob')].map(({ reason }) => reason),
    ...native.flatMap((fact) => {
      if (fact?.kind === 'refused') return [refused(false, code).reason]
      return fact?.kind === 'denied' ? [`${fact.device.toUpperCase()}_DENIED`] : []
    }),
  ]
}

describe.each(EDITIONS)('$readme and its pages', (edition) => {
  const sections = sectionsOf(edition)
  const text = filesOf(edition).map(read).join('\n')
  const spans = codeSpans(text.replace(/```[\s\S]*?```/g, ''))

  /** By its English title: the translation has the same order (translation.test.ts). */
  function sectionOf(title: string): Section {
    const [index = -1, ...others] = english.flatMap((one, at) => (one.title === title ? [at] : []))
    const section = sections[index]
    if (!section || others.length > 0) throw new Error(`there is no section "${title}", or more than one`)
    return section
  }

  function tableOf(title: string): Table {
    const [table] = sectionOf(title).tables
    if (!table) throw new Error(`"${title}" has no table`)
    return table
  }

  describe('methods', () => {
    const signatures = firstColumn(tableOf('Methods')).map((signature) => {
      const [, name = '', parameters = ''] = /^(\w+)\((.*)\)$/.exec(signature) ?? []
      return { signature, name, parameters }
    })
    const ofComponent = firstColumn(tableOf('The component')).map((signature) => signature.replace(/\(.*/, ''))

    it('of the component have a row each, and there are no others', () => {
      const names = signatures.map(({ name }) => name)
      expect(sorted([...names, ...ofComponent])).toEqual(sorted([...component.methods, 'state']))
    })

    it('of the class are all there', () => {
      const missing = types.methods('TRTCCalling').filter(({ name }) => !new RegExp(`\\b${name}\\(`).test(text))
      expect(missing).toEqual([])
    })

    it.each(signatures)('$signature takes what the class takes', ({ name, parameters }) => {
      const method = types.methods('TRTCCalling').find((one) => one.name === name)
      expect(method).toBeDefined()
      const fields = /^\{ (.*) \}$/.exec(parameters)?.[1]
      if (fields === undefined) {
        const given = parameters === '' ? [] : parse(parameters)
        const { parameters: real = [] } = method ?? {}
        expect(given.map(({ optional }) => optional)).toEqual(real.slice(0, given.length).map((one) => one.optional))
        // a row may leave out what only the class has
        expect(real.slice(given.length).filter((one) => !one.optional)).toEqual([])
      } else {
        const given = parse(fields.replace(', ...', ''))
        const rest = fields.endsWith('...') ? [] : method?.fields
        expect(method?.fields).toEqual(expect.arrayContaining(given))
        expect(given).toEqual(expect.arrayContaining(rest ?? []))
      }
    })
  })

  describe('events', () => {
    const { rows } = tableOf('Events')
    const known = Object.keys(library.EVENT)

    it('have a row each, and there are no others', () => {
      expect(sorted(firstColumn(tableOf('Events')))).toEqual(sorted(known))
    })

    // these say that they carry what another one carries
    const others = ['CALLING_TIMEOUT', 'HANG_UP', 'ERROR']

    it.each(rows)('%s: names all of its data', (events, _to, data = '') => {
      const names = codeSpans(events).filter((event) => !others.includes(event))
      const fields = names.flatMap((event) => types.membersIn('EventPayloads', event).map((field) => field.name))
      const isField = (name: string) => /^[a-z]\w*\??$/i.test(name) && !['CALL_END', 'CallingError'].includes(name)
      const named = codeSpans(data)
        .filter(isField)
        .map((name) => name.replace('?', ''))
      expect(sorted(new Set(named))).toEqual(sorted(new Set(fields)))
    })

    it('that end a call list every reason', () => {
      const paragraph =
        sectionOf('Events')
          .prose.split('\n\n')
          .find((one) => one.startsWith('`CALL_END`')) ?? ''
      expect(codeSpans(paragraph)).toEqual(['CALL_END', ...Object.values(library.CALL_END_REASON)])
    })
  })

  it('lists every field of the config, and whether it is required', () => {
    const rows = tableOf('Configuration').rows.map(([name = '', required = '']) => ({
      name: codeSpans(name).join(),
      optional: !/^(yes|是)$/.test(required),
    }))
    const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name)
    const fields = types.members('CallingOptions').filter(({ name }) => name !== 'platform')
    // needed unless there is a way to fetch one, which the types cannot tell
    const expected = fields.map(({ name, optional }) => ({ name, optional: optional && name !== 'userSig' }))
    expect(rows.sort(byName)).toEqual(expected.sort(byName))
  })

  it('says what to do about every error, once', () => {
    expect(sorted(firstColumn(tableOf('Errors')))).toEqual(sorted(Object.keys(library.CALLING_ERROR)))
  })

  it('troubleshooting: names errors that there are, with the codes that lead to them', () => {
    const symptoms = tableOf('Troubleshooting').rows.map(([symptom = '']) => symptom)
    const named = symptoms.flatMap((symptom) => [
      ...symptom.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`(?: ?[(（]([-\d][^)）]*))?/g),
    ])
    const known = [...Object.keys(library.CALLING_ERROR), ...Object.keys(library.EVENT)]
    expect(named.filter(([, name = '']) => !known.includes(name))).toEqual([])
    const codes = named.flatMap(([, name = '', list = '']) =>
      (list.match(/-?\d+/g) ?? []).map((code) => ({ name, code })),
    )
    expect(codes).toHaveLength(17)
    expect(codes.filter(({ name, code }) => !reasonsOf(Number(code)).includes(name))).toEqual([])
  })

  it('starts the simulator with options that it has', () => {
    const options = new Set([...text.matchAll(/npm start -- --([\w-]+)/g)].map(([, option = '']) => option))
    expect([...options]).toEqual(['example', 'help', 'room-keys'])
    const missing = [...options].filter((option) => !read('simulator/src/start.ts').includes(`--${option} `))
    expect(missing).toEqual([])
  })

  it('names every property of the component', () => {
    const named = codeSpans(sectionOf('The component').prose)
    expect(named).toEqual(expect.arrayContaining(component.properties))
  })

  it('names every CSS custom property with its default, and no others', () => {
    const rows = tableOf('Custom properties').rows.map((row) => row.slice(0, 2).flatMap(codeSpans))
    const inStyles = [...readCustomProperties()].map(([name, values]) => [name, [...values].join(' or ')])
    expect(rows.sort()).toEqual(inStyles.sort())
    const mentioned = new Set(text.match(/--trtc-call-[\w-]+/g))
    expect(sorted(mentioned)).toEqual(sorted(readCustomProperties().keys()))
  })

  it('names everything that the package exports', () => {
    const mentioned = Object.keys(library).filter(
      (name) => spans.some((span) => span.startsWith(name)) || text.includes(`{ ${name},`),
    )
    expect(sorted(mentioned)).toEqual(sorted(Object.keys(library)))
  })

  it('quotes what describeCallMessage says', () => {
    const { prose } = sectionOf('Calls in a chat')
    const quoted = [...prose.matchAll(/"([^"`]+)"|「([^」]+)」/g)].map(([, en, zh]) => en ?? zh ?? '')
    const sayings = read('lib/api/texts/describe.ts')
    expect(quoted).toHaveLength(6)
    expect(quoted.filter((one) => !sayings.includes(`'${one.replace(/[\d:]+$/, '')}'`))).toEqual([])
  })

  it('gives an address that the desk understands', () => {
    const addresses = spans.filter((span) => span.startsWith('?'))
    expect(addresses).toHaveLength(1)
    const [address = ''] = addresses
    const { users, camera } = readDeskOptions(address, 'en')
    expect(users.map(({ user }) => user)).toEqual(['alice', 'bob', 'carol'])
    expect(camera).toBe('real')
    const [, port] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? []
    expect(read('simulator/src/start.ts')).toContain(`DEFAULT_PORT = ${port}`)
  })

  it('lists the parameters of the desk’s address, and its faults', () => {
    const parameters = [...read('simulator/src/desk/model/options.ts').matchAll(/query\.get\('([\w-]+)'\)/g)]
    expect(sorted(firstColumn(tableOf('The simulator')))).toEqual(
      sorted(new Set(parameters.map(([, name = '']) => name))),
    )
    const valuesOf = (name: string) => {
      const row = tableOf('The simulator').rows.find(([cell = '']) => cell === `\`${name}\``)
      return codeSpans(row?.[1] ?? '')
    }
    const asked = (name: string, value: string) => readDeskOptions(`?${name}=${encodeURIComponent(value)}`, 'en')
    const back = (name: string, write: (options: DeskOptions) => string) =>
      valuesOf(name).map((value) => write(asked(name, value)))
    expect(back('device', ({ device }) => device)).toEqual(valuesOf('device'))
    expect(back('privacy', ({ privacy }) => privacy)).toEqual(valuesOf('privacy'))
    expect(back('lang', ({ lang }) => lang)).toEqual(valuesOf('lang'))
    expect(back('panel', ({ panel }) => panel ?? 'none')).toEqual(valuesOf('panel'))
    expect(back('camera', ({ camera }) => camera)).toEqual(valuesOf('camera'))
    expect(back('chat', ({ chat }) => chat)).toEqual(valuesOf('chat'))
    expect(back('faults', (options) => writeFaults(options.faults))).toEqual(valuesOf('faults'))

    const paragraph = sectionOf('The simulator')
      .prose.split('\n\n')
      .find((one) => one.includes('`deny-mic`'))
    const faults = [...read('simulator/src/desk/model/fault-list.ts').matchAll(/^ {2}'?([\w-]+)'?: \(phone/gm)]
    expect(sorted(codeSpans(paragraph ?? ''))).toEqual(sorted(faults.map(([, name = '']) => name)))
  })

  it('names the versions that are installed', () => {
    const { devDependencies, devEngines } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>
      devEngines: { runtime: { version: string } }
    }
    const sdks = ['tim-wx-sdk', '@tencentcloud/chat', '@tencentcloud/lite-chat'].map((name) => devDependencies[name])
    const [, versions = ''] = /[(（](\d[\d.]+(?:[,、] ?\d[\d.]+){2})[)）]/.exec(text) ?? []
    expect(versions.split(/[,、] ?/)).toEqual(sdks)
    expect(text).toContain(`Node ${devEngines.runtime.version.replace('>=', '')}`)
  })
})

it('the page on reliability names the scenarios and counts the rules of the explorer', () => {
  const [reliability] = readDocument('docs/en/reliability.md').sections
  const nightly = NIGHTLY_SCENARIOS.map(({ name }) => `\`--nightly\`: ${name}`)
  const names = [...CI_SCENARIOS.map(({ name }) => name), ...nightly]
  expect(reliability?.tables[0]?.rows.map(([name]) => name)).toEqual(names)
  expect(RULE_NAMES).toHaveLength(16)
  expect(reliability?.prose).toContain('Each of the sixteen protecting rules')
})

it('server/README.md lists every setting of the signing service, and no others', () => {
  const settings = readDocument('server/README.md').sections.find(({ title }) => title === 'Settings')
  const [table] = settings?.tables ?? []
  const sources = read('server/src/config.ts') + read('server/src/main.ts')
  const names = new Set([...sources.matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, name = '']) => name))
  expect(table && sorted(firstColumn(table))).toEqual(sorted(names))
})
