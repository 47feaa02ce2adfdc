import { ApiFailure, respond, type Callbacks } from '../../respond'

interface KeyOptions extends Callbacks<{ data: unknown }> {
  key: string
}

interface Entry {
  key: string
  value: unknown
}

/** `wx.*Storage*`, kept per phone in the browser's own storage. */
export function storageApi(phone: string) {
  const prefix = `${phone}/`
  const keys = () =>
    Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length))

  const read = (key: string): { data: unknown } | null => {
    const text = localStorage.getItem(prefix + key)
    return text === null ? null : (JSON.parse(text) as { data: unknown })
  }
  const write = (key: string, data: unknown): void => localStorage.setItem(prefix + key, JSON.stringify({ data }))
  const remove = (key: string): void => localStorage.removeItem(prefix + key)
  const clear = (): void => keys().forEach(remove)
  const info = () => ({ keys: keys(), currentSize: 0, limitSize: 10240 })

  return {
    getStorageSync: (key: string) => read(key)?.data ?? '',
    setStorageSync: write,
    removeStorageSync: remove,
    clearStorageSync: clear,
    getStorageInfoSync: info,
    batchSetStorageSync: (list: Entry[]) => list.forEach(({ key, value }) => write(key, value)),
    batchGetStorageSync: (names: string[]) => names.map((key) => read(key)?.data ?? ''),
    batchSetStorage: (options: Callbacks & { kvList: Entry[] }) =>
      respond('batchSetStorage', options, () => options.kvList.forEach(({ key, value }) => write(key, value))),
    batchGetStorage: (options: Callbacks<{ dataList: unknown[] }> & { keyList: string[] }) =>
      respond('batchGetStorage', options, () => ({ dataList: options.keyList.map((key) => read(key)?.data ?? '') })),
    getStorage: (options: KeyOptions) =>
      respond('getStorage', options, () => {
        const entry = read(options.key)
        if (!entry) throw new ApiFailure('data not found')
        return entry
      }),
    setStorage: (options: Callbacks & { key: string; data: unknown }) =>
      respond('setStorage', options, () => write(options.key, options.data)),
    removeStorage: (options: Callbacks & { key: string }) =>
      respond('removeStorage', options, () => remove(options.key)),
    clearStorage: (options?: Callbacks) => respond('clearStorage', options, clear),
    getStorageInfo: (options?: Callbacks<ReturnType<typeof info>>) => respond('getStorageInfo', options, info),
  }
}
