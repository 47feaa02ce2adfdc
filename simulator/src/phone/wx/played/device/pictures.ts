import type { PhoneServices } from '../../../services'
import { ApiFailure, respond, type Callbacks } from '../../respond'

interface ImageInfo {
  width: number
  height: number
  path: string
  orientation: 'up'
  type: string
}

/** Pictures that the mini program has: shown large, and measured. */
export function picturesApi({ dialogs, navigation, assetURL }: PhoneServices) {
  const address = (path: string) => assetURL(path, navigation.current?.route ?? '')
  return {
    previewImage: (options: Callbacks & { urls: string[]; current?: string }) =>
      respond('previewImage', options, () => dialogs.picture(address(options.current ?? options.urls[0] ?? ''))),
    previewMedia: (options: Callbacks & { sources: { url: string }[]; current?: number }) =>
      respond('previewMedia', options, () => {
        dialogs.picture(address(options.sources[options.current ?? 0]?.url ?? ''))
      }),
    getImageInfo: (options: Callbacks<ImageInfo> & { src: string }) =>
      respond('getImageInfo', options, async () => {
        const image = new Image()
        image.src = address(options.src)
        await image.decode().catch(() => {
          throw new ApiFailure(`cannot read ${options.src}`)
        })
        const { naturalWidth: width, naturalHeight: height } = image
        return { width, height, path: options.src, orientation: 'up', type: 'png' }
      }),
  }
}

/** A picture with a name on it, as a `data:` address; each name has its colour. */
export function drawPicture(name: string, { width, height }: { width: number; height: number }): string {
  const hue = Array.from(name).reduce((sum, character) => sum + character.charCodeAt(0) * 37, 0) % 360
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const pen = canvas.getContext('2d')
  if (pen) {
    pen.fillStyle = `hsl(${hue} 45% 55%)`
    pen.fillRect(0, 0, width, height)
    pen.fillStyle = '#fff'
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.font = `${Math.round(width / 6)}px sans-serif`
    pen.fillText(name, width / 2, height / 2, width * 0.9)
  }
  return canvas.toDataURL('image/png')
}
