/** What WeChat does for the page of a call, where the host wants it. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

/** The first argument of each call of an API. */
const given = (api: string): unknown[] => bed.phone.wx.called(api).map(({ args }) => args[0])

async function answer(): Promise<void> {
  await bed.ring(1)
  await bed.phone.tap('Accept')
  await bed.town.settle()
}

async function hangUp(): Promise<void> {
  await bed.phone.tap('Hang up')
  await bed.town.pass(3000)
}

it('does nothing by itself', async () => {
  await answer()
  await hangUp()
  for (const api of ['setInnerAudioOption', 'setVisualEffectOnCapture', 'enableAlertBeforeUnload']) {
    expect(given(api)).toEqual([])
  }
})

it('rings in silent mode, for as long as it rings', async () => {
  bed.reopen({ ringInSilentMode: true })
  await bed.ring(1)
  expect(given('setInnerAudioOption')).toMatchObject([{ obeyMuteSwitch: false }])
  await bed.phone.tap('Accept')
  await bed.town.settle()
  expect(given('setInnerAudioOption')).toMatchObject([{ obeyMuteSwitch: false }, { obeyMuteSwitch: true }])
  await hangUp()
})

it('hides a call from screenshots, from the first ring to the end', async () => {
  bed.reopen({ hideFromCapture: true })
  await bed.ring(1)
  expect(given('setVisualEffectOnCapture')).toMatchObject([{ visualEffect: 'hidden' }])
  await bed.phone.tap('Accept')
  await bed.town.settle()
  await hangUp()
  expect(given('setVisualEffectOnCapture')).toMatchObject([{ visualEffect: 'hidden' }, { visualEffect: 'none' }])
})

it('shows the page again when it goes with a call on it', async () => {
  bed.reopen({ hideFromCapture: true })
  await answer()
  bed.phone.detach()
  await bed.town.settle()
  expect(given('setVisualEffectOnCapture')).toMatchObject([{ visualEffect: 'hidden' }, { visualEffect: 'none' }])
})

it('warns before the page of a call is left that no other can take, in the words of the language', async () => {
  bed.reopen({ warnBeforeLeaving: true })
  await answer()
  expect(given('enableAlertBeforeUnload')).toMatchObject([{ message: 'Leaving this page ends the call.' }])
  expect(given('disableAlertBeforeUnload')).toEqual([])
  await hangUp()
  expect(given('disableAlertBeforeUnload')).toHaveLength(1)
})

it.each(['setInnerAudioOption', 'setVisualEffectOnCapture', 'enableAlertBeforeUnload'])(
  'goes without %s where WeChat lacks it',
  async (api) => {
    bed.reopen({ ringInSilentMode: true, hideFromCapture: true, warnBeforeLeaving: true })
    delete (wx as unknown as Record<string, unknown>)[api]
    await answer()
    expect(bed.phone.instance.state.status).toBe('connected')
    await hangUp()
  },
)
