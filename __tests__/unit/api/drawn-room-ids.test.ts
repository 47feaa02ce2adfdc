/** The room of a call whose host names none. */
import { Town } from '../../support/town/town'

let town: Town
beforeEach(() => void (town = new Town()))
afterEach(() => town.dispose())

/** What `Math.random` gives at most. */
const ALMOST_ONE = 1 - 2 ** -53

// web TRTCCalling 1.0.6 joins `~~roomID`: above 2147483647 that is below 0
it.each([
  [0, 1],
  [1 / 2 ** 40, 1],
  [0.25, 536870912],
  [0.5, 1073741824],
  [0.75, 1610612736],
  [ALMOST_ONE, 2147483647],
])('drawn with %d: room %d, which every caller can join', async (chance, roomID) => {
  const alice = await town.signedIn('alice', { platform: { random: () => chance } })
  await town.signedIn('bob')
  await alice.calling.call({ userID: 'bob' })
  expect(alice.calling.state.roomID).toBe(roomID)
})

it.each([2147483648, 4294967294])('a room id of the host’s own may be larger: %d', async (roomID) => {
  const [alice] = await town.people('alice', 'bob')
  await alice.calling.call({ userID: 'bob', roomID })
  expect(alice.calling.state.roomID).toBe(roomID)
})
