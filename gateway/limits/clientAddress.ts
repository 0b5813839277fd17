// From which address does a client come, when proxies stand between, and how is it counted without being kept?
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * The address of the client behind so many trusted proxies, each of which appended to X-Forwarded-For the address that spoke to it;
 * what stands further left was written by the client. Undefined for this machine itself when no proxy is trusted: that is a developer,
 * or a proxy nobody told us of, who speaks for everybody. Of an IPv6 address the network, since a household has 2^64 of them.
 */
export function clientAddress(
  { headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>,
  trustedProxies: number,
): string | undefined {
  const direct = socket.remoteAddress;
  if (trustedProxies === 0) return direct === undefined || isLoopback(direct) ? undefined : network(direct);
  const chain = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const given = chain.map((part) => part.trim()).filter((part) => part !== '');
  const address = given[Math.max(0, given.length - trustedProxies)] ?? direct;
  return address === undefined ? undefined : network(address);
}

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
