/** WeChat's `netstatus` fields, from WebRTC's statistics. */

export interface NetStatus {
  /** kbit/s */
  videoBitrate: number
  audioBitrate: number
  /** frames per second */
  videoFPS: number
  /** seconds between key frames */
  videoGOP: number
  /** kbit/s over all connections */
  netSpeed: number
  /** ms */
  netJitter: number
  /** 0 unknown, 1 best ... 6 not usable */
  netQualityLevel: number
  videoWidth: number
  videoHeight: number
  /** frames waiting; WebRTC keeps no queue that the tag could tell of */
  videoCache: number
  audioCache: number
}

/** The statistics that are read, of any report: every field may be missing. */
interface Report {
  type: string
  kind?: string
  timestamp: number
  bytesSent?: number
  bytesReceived?: number
  framesPerSecond?: number
  framesEncoded?: number
  framesDecoded?: number
  keyFramesEncoded?: number
  keyFramesDecoded?: number
  frameWidth?: number
  frameHeight?: number
  jitter?: number
  fractionLost?: number
  packetsLost?: number
  packetsReceived?: number
  totalAudioEnergy?: number
  roundTripTime?: number
  currentRoundTripTime?: number
  nominated?: boolean
}

/** of what this phone sends, or gets */
type Direction = 'outbound' | 'inbound'

/** Sums up the connections of one tag; differences are taken since the last call. */
export class NetStatusMeter {
  private last: { at: number; audio: number; video: number; lost: number; received: number } | null = null

  async read(connections: RTCPeerConnection[], direction: Direction): Promise<NetStatus> {
    const perConnection = await Promise.all(connections.map((connection) => reportsOf(connection)))
    const media = perConnection.flat().filter(({ type }) => type === `${direction}-rtp`)
    const video = media.filter(({ kind }) => kind === 'video')
    const picture = video.find(({ frameWidth }) => frameWidth) ?? video[0]

    const now = {
      at: media[0]?.timestamp ?? 0,
      audio: sum(media, (report) => (report.kind === 'audio' ? bytesOf(report) : 0)),
      video: sum(video, bytesOf),
      lost: sum(media, ({ packetsLost }) => packetsLost),
      received: sum(media, ({ packetsReceived }) => packetsReceived),
    }
    const since = this.last ?? now
    this.last = now
    const seconds = Math.max((now.at - since.at) / 1000, 0.001)
    const kilobits = (bytes: number): number => Math.max(0, Math.round((bytes * 8) / 1000 / seconds))
    const viewers = Math.max(1, connections.length)

    return {
      videoBitrate: kilobits((now.video - since.video) / viewers),
      audioBitrate: kilobits((now.audio - since.audio) / viewers),
      videoFPS: Math.round(picture?.framesPerSecond ?? 0),
      videoGOP: gopOf(picture),
      netSpeed: kilobits(now.video - since.video + now.audio - since.audio),
      netJitter: Math.round(1000 * jitterOf(perConnection.flat(), direction)),
      netQualityLevel: quality(perConnection, direction, now.lost - since.lost, now.received - since.received),
      videoWidth: picture?.frameWidth ?? 0,
      videoHeight: picture?.frameHeight ?? 0,
      videoCache: 0,
      audioCache: 0,
    }
  }
}

function quality(connections: Report[][], direction: Direction, lost: number, received: number): number {
  if (connections.length === 0) return 1
  const reports = connections.flat()
  const remote = reports.filter(({ type }) => type === 'remote-inbound-rtp')
  const loss =
    direction === 'outbound'
      ? Math.max(0, ...remote.map(({ fractionLost = 0 }) => fractionLost))
      : lost / Math.max(1, lost + received)
  const pairs = reports.filter(({ type, nominated }) => type === 'candidate-pair' && nominated)
  if (pairs.length === 0) return 0
  const roundTrip = Math.max(...pairs.map(({ currentRoundTripTime = 0 }) => currentRoundTripTime))
  return qualityOf(loss, roundTrip * 1000)
}

/** 1 best ... 5 bad. `loss` is a share, `roundTrip` in ms; limits in the spirit of TRTC's own levels. */
export function qualityOf(loss: number, roundTrip: number): number {
  const limits = [
    [0.01, 100],
    [0.05, 250],
    [0.1, 500],
    [0.3, 1000],
  ] as const
  const level = limits.findIndex(([maxLoss, maxRoundTrip]) => loss <= maxLoss && roundTrip <= maxRoundTrip)
  return level < 0 ? 5 : level + 1
}

export async function reportsOf(connection: RTCPeerConnection): Promise<Report[]> {
  if (connection.signalingState === 'closed') return []
  const reports: Report[] = []
  ;(await connection.getStats()).forEach((report: Report) => reports.push(report))
  return reports
}

function gopOf(picture: Report | undefined): number {
  const frames = picture?.framesEncoded ?? picture?.framesDecoded ?? 0
  const keys = picture?.keyFramesEncoded ?? picture?.keyFramesDecoded ?? 0
  const rate = picture?.framesPerSecond ?? 0
  return keys > 0 && rate > 0 ? Math.round(frames / keys / rate) : 0
}

function jitterOf(reports: Report[], direction: Direction): number {
  const type = direction === 'outbound' ? 'remote-inbound-rtp' : 'inbound-rtp'
  return Math.max(0, ...reports.filter((report) => report.type === type).map(({ jitter = 0 }) => jitter))
}

function bytesOf(report: Report): number {
  return report.bytesSent ?? report.bytesReceived ?? 0
}

function sum(reports: Report[], value: (report: Report) => number | undefined): number {
  return reports.reduce((total, report) => total + (value(report) ?? 0), 0)
}
