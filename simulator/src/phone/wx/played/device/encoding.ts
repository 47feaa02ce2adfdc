import { respond, type Callbacks } from '../../respond'

/** Bytes and texts, and what runs when there is time. */
export const encodingApi = {
  arrayBufferToBase64: (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))),
  base64ToArrayBuffer: (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer,
  getRandomValues: (options: Callbacks<{ randomValues: ArrayBuffer }> & { length: number }) =>
    respond('getRandomValues', options, () => ({
      randomValues: crypto.getRandomValues(new Uint8Array(options.length)).buffer,
    })),
  requestIdleCallback: (callback: (deadline: object) => void) =>
    setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 1 })),
  cancelIdleCallback: (id: number) => clearTimeout(id),
}
