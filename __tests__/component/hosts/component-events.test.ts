/** What a page hears without a line of script: `bind:ready`, and each event of calls by its name in lower case. */
import { EVENT } from '../../../lib/foundation/types'
import { ComponentBed } from '../../support/component/component-bed'
import { configOf, loadComponent } from '../../support/component/component-phone'
import { load } from '../../support/component/exparser'

const bed = new ComponentBed()

interface Heard {
  type: string
  detail: { eventCode?: string; data?: unknown }
}

function openPage(): Heard[] {
  const heard: Heard[] = []
  const names = ['ready', ...Object.keys(EVENT).map((name) => name.toLowerCase().replace(/_/g, ''))]
  const binds = names.map((name) => `bind:${name}="hear"`).join(' ')
  const page = load({
    template: `<TRTCCalling id="TRTCCalling-room" config="{{config}}" ${binds} />`,
    data: { config: null },
    methods: { hear: ({ type, detail }: Heard) => heard.push({ type, detail }) },
    usingComponents: { TRTCCalling: loadComponent() },
  })
  bed.openPage(page, {})
  return heard
}

it('bind:ready says once that the component is there, before anything else', () => {
  const heard = openPage()
  bed.phone.root.triggerLifeTime('ready')
  expect(heard.map(({ type }) => type)).toEqual(['ready'])
})

it('each event of a call has one, with what `on` gets as its detail', async () => {
  const heard = openPage()
  const given: unknown[] = []
  for (const name of Object.keys(EVENT) as (keyof typeof EVENT)[]) {
    bed.phone.instance.on(name, (event) => given.push({ type: name.toLowerCase().replace(/_/g, ''), detail: event }))
  }
  await bed.connect(2)
  await bed.bob.calling.hangup()
  await bed.town.settle()
  const of = ({ type, detail }: Heard) => ({ type, detail })
  expect(heard.filter(({ type }) => type !== 'ready').map(of)).toEqual(given)
  expect(heard.map(({ type }) => type)).toEqual(expect.arrayContaining(['sdkready', 'invited', 'userenter', 'callend']))
})

it('a Chat instance that setCredentials() hands over is used as it is, with methods that no copy of it would have', async () => {
  bed.reopen({ config: { ...configOf(bed.town, 'alice'), tim: undefined } })
  const tim = bed.town.chat.client()
  bed.phone.instance.setCredentials({ tim })
  await bed.ring(1)
  expect(bed.phone.text()).toContain('Incoming voice call')
  await expect(tim.getMyProfile()).resolves.toMatchObject({ data: { userID: 'alice' } })
  await bed.bob.calling.hangup()
  await bed.town.pass(3000)
})
