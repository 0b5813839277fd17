// How does a subgraph know that a call comes from the gateway, and on whose behalf? By a passport: signed claims that soon expire.
import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock';
import { anonymous, claimsHeader, type Identity, identityOfClaims } from './identity';
import { Problem } from './problem';

/** The header, or the extension of a WebSocket subscription, that carries a passport. */
export const passportHeader = 'x-passport';

/** Longer than a call waits to be sent, shorter than anybody needs to make use of a stolen one; clocks may differ by as much. */
const lifetimeMs = 60_000;

/** For so long the same passport is shown again for the same person: signing costs more than a small query's other steps. */
const reuseMs = 10_000;
/** Passports remembered by who signs them, and by who checks them. */
const remembered = 10_000;

export type Headers = Readonly<Record<string, string>>;

/** Secrets shared by the gateway and one subgraph: the first signs, all are believed, so that one can replace another without a gap. */
export type KeyRing = readonly Buffer[];

/** A call that shows no passport, one for another subgraph, one that was tampered with, or one of yesterday. */
export class NotThroughGateway extends Problem {
  constructor() {
    super('GATEWAY_REQUIRED', 'This subgraph answers its gateway only: send the operation to the gateway.');
  }
}

/** Turns the headers that carry who asks into those that a subgraph is sent, for each call. */
export type Seal = (subgraph: string, headers: Headers) => Headers;

/** The keys of each subgraph, by its name. None knows another's, so that none can pose as the gateway to another. */
export type SubgraphKeys = ReadonlyMap<string, KeyRing>;

const nothing: Headers = {};

/** Seals with the first key of the subgraph; without one nothing is said about anybody, so that every caller is anonymous. */
export function sealWith(keys: SubgraphKeys, clock: Clock): Seal {
  const secrets = new Map([...keys].flatMap(([name, [key]]) => (key ? [[name, createSecretKey(key)] as const] : [])));
  const recent = new LRUCache<string, { readonly madeAt: number; readonly shown: Headers }>({ max: remembered });
  return (subgraph, { [claimsHeader]: claims = '' }) => {
    const secret = secrets.get(subgraph);
    if (!secret) return nothing;
    const holder = `${subgraph}.${claims}`;
    const [now, known] = [clock().getTime(), recent.get(holder)];
    if (known && Math.abs(now - known.madeAt) < reuseMs) return known.shown;
    const expires = String(now + lifetimeMs);
    const shown = { [passportHeader]: `${claims}.${expires}.${mac(secret, subgraph, claims, expires).toString('base64url')}` };
    recent.set(holder, { madeAt: now, shown });
    return shown;
  };
}

/** Who asks, by the headers of a call. @throws NotThroughGateway */
export type Admission = (headers: Readonly<Record<string, unknown>>) => Identity;

/** Believes passports for this subgraph. Without keys everyone is let in as nobody: for tests and tools within one process. */
export function admitWith(keys: KeyRing, subgraph: string, clock: Clock): Admission {
  if (keys.length === 0) return () => anonymous;
  const secrets = keys.map((key) => createSecretKey(key));
  const isGenuine = (claims: string, expires: string, proof: string) => {
    const given = Buffer.from(proof, 'base64url');
    return secrets.some((key) => {
      const wanted = mac(key, subgraph, claims, expires);
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    });
  };
  const genuine = new LRUCache<string, { readonly expires: number; readonly identity: Identity }>({ max: remembered });
  return ({ [passportHeader]: passport }) => {
    if (typeof passport !== 'string') throw new NotThroughGateway();
    let known = genuine.get(passport);
    if (!known) {
      const [claims = '', expires = '', proof = ''] = passport.split('.');
      if (!isGenuine(claims, expires, proof)) throw new NotThroughGateway();
      known = { expires: Number(expires), identity: identityOfClaims(claims) };
      genuine.set(passport, known);
    }
    if (known.expires < clock().getTime()) throw new NotThroughGateway();
    return known.identity;
  };
}

/** Covers the subgraph as well, should two have been given the same key. */
function mac(key: KeyObject, subgraph: string, claims: string, expires: string): Buffer {
  return createHmac('sha256', key).update(`passport\n${subgraph}\n${claims}\n${expires}`).digest();
}
