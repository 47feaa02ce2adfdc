import type { Camera, Facing, PictureSize } from './camera'
import { DeviceError } from './device-slot'

/**
 * A drawn picture in place of a camera's: the user's name on the user's colour, a face for the front camera, a room for
 * the back one, and something that moves, so that no two frames are equal.
 */
export function openSyntheticCamera(name: () => string, facing: Facing, size: PictureSize): Camera {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { alpha: false })
  if (!pen) throw new DeviceError(false, 'this browser draws no canvas')
  let frame = 0
  let timer: ReturnType<typeof setInterval> | undefined

  const draw = (): void => {
    frame++
    const { width, height } = canvas
    const hue = hueOf(name())
    if (facing === 'front') drawFace(pen, hue, width, height, frame)
    else drawRoom(pen, hue, width, height, frame)
    drawName(pen, name(), width, height)
  }

  const resize = ({ width, height, frameRate }: PictureSize): void => {
    clearInterval(timer)
    canvas.width = width
    canvas.height = height
    draw()
    timer = setInterval(draw, 1000 / frameRate)
  }

  resize(size)
  const [track] = canvas.captureStream().getVideoTracks()
  if (!track) throw new DeviceError(false, 'this browser captures no canvas')
  return {
    track,
    facing,
    resize,
    stop() {
      clearInterval(timer)
      track.stop()
    },
  }
}

/** 0-359, the same for the same name everywhere. */
export function hueOf(name: string): number {
  let hash = 7
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 100_003
  return (hash * 47) % 360
}

function drawFace(pen: CanvasRenderingContext2D, hue: number, width: number, height: number, frame: number): void {
  fill(pen, `hsl(${hue} 60% 32%)`, 0, 0, width, height)
  const sway = Math.sin(frame / 12) * width * 0.05
  const x = width / 2 + sway
  const y = height * 0.42
  const radius = Math.min(width, height) * 0.24
  disc(pen, `hsl(${hue} 55% 62%)`, x, height * 0.95, radius * 1.7)
  disc(pen, `hsl(${hue} 70% 78%)`, x, y, radius)
  const isBlinking = frame % 45 < 3
  for (const side of [-1, 1]) {
    const eye = isBlinking ? radius * 0.03 : radius * 0.1
    fill(pen, '#222', x + side * radius * 0.4 - radius * 0.1, y - radius * 0.15 - eye, radius * 0.2, eye * 2)
  }
  const mouth = radius * (0.08 + 0.12 * Math.abs(Math.sin(frame / 3)))
  fill(pen, '#722', x - radius * 0.3, y + radius * 0.4, radius * 0.6, mouth)
}

function drawRoom(pen: CanvasRenderingContext2D, hue: number, width: number, height: number, frame: number): void {
  fill(pen, `hsl(${(hue + 40) % 360} 25% 80%)`, 0, 0, width, height)
  fill(pen, '#876', 0, height * 0.7, width, height * 0.3)
  fill(pen, '#9cf', width * 0.15, height * 0.15, width * 0.4, height * 0.25)
  disc(pen, '#fe8', width * (0.2 + 0.3 * ((frame % 150) / 150)), height * 0.22, width * 0.04)
  fill(pen, `hsl(${hue} 45% 40%)`, width * 0.6, height * 0.5, width * 0.3, height * 0.3)
}

function drawName(pen: CanvasRenderingContext2D, name: string, width: number, height: number): void {
  const size = Math.min(width, height) / 10
  pen.font = `bold ${Math.round(size)}px sans-serif`
  pen.textAlign = 'center'
  pen.lineWidth = Math.max(2, size / 9)
  pen.strokeStyle = '#0008'
  pen.fillStyle = '#fff'
  // below the chin: further down, a call's buttons would cover it
  const y = height * 0.63
  pen.strokeText(name, width / 2, y, width * 0.9)
  pen.fillText(name, width / 2, y, width * 0.9)
}

function fill(pen: CanvasRenderingContext2D, style: string, x: number, y: number, width: number, height: number): void {
  pen.fillStyle = style
  pen.fillRect(x, y, width, height)
}

function disc(pen: CanvasRenderingContext2D, style: string, x: number, y: number, radius: number): void {
  pen.fillStyle = style
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fill()
}
