// Passports: the gateway signs each call to a subgraph, with who asks, for a minute.
import { createSecretKey } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock';
import { anonymous, type Identity } from './identity';
import { Problem } from './problem';
import { type KeyRing, readToken, signToken } from './secrets';

/** The header, or the extension of a WebSocket subscription, that carries a passport. */
export const passportHeader = 'x-passport';

/** Longer than a call waits to be sent, and short enough to make a stolen one useless. Clocks may differ by as much. */
const lifetimeMs = 60_000;

/** For how long a passport is reused for the same person: signing costs more than the other steps of a small query. */
const reuseMs = 10_000;
/** Passports remembered by who signs them, and by who checks them. */
const remembered = 10_000;

export type Headers = Readonly<Record<string, string>>;

/** The gateway's signature is missing, forged, expired, or meant for another subgraph. */
export class NotThroughGateway extends Problem {
  constructor() {
    super('GATEWAY_REQUIRED', 'This subgraph answers its gateway only: send the operation to the gateway.');
  }
}

/** Carries, inside the gateway, on whose behalf a call is made. It proves nothing, and never leaves the gateway as it is. */
const claimsHeader = 'x-identity';

/**
 * What the executor and the live feeds carry of an identity; a passport is made from it when a call is sent. Equal headers mean equal
 * rights to read, so they hold nothing that differs between two tokens of the same person, and nothing at all for anonymous visitors.
 */
export function identityHeaders(identity: Identity): Readonly<Record<string, string>> {
  const { subject, roles, libraryIds } = identity;
  if (subject === null) return {};
  let headers = written.get(identity);
  if (headers === undefined) {
    const claims = [subject, [...new Set(roles)].sort(), [...new Set(libraryIds)].sort()];
    headers = { [claimsHeader]: Buffer.from(JSON.stringify(claims)).toString('base64url') };
    written.set(identity, headers);
  }
  return headers;
}

/** The same identity stands behind many requests. */
const written = new WeakMap<Identity, Readonly<Record<string, string>>>();

/** The identity that `identityHeaders` carried; anonymous for empty claims. Only for claims whose signature was checked. */
function identityOfClaims(claims: string): Identity {
  if (claims === '') return anonymous;
  const [subject, roles, libraryIds] = JSON.parse(Buffer.from(claims, 'base64url').toString());
  return { subject, roles, libraryIds, expiresAt: null };
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
    const shown = { [passportHeader]: signToken(secret, contextOf(subgraph), [claims, expires]) };
    recent.set(holder, { madeAt: now, shown });
    return shown;
  };
}

/** Who asks, by the headers of a call. @throws NotThroughGateway */
export type Admit = (headers: Readonly<Record<string, unknown>>) => Identity;

/** Believes passports for this subgraph. Without keys everyone is let in as nobody: for tests and tools within one process. */
export function admitWith(keys: KeyRing, subgraph: string, clock: Clock): Admit {
  if (keys.length === 0) return () => anonymous;
  const secrets = keys.map((key) => createSecretKey(key));
  const genuine = new LRUCache<string, { readonly expires: number; readonly identity: Identity }>({ max: remembered });
  return ({ [passportHeader]: passport }) => {
    if (typeof passport !== 'string') throw new NotThroughGateway();
    let known = genuine.get(passport);
    if (!known) {
      const parts = readToken(secrets, contextOf(subgraph), passport);
      if (parts?.length !== 2) throw new NotThroughGateway();
      const [claims = '', expires = ''] = parts;
      known = { expires: Number(expires), identity: identityOfClaims(claims) };
      genuine.set(passport, known);
    }
    if (known.expires < clock().getTime()) throw new NotThroughGateway();
    return known.identity;
  };
}

/** Names the subgraph as well, in case two were given the same key. */
const contextOf = (subgraph: string) => ['passport', subgraph];
