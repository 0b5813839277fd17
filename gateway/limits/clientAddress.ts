// From which address does a client come, when proxies stand between, and how is it counted without being kept?
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Log } from '#kit/words/log';

/** What is needed of a request. */
export type Addressed = Pick<IncomingMessage, 'headers' | 'socket'>;

export interface AddressOptions {
  /** How many proxies append to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Counts this machine itself like any other address. */
  readonly production: boolean;
  readonly log: Log;
}

/**
 * Tells the address of each client. In development this machine is nobody's address: that is the developer. In production it is counted,
 * as a proxy there that nobody told us of would else lift every limit; a request that came by such a proxy is told of once.
 */
export function addressReader({ trustedProxies, production, log }: AddressOptions): (request: Addressed) => string | undefined {
  let told = trustedProxies > 0;
  return (request) => {
    if (!told && request.headers['x-forwarded-for'] !== undefined) {
      told = true;
      log.warn('a proxy in front sends X-Forwarded-For, but TRUSTED_PROXIES is 0: all its clients are counted as one');
    }
    const local = trustedProxies === 0 && !production && isLoopback(request.socket.remoteAddress ?? '');
    return local ? undefined : clientAddress(request, trustedProxies);
  };
}

/**
 * The address of the client behind so many trusted proxies, each of which appended to X-Forwarded-For the address that spoke to it;
 * what stands further left was written by the client. Of an IPv6 address the network, since a household has 2^64 of them. Undefined
 * for a connection that has ended.
 */
export function clientAddress({ headers, socket }: Addressed, trustedProxies: number): string | undefined {
  const direct = socket.remoteAddress;
  if (trustedProxies === 0) return direct && network(direct);
  const chain = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const given = chain.map((part) => part.trim()).filter((part) => part !== '');
  const address = given[Math.max(0, given.length - trustedProxies)] ?? direct;
  return address && network(withoutPort(address));
}

/** Some proxies write the port as well, which is new for each connection. */
const withoutPort = (address: string) => /^\[(.+)\](:\d+)?$/.exec(address)?.[1] ?? /^([\d.]+):\d+$/.exec(address)?.[1] ?? address;

const isLoopback = (address: string) => /^(127\.|::1$|::ffff:127\.)/.test(address);

function network(address: string): string {
  const v4 = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (v4 || !isIPv6(address)) return v4 ?? address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(8 - front.length - back.length).fill('0') : [];
  return `${[...front, ...zeros, ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** Names an address for one day: equal names for equal addresses, and nobody without the key finds the address behind a name. */
export function addressName(key: Buffer, address: string, day: string): string {
  return createHmac('sha256', key).update(`address\n${day}\n${address}`).digest('base64url').slice(0, 22);
}
