import { createHash } from 'node:crypto'
import { deflateSync, inflateSync } from 'node:zlib'
import fc from '../../../support/jest/fast-check'
import { Api } from 'tls-sig-api-v2/TLSSigAPIv2.js'
import { signUserSig, verifyUserSig } from '../../../../server/src/tokens/usersig'

const app = { sdkAppID: 1400000001, key: 'a'.repeat(32) + 'b'.repeat(32) }
const NOW = 1_700_000_000

/** What tls-sig-api-v2 1.0.2 signs for alice, 7200 s from NOW. The packed form differs between builds of zlib. */
const GOLDEN = {
  'TLS.ver': '2.0',
  'TLS.identifier': 'alice',
  'TLS.sdkappid': 1400000001,
  'TLS.time': NOW,
  'TLS.expire': 7200,
  'TLS.sig': 'l6kivEHgH7qTnS0lLExzpR7Mup0303MIbAxPBfmZcYw=',
}
/** The same, as that package packed it. */
const GOLDEN_USER_SIG =
  'eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwok5mcmpUInilOzEgoLMFCUrQxMDCDCEyJRk5qYqWRmaQ0UNIKKpFQWZRalKVuZGMJHizHQlK6Ucs' +
  '*zMMlePdA-zwpC8YIMcH9eKqoIgc9-SAgNjA2NfzyTHigCntNyo5MhyW6VaAGINMJQ_'

const userIDs = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/)
const keys = fc.stringMatching(/^[0-9a-f]{64}$/)
const appIDs = fc.integer({ min: 1, max: 2 ** 31 - 1 })
const expiries = fc.integer({ min: 1, max: 180 * 86_400 })

beforeEach(() => {
  // Tencent's package reads the clock itself
  jest.useFakeTimers({ now: NOW * 1000 })
})
afterEach(() => {
  jest.useRealTimers()
})

function unpack(userSig: string): Record<string, unknown> {
  const base64 = userSig.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '=')
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString()) as Record<string, unknown>
}

