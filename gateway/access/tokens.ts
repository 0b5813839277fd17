// Whether a bearer token is genuine, meant for us and still valid, and who holds it.
import { decodeJwt, errors, type JWTHeaderParameters, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { type Identity, Role } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import { Refusal } from '../operation/refusals';
import type { Issuer } from './provider';

/** Where a provider puts what it knows: names of claims, with dots for nested ones (`realm_access.roles`). */
export interface ClaimNames {
  readonly roles: string;
  readonly libraryIds: string;
}

export interface TokenOptions {
  /** Whose tokens are accepted; without any, every token is refused. */
  readonly issuers: readonly Issuer[];
  readonly claims: ClaimNames;
  /** How far the clocks of provider and gateway may differ. */
  readonly clockToleranceS: number;
  readonly log: Log;
}

/** The token is invalid. Without a token, the request would be answered as an anonymous one. */
export class BadToken extends Refusal {
  constructor(fault: string) {
    const message = `The bearer token cannot be used: ${fault}. Send a fresh one, or none to read what is public.`;
    super(401, 'UNAUTHENTICATED', message, {}, { 'www-authenticate': 'Bearer error="invalid_token"' });
  }
}

/** The provider that issued the token does not answer with its keys, so nobody can say whether the token is valid. */
export class ProviderUnavailable extends Refusal {
  constructor() {
    const message =
      'The token cannot be checked now, because the identity provider does not answer. Please try again in a moment.';
    super(503, 'IDENTITY_PROVIDER_UNAVAILABLE', message, {}, { 'retry-after': '5' });
  }
}

/** Who holds a token: at once where it was verified before. Rejects with BadToken, ProviderUnavailable. */
export type Verify = (token: string) => Promise<Identity> | Identity;

const longestToken = 8_192;

/** For so long it is known that an issuer signs with a key, in milliseconds, unless it signs with another one meanwhile. */
const keyMemoryMs = 100;

/** A signature differs for different tokens, and is found faster by its end than a whole token. */
const placeOf = (token: string) => token.slice(-64);

/** A token that was verified, and by what. */
interface Verified {
  readonly token: string;
  readonly identity: Identity;
  readonly issuer: Issuer;
  readonly header: JWTHeaderParameters;
  readonly key: unknown;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/**
 * Verifying a signature costs more than answering a small query. So a verified token is accepted from memory until it expires, as long as its
 * issuer still signs with that key.
 */
export function verifyTokens({ issuers, claims, clockToleranceS, log }: TokenOptions): Verify {
  const verified = new LRUCache<string, Verified>({
    // Ten thousand at most; given that as `max`, room would be taken for all of them at once.
    maxSize: 8_000_000,
    sizeCalculation: ({ token }) => Math.max(token.length, 800),
  });
  /** The moments at which keys were last found with their issuers. */
  const found = new Map<unknown, number>();
  const isInUse = async ({ issuer, header, key }: Verified) => {
    try {
      if ((await issuer.keys(header, withoutToken)) !== key) return false;
      found.set(key, performance.now());
      return true;
    } catch {
      return false;
    }
  };
  const isFound = ({ key }: Verified) => performance.now() - (found.get(key) ?? Number.NEGATIVE_INFINITY) < keyMemoryMs;
  const verify = async (token: string, known?: Verified) => {
    if (known && (await isInUse(known))) return known.identity;
    const issuer = issuers.find(({ name }) => name === issuerOf(token));
    if (!issuer) throw new BadToken('its issuer is not one that this gateway trusts');
    try {
      const { payload, protectedHeader, key } = await jwtVerify(token, issuer.keys, {
        issuer: issuer.name,
        audience: issuer.audience,
        algorithms: [...issuer.algorithms],
        clockTolerance: clockToleranceS,
        requiredClaims: ['sub', 'exp'],
      });
      if (typeof payload.sub !== 'string' || payload.sub.trim() === '') throw new BadToken('its claim "sub" names nobody');
      const until = ((payload.exp as number) + clockToleranceS) * 1_000;
      // Feeds end when queries would be refused, and not before.
      const identity = { ...identityOf(payload as Claims, claims), expiresAt: until };
      found.clear();
      verified.set(placeOf(token), { token, identity, issuer, header: protectedHeader, key, until });
      return identity;
    } catch (error) {
      if (error instanceof BadToken) throw error;
      const fault = faultOf(error);
      if (fault) throw new BadToken(fault);
      log.warn({ err: error, issuer: issuer.name }, 'keys of an identity provider unavailable');
      throw new ProviderUnavailable();
    }
  };
  return (token) => {
    const known = verified.get(placeOf(token));
    if (!known || known.token !== token || Date.now() >= known.until) return verify(token);
    return isFound(known) ? known.identity : verify(token, known);
  };
}

/** Keys are found by the header alone. */
const withoutToken = { payload: '', signature: '' };

function issuerOf(token: string): string | undefined {
  if (token.length > longestToken) throw new BadToken(`it is longer than ${longestToken} characters`);
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new BadToken('it is not a JSON Web Token');
  }
}

/** What is wrong with a token; undefined when the fault may lie with the provider. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim "${error.claim}" is missing or has an unexpected value`;
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'it names no key of its issuer';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not allowed';
  const broken = [errors.JWSSignatureVerificationFailed, errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported];
  return broken.some((kind) => error instanceof kind) ? 'its signature is not valid' : undefined;
}

/** Claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string; readonly exp: number };

const roles = new Set<string>(Object.values(Role));
const mostLibraries = 100;

/** Roles that this project does not know belong to other applications and are left out. Subjects of two providers never collide. */
export function identityOf(claims: Claims, names: ClaimNames): Identity {
  return {
    subject: `${claims.iss}#${claims.sub}`,
    roles: textsAt(claims, names.roles).filter((role): role is Role => roles.has(role)),
    libraryIds: textsAt(claims, names.libraryIds).slice(0, mostLibraries),
    expiresAt: claims.exp * 1_000,
  };
}

/** A list of texts, or one text of several words, as OAuth writes scopes. A claim whose own name has dots (an address) is found too. */
function textsAt(claims: Claims, name: string): string[] {
  const step = (value: unknown, part: string) =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[part] : undefined;
  const value = claims[name] ?? name.split('.').reduce<unknown>(step, claims);
  if (typeof value === 'string') return value.split(' ').filter((text) => text !== '');
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
