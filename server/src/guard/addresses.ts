/** Addresses of clients and proxies, however they are written: with a port, in brackets, as IPv4 within IPv6. */
import { normalizeIP } from '@fastify/rate-limit'
import { BlockList, isIP } from 'node:net'
import { splitList } from '../settings/environment'

/** Tells whether the one at `address` is a proxy of ours; `hop`: 0 for who is connected, 1 for who is before that. */
export type Trusts = (address: string, hop: number) => boolean
/** Everybody or nobody, a number of proxies, their addresses and networks, or a decision of the host. */
export type TrustProxy = boolean | number | string | string[] | Trusts

/** More proxies in a row than anybody has: a larger number is a mistake. */
const MOST_PROXIES = 16

/** Names that stand for networks. */
const NETWORKS: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.1/8', '::1/128'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
  uniquelocal: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
}

/**
 * The address alone: without port, brackets and zone, and as IPv4 if it is one within IPv6. A text that holds none
 * becomes "unknown", one address for all of them, so that nobody gets a limit of their own by sending nonsense.
 */
export function plainAddress(text = ''): string {
  const [, bracketed, v4, other = ''] = /^\[([^\]]*)\](?::\d*)?$|^([\d.]+):\d*$|^(.*)$/s.exec(text.trim()) ?? []
  const address = (bracketed ?? v4 ?? other).replace(/%.*$/s, '')
  const family = isIP(address)
  return family === 6 ? withoutMapping(address) : family === 4 ? address : 'unknown'
}

/** Who a limit counts: an address, or the /64 of IPv6 that one customer has. */
export function limitedAddress(text?: string): string {
  return normalizeIP(plainAddress(text))
}

function withoutMapping(v6: string): string {
  // a url has the one canonical spelling of an address
  const canonical = new URL(`http://[${v6}]`).hostname.slice(1, -1)
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(canonical) ?? []
  if (high === undefined || low === undefined) return canonical
  return [high, low].flatMap((half) => [parseInt(half, 16) >> 8, parseInt(half, 16) & 0xff]).join('.')
}

/**
 * Whom to believe the address of a client. Throws when `option` is neither a number of proxies, 0 to 16, nor a list of
 * addresses and networks, nor true, false or a function; the message does not repeat it.
 *
 * @param name of the setting, for the message
 */
export function readTrust(option: TrustProxy, name: string): Trusts {
  if (typeof option === 'function') return (address, hop) => option(plainAddress(address), hop)
  if (typeof option === 'boolean') return () => option
  if (typeof option === 'number') {
    if (!Number.isInteger(option) || option < 0 || option > MOST_PROXIES) throw wrongProxies(name)
    return (_address, hop) => hop < option
  }
  const entries = (typeof option === 'string' ? option.split(',') : option).map((entry) => entry.trim())
  const proxies = new BlockList()
  for (const entry of entries.flatMap((each) => NETWORKS[each] ?? [each])) {
    if (!addNetwork(proxies, entry)) throw wrongProxies(name)
  }
  return (address) => {
    const plain = plainAddress(address)
    return plain !== 'unknown' && proxies.check(plain, familyOf(plain))
  }
}

/** What the text of a setting means: digits are a number of proxies. Throws as `readTrust` does. */
export function readProxies(text: string | undefined, name: string): TrustProxy {
  if (text === undefined || text === '0') return false
  const proxies = /^[1-9]\d*$/.test(text) ? Number(text) : splitList(text)
  const trusts = readTrust(proxies, name)
  return typeof proxies === 'number' ? trusts : proxies
}

function wrongProxies(name: string): Error {
  return new Error(
    `${name} must be the number of proxies in front of the service, 0 to ${MOST_PROXIES}, or their addresses and ` +
      'networks, such as 192.0.2.1 or 10.0.0.0/8.',
  )
}

/** False when `entry` is neither an address nor a network. */
function addNetwork(proxies: BlockList, entry: string): boolean {
  const [address = '', bits = isIP(address) === 6 ? '128' : '32', ...more] = entry.split('/')
  if (isIP(address) === 0 || more.length > 0 || !/^[1-9]\d{0,2}$/.test(bits)) return false
  const plain = plainAddress(address)
  const family = familyOf(plain)
  const prefix = Number(bits) - (isIP(address) === 6 && family === 'ipv4' ? 96 : 0)
  if (prefix < 1 || prefix > (family === 'ipv4' ? 32 : 128)) return false
  proxies.addSubnet(plain, prefix, family)
  return true
}

function familyOf(plain: string): 'ipv4' | 'ipv6' {
  return isIP(plain) === 6 ? 'ipv6' : 'ipv4'
}
