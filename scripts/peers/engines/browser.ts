/** A browser tab without a screen: what the web engines touch of it. */
import { webcrypto } from 'node:crypto'
import type { VirtualClock } from '../kit/clock'
import { Realm } from '../kit/realm'
import { standIn } from '../kit/stand-in'
import { webAssembly } from './web-assembly'

/** Requests and reports never get anywhere. */
export function browserRealm(clock: VirtualClock, seed: string): Realm {
  const realm = new Realm(clock, globals(), seed)
  realm.nameGlobal('window')
  realm.nameGlobal('self')
  return realm
}

function globals(): Record<string, unknown> {
  const listen = { addEventListener() {}, removeEventListener() {} }
  const track = { stop() {}, getSettings: () => ({}), kind: 'audio' }
  const tracks = () => [track]
  const navigator = {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    language: 'en',
    languages: ['en'],
    onLine: true,
    sendBeacon: () => true,
    mediaDevices: {
      ...listen,
      getUserMedia: () => Promise.resolve({ getTracks: tracks, getAudioTracks: tracks, getVideoTracks: tracks }),
      enumerateDevices: () =>
        Promise.resolve(
          ['audioinput', 'videoinput', 'audiooutput'].map((kind) => ({
            kind,
            deviceId: kind,
            label: kind,
            groupId: '',
          })),
        ),
    },
  }
  const address = { href: 'https://localhost/', protocol: 'https:', host: 'localhost', hostname: 'localhost' }
  const place = { ...address, search: '', hash: '', port: '', pathname: '/' }
  // a link has the parts of its address
  const element = () => standIn({ ...place, style: {}, appendChild() {}, setAttribute() {} })
  return {
    ...listen,
    navigator,
    location: place,
    document: {
      ...listen,
      hidden: false,
      visibilityState: 'visible',
      cookie: '',
      body: element(),
      createElement: element,
      getElementById: element,
    },
    localStorage: storage(),
    sessionStorage: storage(),
    // a program inside of the script is unpacked by the script itself then
    fetch: (url: unknown) => (String(url).startsWith('data:') ? Promise.reject(new Error('no fetch')) : pending()),
    XMLHttpRequest: class {
      open(): void {}
      setRequestHeader(): void {}
      send(): void {}
      abort(): void {}
      addEventListener(): void {}
    },
    WebSocket: class {
      send(): void {}
      close(): void {}
      addEventListener(): void {}
    },
    TextDecoder,
    TextEncoder,
    URL,
    Blob,
    atob,
    btoa,
    crypto: webcrypto,
    WebAssembly: webAssembly,
  }
}

function pending(): Promise<never> {
  return new Promise(() => {})
}

function storage(): object {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  }
}
