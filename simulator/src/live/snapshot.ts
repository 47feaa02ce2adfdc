export interface Snapshot {
  /** a `blob:` address */
  tempImagePath: string
  width: number
  height: number
}

/** The picture that a `<video>` shows right now. */
export async function snapshotOf(video: HTMLVideoElement): Promise<Snapshot> {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) throw new Error('there is no picture yet')
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  if (!blob) throw new Error('the picture could not be encoded')
  return { tempImagePath: URL.createObjectURL(blob), width, height }
}
