// Who is signed in to the pages: a sealed cookie that holds an account, its roles and libraries and an end, and never a token.
import { createHash } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import { EncryptJWT, errors, type JWTPayload, jwtDecrypt } from 'jose';
import { type Clock } from '#kit/words/clock';
import { type Identity, Role } from '#kit/words/identity';
import { derived, inUse, type KeyRing } from '#kit/words/secrets';

/** Somebody who has signed in to the pages. `identity.expiresAt` is the end of the session. */
export interface Session {
  readonly identity: Identity & { readonly subject: string; readonly expiresAt: number };
  /** As the provider calls them, for their own eyes. */
  readonly name: string;
}

/** No session lasts longer, in seconds. */
export const longestSessionS = 8 * 3_600;

const algorithms = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };

/** Seals texts for ourselves by the first key of a ring, and opens those of all its keys. */
export class Sealing {
  readonly #keys: ReadonlyMap<string, Buffer>;

  constructor(
    keys: KeyRing,
    private readonly clock: Clock,
  ) {
    this.#keys = new Map(derived(keys, 'session').map((key) => [nameOf(key), key]));
  }

  /** `purpose` is what it is for: what is sealed for one purpose does not open for another. */
  seal(purpose: string, claims: JWTPayload, lifetimeS: number): Promise<string> {
    const [kid, key] = inUse([...this.#keys]);
    const now = Math.floor(this.clock().getTime() / 1_000);
    return new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
      .setAudience(purpose)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeS)
      .encrypt(key);
  }

  /** Undefined unless it was sealed by one of the keys, for this purpose; `ended` when that was too long ago. */
  async open(purpose: string, text: string): Promise<JWTPayload | 'ended' | undefined> {
    const key = ({ kid = '' }: { readonly kid?: string }) => {
      const found = this.#keys.get(kid);
      if (!found) throw new errors.JWEInvalid('sealed by another key');
      return found;
    };
    const options = { ...algorithms, audience: purpose, requiredClaims: ['exp', 'iat'], currentDate: this.clock() };
    try {
      return (await jwtDecrypt(text, key, options)).payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return 'ended';
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

const nameOf = (key: Buffer) => createHash('sha256').update(key).digest('base64url').slice(0, 8);

/** Browsers keep at most 4,096 bytes of a cookie with its name, and somebody may speak for a hundred libraries. */
const pieceLength = 3_500;

export interface Cookies {
  /** The header values that store a text, which is kept until the browser is closed or the time is over. */
  set(name: string, text: string, maxAgeS: number): readonly string[];
  /** The header values that remove it. */
  remove(name: string): readonly string[];
  /** The text that a request brings. */
  read(header: string | undefined, name: string): string | undefined;
}

/** Cookies that no script reads and no other site sends with a form. Over https no other host can set them either. */
export function cookiesFor(secure: boolean): Cookies {
  const full = (name: string, piece: number) => `${secure ? '__Host-' : ''}${name}${piece === 0 ? '' : `-${piece}`}`;
  const one = (name: string, value: string, maxAge: number) =>
    stringifySetCookie({ name, value, maxAge, path: '/', httpOnly: true, sameSite: 'lax', secure });
  return {
    set(name, text, maxAgeS) {
      const pieces = text.match(new RegExp(`.{1,${pieceLength}}`, 'g')) ?? [];
      return pieces.map((piece, i) => one(full(name, i), i === 0 ? `${pieces.length}.${piece}` : piece, maxAgeS));
    },
    remove: (name) => [one(full(name, 0), '', 0)],
    read(header, name) {
      if (header === undefined) return undefined;
      const given = parseCookie(header);
      const [, count = '', first = ''] = /^([1-9])\.(.+)$/.exec(given[full(name, 0)] ?? '') ?? [];
      if (count === '') return undefined;
      const pieces = Array.from({ length: Number(count) - 1 }, (_, i) => given[full(name, i + 1)]);
      return pieces.includes(undefined) ? undefined : [first, ...pieces].join('');
    },
  };
}

const roles = new Set<string>(Object.values(Role));

/** What a session holds, as it is sealed. */
export const claimsOf = ({ identity: { subject, roles, libraryIds }, name }: Session): JWTPayload => ({
  sub: subject,
  name,
  roles: [...roles],
  libraries: [...libraryIds],
});

/** The session that was sealed. */
export function sessionOf({ sub, name, roles: held, libraries, exp = 0 }: JWTPayload): Session | undefined {
  if (typeof sub !== 'string') return undefined;
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
  return {
    name: typeof name === 'string' ? name : sub,
    identity: {
      subject: sub,
      roles: texts(held).filter((role): role is Role => roles.has(role)),
      libraryIds: texts(libraries),
      expiresAt: exp * 1_000,
    },
  };
}