function pack(document: unknown): string {
  const base64 = deflateSync(JSON.stringify(document)).toString('base64')
  return base64.replace(/\+/g, '*').replace(/\//g, '-').replace(/=/g, '_')
}

describe('signing', () => {
  it('makes the very document of tls-sig-api-v2, in the same order, for any user, key, app and expiry', () => {
    fc.assert(
      fc.property(userIDs, keys, appIDs, expiries, (userID, key, sdkAppID, expire) => {
        const theirs = new Api(sdkAppID, key).genUserSig(userID, expire)
        const ours = signUserSig({ sdkAppID, key, userID, expire })
        expect(ours).toBe(theirs)
      }),
    )
  })

  it('makes the document that was recorded from tls-sig-api-v2 1.0.2', () => {
    const userSig = signUserSig({ ...app, userID: 'alice', expire: 7200, now: NOW })
    expect(unpack(userSig)).toEqual(GOLDEN)
    expect(verifyUserSig({ ...app, userID: 'alice', userSig: GOLDEN_USER_SIG })).toEqual({
      ok: true,
      expiresAt: NOW + 7200,
    })
  })

  it('travels in a url as it is', () => {
    fc.assert(
      fc.property(userIDs, keys, (userID, key) => {
        const userSig = signUserSig({ sdkAppID: 1, key, userID, expire: 300 })
        expect(userSig).toMatch(/^[A-Za-z0-9*_-]+$/)
        expect(userSig).not.toContain(key)
      }),
    )
  })
})

describe('verifying', () => {
  it("accepts Tencent's own signatures and says when they expire", () => {
    fc.assert(
      fc.property(userIDs, keys, appIDs, expiries, (userID, key, sdkAppID, expire) => {
        const userSig = new Api(sdkAppID, key).genUserSig(userID, expire)
        expect(verifyUserSig({ sdkAppID, key, userID, userSig })).toEqual({ ok: true, expiresAt: NOW + expire })
      }),
    )
  })

  it('accepts until the last second and refuses with 70001 from then on', () => {
    const userSig = signUserSig({ ...app, userID: 'alice', expire: 300, now: NOW })
    const at = (now: number) => verifyUserSig({ ...app, userID: 'alice', userSig, now })
    expect(at(NOW + 299)).toEqual({ ok: true, expiresAt: NOW + 300 })
    expect(at(NOW + 300)).toMatchObject({ ok: false, code: 70001 })
    expect(at(NOW + 100_000)).toMatchObject({ ok: false, code: 70001 })
  })

  it('refuses another key with 70009, another user with 70013, another application with 70014', () => {
    const userSig = signUserSig({ ...app, userID: 'alice', expire: 300 })
    const claim = { ...app, userID: 'alice', userSig }
    expect(verifyUserSig({ ...claim, key: 'c'.repeat(64) })).toMatchObject({ ok: false, code: 70009 })
    expect(verifyUserSig({ ...claim, userID: 'bob' })).toMatchObject({ ok: false, code: 70013 })
    expect(verifyUserSig({ ...claim, userID: 'Alice' })).toMatchObject({ ok: false, code: 70013 })
    expect(verifyUserSig({ ...claim, sdkAppID: 1400000002 })).toMatchObject({ ok: false, code: 70014 })
  })

  it('accepts what either key signed during a rotation, and no third one', () => {
    const [newer, older] = ['c'.repeat(64), app.key]
    for (const key of [newer, older]) {
      const userSig = signUserSig({ ...app, key, userID: 'alice', expire: 300 })
      const claim = { ...app, userID: 'alice', userSig }
      expect(verifyUserSig({ ...claim, key: [newer, older] })).toMatchObject({ ok: true })
      expect(verifyUserSig({ ...claim, key: ['d'.repeat(64), 'e'.repeat(64)] })).toMatchObject({ code: 70009 })
    }
  })

  it('refuses a document that was changed after signing, whatever was changed', () => {
    const document = unpack(signUserSig({ ...app, userID: 'alice', expire: 300 }))
    const changes: [Record<string, unknown>, number][] = [
      [{ 'TLS.expire': 86_400 }, 70009],
      [{ 'TLS.time': NOW + 1 }, 70009],
      [{ 'TLS.identifier': 'bob' }, 70013],
      [{ 'TLS.sdkappid': 1400000002 }, 70014],
      [{ 'TLS.sig': '' }, 70009],
      [{ 'TLS.sig': Buffer.alloc(32).toString('base64') }, 70009],
      [{ 'TLS.sig': 1 }, 70003],
      [{ 'TLS.ver': '1.0' }, 70003],
      [{ 'TLS.expire': -1 }, 70003],
      [{ 'TLS.expire': '300' }, 70003],
      [{ 'TLS.time': 1e300 }, 70003],
      [{ 'TLS.identifier': ['alice'] }, 70003],
    ]
    for (const [change, code] of changes) {
      const userSig = pack({ ...document, ...change })
      expect(verifyUserSig({ ...app, userID: 'alice', userSig })).toMatchObject({ ok: false, code })
    }
  })

  it('does not take a privateMapKey for a UserSig', () => {
    const userSig = new Api(app.sdkAppID, app.key).genPrivateMapKey('alice', 300, 1, 255)
    expect(verifyUserSig({ ...app, userID: 'alice', userSig })).toMatchObject({ ok: false, code: 70009 })
  })

  it('accepts no signature in which a single character differs, and never throws', () => {
    const good = signUserSig({ ...app, userID: 'alice', expire: 300 })
    const position = fc.integer({ min: 0, max: good.length - 1 })
    const character = fc.stringMatching(/^[A-Za-z0-9*_-]$/)
    fc.assert(
      fc.property(position, character, (index, replacement) => {
        fc.pre(good[index] !== replacement)
        const userSig = good.slice(0, index) + replacement + good.slice(index + 1)
        const result = verifyUserSig({ ...app, userID: 'alice', userSig })
        // the last characters of base64 hold bits that mean nothing; then the document is the very same
        if (result.ok) expect(unpack(userSig)).toEqual(unpack(good))
        else expect([70003, 70009, 70013, 70014]).toContain(result.code)
      }),
      { numRuns: 1000 },
    )
  })

  it('answers 70003 to anything that is no UserSig', () => {
    const junk = ['', ' ', 'hello', 'eJw*', 'ä', 'x'.repeat(1_000_000), pack(null), pack([]), pack('text'), pack({})]
    for (const userSig of junk) {
      expect(verifyUserSig({ ...app, userID: 'alice', userSig })).toMatchObject({ ok: false, code: 70003 })
    }
    fc.assert(
      fc.property(fc.string(), (userSig) => {
        expect(verifyUserSig({ ...app, userID: 'alice', userSig })).toMatchObject({ ok: false, code: 70003 })
      }),
    )
  })

  it('does not inflate a small text that unpacks to a huge one', () => {
    const document = unpack(signUserSig({ ...app, userID: 'alice', expire: 300 }))
    expect(verifyUserSig({ ...app, userID: 'alice', userSig: pack({ ...document, pad: '' }) })).toMatchObject({
      ok: true,
    })
    const long = Array.from({ length: 60 }, (_, index) =>
      createHash('sha512').update(String(index)).digest('base64'),
    ).join('')
    expect(verifyUserSig({ ...app, userID: 'alice', userSig: pack({ ...document, pad: long }) })).toMatchObject({
      ok: false,
      code: 70003,
    })
    const bomb = pack({ ...document, pad: '0'.repeat(2_000_000) })
    expect(bomb.length).toBeLessThan(4096)
    expect(verifyUserSig({ ...app, userID: 'alice', userSig: bomb })).toMatchObject({ ok: false, code: 70003 })
  })

  it('repeats neither the UserSig nor the key in a refusal', () => {
    const userSig = signUserSig({ ...app, userID: 'alice', expire: 300, now: NOW })
    for (const wrong of [{ now: NOW + 300 }, { userID: 'bob' }, { sdkAppID: 2 }, { key: 'c'.repeat(64) }]) {
      const text = JSON.stringify(verifyUserSig({ ...app, userID: 'alice', userSig, ...wrong }))
      expect(text).toContain('"ok":false')
      expect(text).not.toContain(userSig)
      expect(text).not.toContain(app.key)
      expect(text).not.toContain('c'.repeat(64))
    }
  })
})
