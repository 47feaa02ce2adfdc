/** Each method of the class with arguments that are wrong, at a limit, or only just right. */
import type { Call } from '../walk'

const USERS_21 = Array.from({ length: 21 }, (_, n) => `user-${n}`)
const BOOLEANS = [undefined, null, 0, 'true', {}]
const BYTES_500 = '名'.repeat(166) + 'ab'
const BYTES_2048 = 'é'.repeat(1024)

/** Options of a call that are refused. */
const BAD_OPTIONS: object[] = [
  ...[0, 3, '1', null, true].map((type) => ({ type })),
  ...[0, 301, 1.5, -1, '30', NaN, null].map((timeout) => ({ timeout })),
  ...[7, {}, `${BYTES_2048}x`, '\ud800'].map((userData) => ({ userData })),
  ...['title', 7, [], { title: 1 }, { description: {} }, { androidOPPOChannelID: 1 }, { extension: true }].map(
    (offlinePushInfo) => ({ offlinePushInfo }),
  ),
  ...[0, -1, 4294967295, 1.5, '7', NaN].map((roomID) => ({ roomID })),
  ...['', 'a b', 'ü', 'x'.repeat(65), 7].map((strRoomID) => ({ strRoomID })),
  { roomID: 1, strRoomID: 'a' },
]

const NO_OBJECTS = [undefined, null, 'bob', 7, ['bob']]
const BAD_USERS = [undefined, null, '', 'a b', 'x'.repeat(33), 7, {}, 'ü']

export const BAD_CALLS: Call[] = [
  ...NO_OBJECTS.flatMap((argument): Call[] =>
    ['call', 'groupCall', 'inviteUser', 'joinInGroupCall', 'setSelfInfo', 'setVideoQuality', 'setVideoEffects'].map(
      (method) => [method, argument],
    ),
  ),
  ...BAD_USERS.flatMap((userID): Call[] => [
    ['call', { userID }],
    ['groupCall', { userIDList: ['bob', userID] }],
    ['inviteUser', { userIDList: [userID] }],
    ['startRemoteView', userID],
    ['stopRemoteView', userID],
  ]),
  ...[undefined, null, [], 'bob', USERS_21, {}].flatMap((userIDList): Call[] => [
    ['groupCall', { userIDList }],
    ['inviteUser', { userIDList }],
  ]),
  ...['a b', 'x'.repeat(49), 7, 'ü', {}].flatMap((groupID): Call[] => [
    ['groupCall', { userIDList: ['bob'], groupID }],
    ['joinInGroupCall', { roomID: 1, groupID }],
  ]),
  ...BAD_OPTIONS.flatMap((options): Call[] => [
    ['call', { userID: 'bob', ...options }],
    ['groupCall', { userIDList: ['bob'], ...options }],
    ['inviteUser', { userIDList: ['bob'], ...options }],
    ['joinInGroupCall', options],
  ]),
  ['call', { userID: 'alice' }],
  ['groupCall', { userIDList: ['bob', 'alice'] }],
  ['inviteUser', { userIDList: ['alice'] }],
  ...[7, [], { type: 3 }, { type: '1' }, { inviteID: 7 }, { inviteID: null, type: null }].map((options): Call => [
    'accept',
    options,
  ]),
  ...[7, 'busy', [], { reason: 'tired' }, { reason: 7 }, { reason: null }].map((options): Call => ['reject', options]),
  ...[undefined, null, 0, 3, '2'].map((type): Call => ['switchCallType', type]),
  ...BOOLEANS.flatMap((value): Call[] => [
    ['setMicMute', value],
    ['setHandsFree', value],
    ['switchCamera', value],
  ]),
  ...['', 7, null, {}].map((userSig): Call => ['login', userSig]),
  ...['tomorrow', {}, true].map((expiresAt): Call => ['login', 'sig', expiresAt]),
  ...[{}, { nickName: 7 }, { avatar: {} }, { nickName: null }, { nickName: `${BYTES_500}x` }].map((info): Call => [
    'setSelfInfo',
    info,
  ]),
  ...[-1, 10, 1.5, '5', undefined].map((level): Call => ['setBeautyLevel', level]),
  ...['medium', '', undefined, 1].map((quality): Call => ['setAudioQuality', quality]),
  ...[
    ...[{}, { resolution: '4k' }, { resolution: 360 }, { resolution: '360p', fps: 0 }, { resolution: '360p', fps: 31 }],
    ...[0, 10_001, '900', 1.5].map((minBitrate) => ({ resolution: '360p', minBitrate })),
    ...[0, 10_001, {}].map((maxBitrate) => ({ resolution: '360p', maxBitrate })),
    ...[
      { resolution: '360p', minBitrate: 900, maxBitrate: 899 },
      { resolution: '360p', orientation: 'upside down' },
    ],
  ].map((quality): Call => ['setVideoQuality', quality]),
  ...[{ beautyStyle: 'rough' }, { filter: 'none' }, { remoteMirror: 1 }].map((effects): Call => [
    'setVideoEffects',
    effects,
  ]),
  ['on', 'INVITED', 'no function'],
  ['on', 'SOMETHING', () => {}],
  ['on', 'toString', () => {}],
  ['off', 'SOMETHING'],
]

/** What is taken at any time: it counts for this call, or for later ones. */
export const GOOD_SETTINGS: Call[] = [
  ...['180p', '360p', '480p', '540p', '720p'].map((resolution): Call => ['setVideoQuality', { resolution }]),
  ['setVideoQuality', { resolution: '360p', fps: 1, minBitrate: 1 }],
  ['setVideoQuality', { resolution: '360p', fps: 30, maxBitrate: 10_000 }],
  ['setVideoQuality', { resolution: '360p', minBitrate: 1200 }],
  ['setVideoQuality', { resolution: '360p', maxBitrate: 300, fps: null }],
  ['setVideoQuality', { resolution: '720p', minBitrate: 700, maxBitrate: 700, orientation: 'horizontal' }],
  ['setVideoQuality', { resolution: '180p', orientation: 'vertical' }],
  ...['smooth', 'nature', null].map((beautyStyle): Call => ['setVideoEffects', { beautyStyle }]),
  ...['pink', 'standard', 'cerisered'].map((filter): Call => ['setVideoEffects', { filter, remoteMirror: true }]),
  ['setVideoEffects', { remoteMirror: false }],
  ['setVideoEffects', {}],
  ...[0, 5, 9].map((level): Call => ['setBeautyLevel', level]),
  ['setAudioQuality', 'low'],
  ['setAudioQuality', 'high'],
  ['setSelfInfo', { nickName: 'Ann' }],
  ['setSelfInfo', { avatar: 'https://example.com/a.png' }],
  ['setSelfInfo', { nickName: BYTES_500, avatar: '' }],
]

/** Extras of an invitation, all of them in order. */
export const GOOD_OPTIONS: object[] = [
  { timeout: 1 },
  { timeout: 5, type: 2 },
  { timeout: 300 },
  { userData: 'hello' },
  { userData: BYTES_2048, type: 1 },
  { userData: null, offlinePushInfo: null, roomID: null, strRoomID: null },
  { offlinePushInfo: { title: 'Call', description: 'of a friend', androidOPPOChannelID: 'calls', extension: '{}' } },
  { offlinePushInfo: {}, type: 2 },
  { roomID: 1 },
  { roomID: 4294967294, type: 2 },
  { strRoomID: 'room_A-1', type: 2 },
  { strRoomID: 'x'.repeat(64) },
]
