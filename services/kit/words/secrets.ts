// Keys, signed tokens and sealed texts: the cryptography behind passports, links in mails and stored addresses.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';

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
