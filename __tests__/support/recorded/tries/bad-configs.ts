/** Configurations that are refused, or only just taken. */
const NO_OBJECTS = [undefined, null, 'config', 7, []]

const of = (name: string, values: unknown[]): object[] => values.map((value) => ({ [name]: value }))

export const BAD_CONFIGS: unknown[] = [
  ...NO_OBJECTS,
  {},
  ...of('sdkAppID', [undefined, null, 0, 1, -1, 1.5, '1400000001', NaN, Infinity]),
  ...of('userID', [undefined, '', 'a b', 'x'.repeat(33), 'x'.repeat(32), 7]),
  ...of('userSig', [undefined, null, '', 7, {}]),
  ...of('renewUserSig', [null, 7, 'url', {}, () => {}]),
  { userSig: '', renewUserSig: () => {} },
  { userSig: 7, renewUserSig: () => {} },
  ...of('getPrivateMapKey', [null, 7, () => {}]),
  ...of('expiresAt', [null, '1', 1, NaN, {}]),
  ...of('type', [undefined, null, 0, 1, 2, 3, '1']),
  ...of('reconnectTimeout', [null, 0, 1, 300, 301, 1.5, '30']),
  ...of('strangerInRoom', [null, 'end', 'warn', 'ignore', 7]),
  ...of('hideCallerAvatar', [null, true, false, 1]),
  ...of('userDefineRecordID', [null, '', 'a b', 'x'.repeat(64), 'x'.repeat(65), 7]),
  ...of('waitingImage', [null, '', '/a.png', 7]),
  ...of('ringingPreview', [null, true, 'yes']),
  ...of('tim', [null, 7, {}, { on: () => {} }, Object.freeze({ on: () => {} })]),
]

export const BAD_LOOKS: object[] = [
  {},
  ...of('callPage', [true, false, '', '/pages/call', 7, null]),
  ...of('language', ['', 'en', 'ja', 'fr', 7]),
  { language: 'fr', strings: { fr: {} } },
  ...of('strings', [{}, { fr: { accept: 'Oui' } }, null, 7, []]),
  ...of('ringtone', ['', '/a.mp3', 7, null]),
  ...of('contacts', [[], [{ userID: 'bob' }], {}, 'bob', null]),
  ...[
    ...['mute', 'backgroundMute', 'pictureInPicture', 'ringInSilentMode', 'hideFromCapture', 'warnBeforeLeaving'],
    'keepScreenOn',
  ].flatMap((name) => of(name, [true, false, 1, null])),
]
