import { networkInterfaces } from 'node:os'
import type { IceCandidate, MediaSignal } from './wire/protocol'

/**
 * Browsers hide a machine's addresses behind mDNS names, and some firewalls and VPNs let nobody resolve those. All
 * phones run on this machine, whose addresses the relay knows: a candidate with such a name goes out with each of them
 * too. What does not fit fails its connectivity check and is forgotten.
 */
export function withLocalAddresses(signal: MediaSignal, addresses = localAddresses()): MediaSignal[] {
  if (signal.kind !== 'ice') return [signal]
  const { candidate } = signal
  return [signal, ...addressed(candidate, addresses).map((plain): MediaSignal => ({ kind: 'ice', candidate: plain }))]
}

/** RFC 8839: `candidate:<foundation> <component> <transport> <priority> <address> <port> typ host ...` */
function addressed(candidate: IceCandidate, addresses: string[]): IceCandidate[] {
  const fields = candidate.candidate.split(' ')
  if (!fields[4]?.endsWith('.local')) return []
  return addresses.map((address) => ({
    ...candidate,
    candidate: [...fields.slice(0, 4), address, ...fields.slice(5)].join(' '),
  }))
}

function localAddresses(): string[] {
  const interfaces = Object.values(networkInterfaces()).flatMap((entries) => entries ?? [])
  return interfaces.filter(({ internal }) => !internal).map(({ address }) => address)
}
