// Keys, signed tokens and sealed texts: the cryptography behind passports, links in mails and stored addresses.

import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock';
import { anonymous, type Identity } from './identity';
import { Problem } from './problem';

/** Keys for one purpose: the first is in use, all are accepted, so that a new key can replace an old one without a gap. */
export type KeyRing = readonly Buffer[];

/** The key in use. @throws RangeError for an empty ring */
export function inUse<Key>([key]: readonly Key[]): Key {
  if (!key) throw new RangeError('A key ring holds at least one key.');
  return key;
}

/** A ring for one purpose (HKDF with SHA-256, RFC 5869), which tells nothing about the ring it is derived from. */
export const derived = (keys: KeyRing, purpose: string): KeyRing =>
  keys.map((key) => Buffer.from(hkdfSync('sha256', key, '', `shelfbridge ${purpose}`, 32)));

/** The HMAC-SHA-256 of a text. */
export const keyedHash = (key: Buffer | KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const blockBytes = 64;

/**
 * `keyedHash` of many texts under one key (HMAC as in RFC 2104): it leaves no native object behind for each, which the engine would
 * keep until it collects everything.
 */
export function keyedHasher(key: Buffer): (text: string) => Buffer {
  const block = Buffer.alloc(blockBytes);
  (key.length > blockBytes ? hash('sha256', key, 'buffer') : key).copy(block);
  const outer = Buffer.alloc(
    blockBytes + 32,
    block.map((byte) => byte ^ 0x5c),
  );
  const begins = Buffer.from(block.map((byte) => byte ^ 0x36));
  let inner = Buffer.concat([begins, Buffer.alloc(1_024)]);
  return (text) => {
    // UTF-8 has at most three bytes for each UTF-16 unit.
    if (text.length * 3 > inner.length - blockBytes) inner = Buffer.concat([begins, Buffer.alloc(text.length * 3)]);
    const bytes = inner.write(text, blockBytes);
    hash('sha256', inner.subarray(0, blockBytes + bytes), 'buffer').copy(outer, blockBytes);
    return hash('sha256', outer, 'buffer');
  };
}

/** A word of 64 bits takes two places, the lower half first. */
function add(state: Int32Array, to: number, what: number): void {
  const low = (state[to]! >>> 0) + (state[what]! >>> 0);
  state[to] = low;
  state[to + 1] = state[to + 1]! + state[what + 1]! + Number(low >= 2 ** 32);
}

function turn(state: Int32Array, at: number, bits: number, other: number): void {
  const [low, high] = [state[at]!, state[at + 1]!];
  state[at] = ((low << bits) | (high >>> (32 - bits))) ^ state[other]!;
  state[at + 1] = ((high << bits) | (low >>> (32 - bits))) ^ state[other + 1]!;
}

function swap(state: Int32Array, at: number): void {
  const low = state[at]!;
  state[at] = state[at + 1]!;
  state[at + 1] = low;
}

function sipRounds(state: Int32Array, rounds: number): void {
  for (let i = 0; i < rounds; i++) {
    add(state, 0, 2);
    turn(state, 2, 13, 0);
    swap(state, 0);
    add(state, 4, 6);
    turn(state, 6, 16, 4);
    add(state, 0, 6);
    turn(state, 6, 21, 0);
    add(state, 4, 2);
    turn(state, 2, 17, 4);
    swap(state, 4);
  }
}

/**
 * SipHash-2-4 of many texts under the first 16 bytes of a key, of which it gives the lower 32 bits: for comparing alone, in a tenth of the
 * time of `keyedHasher`, and without an object for each.
 */
export function shortHasher(key: Buffer): (text: string) => number {
  const begins = new Int32Array([0x70736575, 0x736f6d65, 0x6e646f6d, 0x646f7261, 0x6e657261, 0x6c796765, 0x79746573, 0x74656462]);
  for (let i = 0; i < 8; i++) begins[i]! ^= key.readInt32LE((i % 4) * 4);
  const state = new Int32Array(8);
  let bytes = Buffer.alloc(1_024);
  return (text) => {
    if (text.length * 3 > bytes.length - 8) bytes = Buffer.alloc(text.length * 3 + 8);
    const length = bytes.write(text);
    const whole = length & ~7;
    bytes.fill(0, length, whole + 8);
    bytes[whole + 7] = length;
    state.set(begins);
    for (let at = 0; at <= whole; at += 8) {
      const [low, high] = [bytes.readInt32LE(at), bytes.readInt32LE(at + 4)];
      state[6]! ^= low;
      state[7]! ^= high;
      sipRounds(state, 2);
      state[0]! ^= low;
      state[1]! ^= high;
    }
    state[4]! ^= 0xff;
    sipRounds(state, 4);
    return state[0]! ^ state[2]! ^ state[4]! ^ state[6]!;
  };
}

/**
 * A token: its parts, which hold no dot, and the proof that the holder of the key wrote them, joined by dots. The context is what
 * the token is for. The proof covers it, so that a token for one purpose is refused for another.
 */
export const signToken = (key: Buffer | KeyObject, context: readonly string[], parts: readonly string[]): string =>
  [...parts, proofOf(key, context, parts)].join('.');

/** The parts of a token; null unless one of the keys signed exactly these for this context. */
export function readToken(
  keys: readonly (Buffer | KeyObject)[],
  context: readonly string[],
  token: string,
): readonly string[] | null {
  const parts = token.split('.');
  const given = Buffer.from(parts.pop() ?? '');
  const isGenuine = keys.some((key) => {
    const wanted = Buffer.from(proofOf(key, context, parts));
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
  return isGenuine ? parts : null;
}

const proofOf = (key: Buffer | KeyObject, context: readonly string[], parts: readonly string[]) =>
  keyedHash(key, [...context, ...parts].join('\n')).toString('base64url');

const version = 1;
const idBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;

/** Opens a text that an earlier release sealed. @throws Error when it cannot be opened */
export type OpenEarlier = (sealed: Buffer, owner: string) => string;

/**
 * Seals texts by AES-256-GCM, each bound to its owner: the row or the mail it belongs to. A sealed text is a version byte, the id of
 * the key, a nonce, the tag and the text. Texts that earlier releases sealed are opened as well.
 */
export class Sealer {
  readonly #keys: readonly { readonly key: Buffer; readonly head: Buffer }[];

  /** `ids` are derived from the same secrets as the keys, and name them in what they sealed. @throws RangeError for an empty ring */
  constructor(
    keys: KeyRing,
    ids: KeyRing,
    private readonly openEarlier: OpenEarlier,
  ) {
    inUse(keys);
    this.#keys = keys.map((key, i) => ({
      key,
      head: Buffer.concat([Buffer.of(version), (ids[i] as Buffer).subarray(0, idBytes)]),
    }));
  }

  /** How texts begin that are sealed now. */
  get head(): Buffer {
    return inUse(this.#keys).head;
  }

  seal(text: string, owner: string): Buffer {
    const { key, head } = inUse(this.#keys);
    return Buffer.concat([head, encrypt(key, text, boundTo(head, owner))]);
  }

  /** @throws Error when the key is not in the ring any more, or the text was changed or belongs to another owner */
  open(sealed: Buffer, owner: string): string {
    const known = this.#keys.find(({ head }) => sealed.subarray(0, head.length).equals(head));
    if (!known) return this.openEarlier(sealed, owner);
    const { key, head } = known;
    try {
      return decrypt(key, sealed.subarray(head.length), boundTo(head, owner));
    } catch (fault) {
      return this.#openUnlikely(sealed, owner, fault);
    }
  }

  /** A text of an earlier release begins with random bytes, which may happen to be ours. */
  #openUnlikely(sealed: Buffer, owner: string, fault: unknown): string {
    try {
      return this.openEarlier(sealed, owner);
    } catch {
      throw fault;
    }
  }
}

const boundTo = (head: Buffer, owner: string) => Buffer.concat([head, Buffer.from(owner)]);

function encrypt(key: Buffer, text: string, bound: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

/** Decrypts nonce, tag and text. @throws Error when the key or what the text is bound to differs, or the text was changed */
export function decrypt(key: Buffer, bytes: Buffer, bound: Buffer = Buffer.alloc(0)): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(bound).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
}

/** The header, or the extension of a WebSocket subscription, that carries a passport. */
export const passportHeader = 'x-passport';

/** Longer than a call waits to be sent, and short enough to make a stolen one useless. */
const lifetimeMs = 60_000;
/** How far the clocks of a gateway and a subgraph may differ. */
export const toleranceMs = lifetimeMs;

/** For how long a passport is reused for the same person: signing costs more than the other steps of a small query. */
const reuseMs = 10_000;
/** Passports remembered by who signs them, and by who checks them. */
const remembered = 10_000;

export type Headers = Readonly<Record<string, string>>;

/** The gateway's signature is missing, forged, expired, or meant for another subgraph. */
export class NotThroughGateway extends Problem {
  constructor(message = 'This subgraph answers its gateway only: send the operation to the gateway.') {
    super('GATEWAY_REQUIRED', message);
  }
}

/** The signature is the gateway's, and was made at a moment that this clock does not believe. */
export class ClocksDiffer extends NotThroughGateway {
  constructor(aheadMs: number) {
    const seconds = Math.round(Math.abs(aheadMs) / 1_000);
    super(
      `The signature of the gateway is ${seconds} seconds ${aheadMs > 0 ? 'old' : 'ahead of time'}, by the clock of this subgraph; ` +
        `${toleranceMs / 1_000} are tolerated. Compare the clocks of both machines.`,
    );
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
  let headers = knownHeaders.get(identity);
  if (headers === undefined) {
    const claims = [subject, [...new Set(roles)].sort(), [...new Set(libraryIds)].sort()];
    headers = { [claimsHeader]: Buffer.from(JSON.stringify(claims)).toString('base64url') };
    knownHeaders.set(identity, headers);
  }
  return headers;
}

/** What `identityHeaders` said before: the same identity stands behind many requests. */
export const knownHeaders = new WeakMap<Identity, Readonly<Record<string, string>>>([[anonymous, {}]]);

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

/**
 * Seals with the first key of the subgraph; without one nothing is said about anybody, so that every caller is anonymous. `now` is the
 * moment in milliseconds since 1970.
 */
export function sealWith(keys: SubgraphKeys, now: () => number): Seal {
  const sealing = new Map(
    [...keys].flatMap(([name, [key]]) => {
      const recent = new LRUCache<string, Sealed>({ maxSize: remembered, sizeCalculation: () => 1 });
      return key ? [[name, { secret: createSecretKey(key), recent, byHeaders: new WeakMap<Headers, Sealed>() }] as const] : [];
    }),
  );
  const isFresh = (sealed: Sealed | undefined, at: number): sealed is Sealed =>
    sealed !== undefined && Math.abs(at - sealed.madeAt) < reuseMs;
  return (subgraph, headers) => {
    const used = sealing.get(subgraph);
    if (!used) return nothing;
    const { secret, recent, byHeaders } = used;
    const madeAt = now();
    // The same headers stand for most calls on behalf of one person: they are found faster than the claims in them.
    const same = byHeaders.get(headers);
    if (isFresh(same, madeAt)) return same.shown;
    const { [claimsHeader]: claims = '' } = headers;
    let sealed = recent.get(claims);
    if (!isFresh(sealed, madeAt)) {
      const expires = String(madeAt + lifetimeMs);
      sealed = { madeAt, shown: { [passportHeader]: signToken(secret, contextOf(subgraph), [claims, expires]) } };
      recent.set(claims, sealed);
    }
    byHeaders.set(headers, sealed);
    return sealed.shown;
  };
}

/** What a subgraph is shown on behalf of somebody, and since when, in milliseconds since 1970. */
interface Sealed {
  readonly madeAt: number;
  readonly shown: Headers;
}

/** Who asks, by the headers of a call. @throws NotThroughGateway */
export type Admit = (headers: Readonly<Record<string, unknown>>) => Identity;

/**
 * Believes passports for this subgraph. Without keys everyone is let in as nobody: for tests and tools within one process. `compare` is
 * told of each genuine passport how far our clock is ahead of the moment at which it was made.
 */
export function admitWith(keys: KeyRing, subgraph: string, clock: Clock, compare: (aheadMs: number) => void = () => {}): Admit {
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
    const aheadMs = clock().getTime() - (known.expires - lifetimeMs);
    compare(aheadMs);
    if (Math.abs(aheadMs) > toleranceMs) throw new ClocksDiffer(aheadMs);
    return known.identity;
  };
}

/** Names the subgraph as well, in case two were given the same key. */
const contextOf = (subgraph: string) => ['passport', subgraph];

/** For how long a passport tells of the clocks by which it was made and read. */
const clockMemoryMs = 60_000;

/** Whether a gateway believes the clock of this process, by the moments at which the passports that arrive were made. */
export class ClockCheck {
  #agreedAt = Number.NEGATIVE_INFINITY;
  #wrong: { readonly aheadMs: number; readonly at: number; readonly offset: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** How far this clock was ahead of that of a gateway. */
  readonly note = (aheadMs: number): void => {
    const at = performance.now();
    if (Math.abs(aheadMs) <= toleranceMs) {
      this.#agreedAt = at;
      this.#wrong = undefined;
    } else this.#wrong = { aheadMs, at, offset: this.#offset };
  };

  /** What is wrong, in words; undefined once the clock was set, or when another gateway agrees with it: then that of the first is wrong. */
  get fault(): string | undefined {
    const now = performance.now();
    if (!this.#wrong || now - this.#wrong.at > clockMemoryMs || now - this.#agreedAt < clockMemoryMs) return undefined;
    const aheadMs = this.#wrong.aheadMs + this.#offset - this.#wrong.offset;
    if (Math.abs(aheadMs) <= toleranceMs) return undefined;
    const [seconds, where] = [Math.round(Math.abs(aheadMs) / 1_000), aheadMs > 0 ? 'ahead of' : 'behind'];
    return `The clock of this subgraph is ${seconds} seconds ${where} that of its gateway; ${toleranceMs / 1_000} are tolerated. Set the clock.`;
  }

  /** Changes only when somebody sets the clock. */
  get #offset(): number {
    return this.clock().getTime() - performance.now();
  }
}
