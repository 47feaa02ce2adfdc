import { Publisher } from './publisher'
import type { LiveScope } from './scope'

/** In pixels, and frames per second: a screen on its side, and what a laptop draws beside four phones. */
const SIZE = { width: 640, height: 360, frameRate: 5 }

/** A user's shared screen, the stream `aux`: a drawn slide, as a client on the web would send its own. */
export class ScreenShare {
  private readonly publisher: Publisher
  private readonly track: MediaStreamTrack | null
  private readonly timer: ReturnType<typeof setInterval>

  constructor({ room, peers }: LiveScope, name: string) {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: SIZE.width, height: SIZE.height })
    const pen = canvas.getContext('2d', { alpha: false })
    let frame = 0
    const draw = (): void => {
      if (pen) drawSlide(pen, name, frame++)
    }
    draw()
    this.timer = setInterval(draw, 1000 / SIZE.frameRate)
    this.track = canvas.captureStream().getVideoTracks()[0] ?? null
    this.publisher = new Publisher({ room, peers, stream: 'aux', maxBitrate: () => 600, onViewers: () => {} })
    this.publisher.setTrack('video', this.track)
  }

  close(): void {
    clearInterval(this.timer)
    this.track?.stop()
    this.publisher.close()
  }
}

/** A title, three bars, of which one moves, and the pointer of a mouse. */
function drawSlide(pen: CanvasRenderingContext2D, name: string, frame: number): void {
  const { width, height } = SIZE
  pen.fillStyle = '#f4f6fa'
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#1f2a44'
  pen.fillRect(0, 0, width, 56)
  pen.fillStyle = '#fff'
  pen.font = 'bold 26px sans-serif'
  pen.fillText(`${name} · screen`, 24, 38)
  const heights = [120, 180 + 40 * Math.sin(frame / 6), 90]
  heights.forEach((bar, index) => {
    pen.fillStyle = ['#3f6ad8', '#0f9d8c', '#d8863f'][index] ?? '#3f6ad8'
    pen.fillRect(80 + index * 180, height - 30 - bar, 110, bar)
  })
  const x = 320 + 200 * Math.cos(frame / 10)
  const y = 200 + 90 * Math.sin(frame / 7)
  pen.fillStyle = '#111'
  pen.beginPath()
  pen.moveTo(x, y)
  pen.lineTo(x, y + 22)
  pen.lineTo(x + 15, y + 15)
  pen.fill()
}
