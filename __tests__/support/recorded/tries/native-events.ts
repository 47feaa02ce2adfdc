/** Details of events of `<live-pusher>` and `<live-player>`: all that the library reads, and what it should pass over. */
const users = (...userlist: unknown[]): string => JSON.stringify({ userlist })

const stream = (userid: string, more: object): object => ({ userid, playurl: `room://${userid}`, ...more })

const CODES = [
  ...[1001, 1002, 1003, 1005, 1006, 1007, 1018, 1019, 1020, 1021, 1101, 1102, 1103, 2001, 2003, 2003, 2004, 2006, 2007],
  ...[2103, -2301, -1301, -1302, -1303, -1307, -1308, -3301, -3307, -3308, -3316, -3317, -3318, -3319, -3320, -3340],
  ...[-100006, -100013, -100015, -100018, -100019, 5000, 5001, 10001, 10002, 99_999, 2003, 2004, 2007],
]

export const NATIVE_EVENTS: [string, Record<string, unknown>][] = [
  ...CODES.map((code): [string, Record<string, unknown>] => [String(code), { code, message: '' }]),
  ...[10001, 10002, -1301, 7].map((errCode): [string, Record<string, unknown>] => [`error ${errCode}`, { errCode }]),
  ...[1.5, '1018', null, NaN, Infinity].map((code): [string, Record<string, unknown>] => [`code ${code}`, { code }]),
  ...['reason[0]', 'reason[1]', 7, null].map((message): [string, Record<string, unknown>] => [
    `1019 ${message}`,
    { code: 1019, message },
  ]),
  ...[1031, 1032, 1033, 1034].flatMap((code): [string, Record<string, unknown>][] =>
    [
      users(),
      users({ userid: 'bob' }),
      users({ userid: 'alice' }),
      users({ userid: 'mallory' }, null, 7, { userid: 'a b' }, { userid: 9 }, { userid: 'carol' }),
      users(stream('bob', { hasvideo: true, hasaudio: true, streamtype: 'main' })),
      users(stream('bob', { hasvideo: false, hasaudio: 0 })),
      users(stream('bob', { hasvideo: 1, streamtype: 'aux' }), stream('carol', { hasvideo: 'yes', hasaudio: 1 })),
      users(stream('mallory', { hasvideo: true, hasaudio: true, streamtype: 'third' })),
      users({ userid: 'bob', hasvideo: true, hasaudio: true, playurl: 7 }),
      users({ userid: 'bob', hasvideo: true, hasaudio: true, playurl: 'x'.repeat(2049) }),
      users(...Array.from({ length: 300 }, (_, n) => ({ userid: `user-${n}`, hasaudio: true }))),
      '{"userlist":{}}',
      '[]',
      'null',
      '{',
      'x'.repeat(262_145),
    ].map((message) => [`${code} ${message.slice(0, 80)}`, { code, message }]),
  ),
  ...[0, 37.4, 37.5, 100, 101, -1, NaN, '50', null].map((volume): [string, Record<string, unknown>] => [
    `volume ${volume}`,
    { volume },
  ]),
  ...[0, 1, 3, 6, 7, -1, 1.5, '4'].map((netQualityLevel): [string, Record<string, unknown>] => [
    `quality ${netQualityLevel}`,
    { info: { netQualityLevel } },
  ]),
  ...[
    ...[{ netSpeed: 0 }, { netSpeed: 0, netQualityLevel: 6 }, { netSpeed: 200, netQualityLevel: 2 }, { netSpeed: -1 }],
    ...[{ videoFPS: 15 }, { videoFPS: 0 }, { videoFPS: '15' }, { videoFPS: 12, netSpeed: 100, netQualityLevel: 1 }, {}],
  ].map((info): [string, Record<string, unknown>] => [`info ${JSON.stringify(info)}`, { info }]),
  ['info null', { info: null }],
  ['nothing', {}],
]
