import type { AudioHub } from './audio-hub'
import { openDevice } from './camera'
import { DeviceError } from './device-slot'
import type { CaptureDevice } from './device-slot'
import { hueOf } from './synthetic-camera'

export interface Microphone extends CaptureDevice {
  /** how loud it is right now: root mean square, 0-1 */
  level(): number
  /** 1 is as recorded */
  setVolume(volume: number): void
}

/** An oscillator in place of a voice: quiet, a pitch of the user's own, swelling as syllables do. */
export function openSyntheticMicrophone(hub: AudioHub, name: string): Microphone {
  const context = hub.acquire()
  const voice = new OscillatorNode(context, { type: 'triangle', frequency: 140 + (hueOf(name) % 160) })
  const syllables = new OscillatorNode(context, { frequency: 2.3 })
  const sentences = new OscillatorNode(context, { frequency: 0.31 })
  const loudness = new GainNode(context, { gain: 0.06 })
  const swell = new GainNode(context, { gain: 0.035 })
  const pause = new GainNode(context, { gain: 0.025 })
  syllables.connect(swell).connect(loudness.gain)
  sentences.connect(pause).connect(loudness.gain)
  voice.connect(loudness)
  const oscillators = [voice, syllables, sentences]
  for (const oscillator of oscillators) oscillator.start()
  return microphoneOf(hub, context, loudness, () => {
    for (const oscillator of oscillators) oscillator.stop()
  })
}

/** Rejects with a DeviceError. */
export async function openRealMicrophone(hub: AudioHub): Promise<Microphone> {
  const stream = await openDevice({ audio: { echoCancellation: true, noiseSuppression: true } })
  const context = hub.acquire()
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream })
  return microphoneOf(hub, context, source, () => {
    for (const track of stream.getTracks()) track.stop()
  })
}

function microphoneOf(hub: AudioHub, context: AudioContext, source: AudioNode, stopSource: () => void): Microphone {
  const volume = new GainNode(context)
  const meter = new AnalyserNode(context, { fftSize: 2048 })
  const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
  source.connect(volume).connect(meter).connect(output)
  const [track] = output.stream.getAudioTracks()
  if (!track) throw new DeviceError(false, 'this browser gives an audio destination no track')
  const samples = new Float32Array(meter.fftSize)
  return {
    track,
    level() {
      meter.getFloatTimeDomainData(samples)
      return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
    },
    setVolume(factor) {
      volume.gain.value = factor
    },
    stop() {
      stopSource()
      track.stop()
      meter.disconnect()
      hub.release()
    },
  }
}

/** Loudness as the native tags report it: 0-100 over 60 decibels. */
export function volumeOf(level: number): number {
  if (level <= 0.001) return 0
  return Math.min(100, Math.round(100 + (100 / 60) * 20 * Math.log10(level)))
}
