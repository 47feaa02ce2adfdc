/**
 * npm run sounds
 *
 * Computes the two sounds of the component: component/assets/ringtone.wav and calltone.wav. Each is one second that
 * can be repeated without a click. 8 bits at 8 kHz: what a telephone sounds like, in a few KB.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const RATE = 8000
const SECONDS = 1
const FOLDER = path.resolve('component/assets')

/** Sound pressure, -1 to 1, at a time in seconds. */
type Sound = (time: number) => number

/** A plucked bar: a tone and its overtone, both fading. */
function strike(frequency: number, begin: number): Sound {
  return (time) => {
    const age = time - begin
    if (age < 0) return 0
    const attack = Math.min(1, age / 0.004)
    const wave = (multiple: number) => Math.sin(2 * Math.PI * frequency * multiple * age)
    return attack * (0.75 * Math.exp(-age * 9) * wave(1) + 0.25 * Math.exp(-age * 18) * wave(3))
  }
}

/** Three bars of a chord, rising, twice. */
const ringtone: Sound = (time) => {
  const notes: [frequency: number, begin: number][] = [
    [659.3, 0],
    [784, 0.12],
    [1046.5, 0.24],
    [784, 0.48],
    [1046.5, 0.6],
  ]
  const sum = notes.reduce((all, [frequency, begin]) => all + strike(frequency, begin)(time), 0)
  return 0.6 * sum * fadeOut(time)
}

/** The 450 Hz of a Chinese telephone, softly, 0.4 s long. */
const calltone: Sound = (time) => {
  const length = 0.4
  const edge = Math.min(time, length - time) / 0.02
  return time < length ? 0.35 * Math.min(1, edge) * Math.sin(2 * Math.PI * 450 * time) : 0
}

/** The end meets the beginning in silence. */
function fadeOut(time: number): number {
  return Math.min(1, (SECONDS - time) / 0.1)
}

/** RIFF, one channel, unsigned 8 bit. */
function wav(sound: Sound): Buffer {
  const samples = Buffer.alloc(RATE * SECONDS)
  for (let index = 0; index < samples.length; index++) {
    const pressure = Math.max(-1, Math.min(1, sound(index / RATE)))
    samples[index] = Math.round(128 + 127 * pressure)
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20) // PCM
  header.writeUInt16LE(1, 22) // channels
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE, 28) // bytes per second
  header.writeUInt16LE(1, 32) // bytes per sample
  header.writeUInt16LE(8, 34) // bits per sample
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}

mkdirSync(FOLDER, { recursive: true })
for (const [name, sound] of Object.entries({ ringtone, calltone })) {
  const file = path.join(FOLDER, `${name}.wav`)
  writeFileSync(file, wav(sound))
  console.log(path.relative('.', file))
}
