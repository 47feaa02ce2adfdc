/** A call while its page is hidden: behind another page, or in the background with `backgroundMute`. */
import { ComponentBed } from '../../support/component/component-bed'

const bed = new ComponentBed()

const hide = () => bed.phone.root.triggerPageLifeTime('hide', {})
const show = async () => {
  bed.phone.root.triggerPageLifeTime('show', {})
  await bed.town.settle()
}
const callBob = async () => {
  await bed.phone.signIn()
  await bed.phone.instance.call({ userID: 'bob', type: 2 })
  await bed.town.settle()
}

it('mutes, and unmutes, from another page', async () => {
  await bed.connect(2)
  hide()
  bed.phone.instance.setMicMute(true)
  await bed.town.settle()
  expect(bed.town.media.published('alice')).toEqual({ video: true, audio: false })
  expect(bed.bob.calling.state.members).toMatchObject([{ userID: 'alice', hasAudio: false }])
  bed.phone.instance.setMicMute(false)
  await bed.town.settle()
  expect(bed.town.media.published('alice')).toEqual({ video: true, audio: true })
})

it('connects when the other one answers', async () => {
  await callBob()
  await bed.phone.tapOn('corner')
  hide()
  await bed.bob.calling.accept()
  await bed.town.settle()
  expect(bed.phone.instance.state.status).toBe('connected')
  expect([bed.phone.tags('live-pusher').length, bed.phone.tags('live-player').length]).toEqual([1, 1])
  expect([bed.town.media.playing('alice'), bed.town.media.playing('bob')]).toEqual([['bob_main'], ['alice_main']])

  await bed.town.pass(11_000)
  await show()
  expect(bed.phone.text()).toContain('00:11')
  expect(bed.phone.heard).not.toContain('CALL_END')
})

it('answers for the host, and is left by the other one, with all media free again', async () => {
  await bed.ring(1)
  hide()
  await bed.phone.instance.accept()
  await bed.town.settle()
  expect(bed.bob.calling.state.status).toBe('connected')
  await bed.bob.calling.hangup()
  await bed.town.settle()
  expect(bed.town.media.publishing('alice')).toBe(false)
  await bed.town.pass(3000)
  expect(bed.phone.tags('live-pusher').concat(bed.phone.tags('live-player'))).toEqual([])
  await show()
  expect(bed.phone.isEmpty()).toBe(true)
})

it('lets those be heard who join a group meanwhile', async () => {
  const [carol] = await bed.town.people('carol')
  await bed.phone.signIn()
  await bed.phone.instance.groupCall({ userIDList: ['bob', 'carol'], type: 1 })
  await bed.town.settle()
  await bed.bob.calling.accept()
  await bed.town.settle()
  hide()
  await carol?.calling.accept()
  await bed.town.settle()
  expect(bed.town.media.playing('alice')).toEqual(['bob_main', 'carol_main'])
  expect(bed.phone.tags('live-player')).toHaveLength(2)
})

it('sends the tags’ data only: no timer, no words', async () => {
  await bed.connect(2)
  hide()
  const setData = jest.spyOn(bed.phone.root.instance, 'setData')
  await bed.town.pass(10_000)
  expect(setData).not.toHaveBeenCalled()
  bed.phone.instance.setMicMute(true)
  await bed.town.settle()
  expect(setData.mock.calls).toEqual([[{ 'pusher.enableMic': false, 'stage.self.muted': true }]])
  await show()
  expect(bed.phone.text()).toEqual(expect.arrayContaining(['Mic off', '00:10']))
})
