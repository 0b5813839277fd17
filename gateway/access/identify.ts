// Who sends a request, and from which address. Every transport shows the same bearer token: HTTP in a header, a WebSocket in connection_init.
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import { anonymous, type Identity } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import type { RateLimits } from '../operation/rates';
import { BadToken, type Verify } from './tokens';

/** A client that shows no token is anonymous. Rejects with BadToken, ProviderUnavailable: an invalid token is never taken for none. */
type Identify = (shown: Readonly<Record<string, unknown>>) => Promise<Identity> | Identity;

/** Reads `authorization` (or, as clients of WebSockets write it, `Authorization`). Schemes other than Bearer are ignored. */
export function identifyBy(verify: Verify): Identify {
  const unusual = async (credentials: unknown) => {
    if (typeof credentials !== 'string') throw new BadToken('authorization must be text');
    const [scheme = '', token, ...rest] = credentials.trim().split(/ +/);
    if (scheme.toLowerCase() !== 'bearer') return anonymous;
    if (!token || rest.length > 0) throw new BadToken('it is not a JSON Web Token');
    return verify(token);
  };
  return ({ authorization, Authorization }) => {
    const credentials = authorization ?? Authorization;
    if (credentials === undefined || credentials === null || credentials === '') return anonymous;
    const bare = typeof credentials === 'string' ? credentials.trim() : '';
    // As nearly everybody writes it.
    const isUsual = bare.startsWith('Bearer ') && bare.length > 7 && !bare.includes(' ', 7);
    return isUsual ? verify(bare.slice(7)) : unusual(credentials);
  };
}

/** Who sends a request from an address. Rejects as `Identify`, and with RateLimited. */
export type IdentifyAt = (shown: Parameters<Identify>[0], address: string | undefined) => ReturnType<Identify>;

/** Counts requests with invalid tokens against the caller's rate limit; nothing that follows would count them. */
export function countRefused(identify: Identify, rates: RateLimits): IdentifyAt {
  return (shown, address) => {
    const found = identify(shown);
    if (!(found instanceof Promise)) return found;
    return found.catch(async (refusal) => {
      await rates.countOperation({ subject: null, address });
      throw refusal;
    });
  };
}

/** The part of a request that tells where it comes from. */
type Addressed = Pick<IncomingMessage, 'headers' | 'socket'>;

interface AddressOptions {
  /** How many proxies append to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** Counts this machine itself like any other address. */
  readonly production: boolean;
  readonly log: Log;
}

/**
 * Returns the address of each client. In development requests from this machine have no address: they are the developer's. In production
 * they are counted, because otherwise an undeclared local proxy would disable every limit. We warn once about such a proxy.
 */
export function addressReader({ trustedProxies, production, log }: AddressOptions): (request: Addressed) => string | undefined {
  let warned = trustedProxies > 0;
  return (request) => {
    if (!warned && request.headers['x-forwarded-for'] !== undefined) {
      warned = true;
      log.warn('requests carry X-Forwarded-For but TRUSTED_PROXIES is 0: all clients of that proxy are counted as one');
    }
    const local = trustedProxies === 0 && !production && isLoopback(request.socket.remoteAddress ?? '');
    return local ? undefined : clientAddress(request, trustedProxies);
  };
}

/**
 * The address of the client behind this many trusted proxies. Each of them appended to X-Forwarded-For the address it was called from;
 * anything further left was written by the client. For IPv6 it is the /64 network, since a household has 2^64 addresses. Undefined for
 * a connection that has ended.
 */
export function clientAddress({ headers, socket }: Addressed, trustedProxies: number): string | undefined {
  const direct = socket.remoteAddress;
  if (trustedProxies === 0) return direct && network(direct);
  const chain = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const given = chain.map((part) => part.trim()).filter((part) => part !== '');
  const address = given[Math.max(0, given.length - trustedProxies)] ?? direct;
  return address && network(withoutPort(address));
}

/** Some proxies write the port as well, which differs for each connection. */
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
