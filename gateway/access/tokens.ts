// Is this bearer token genuine, meant for us and still good, and who holds it?
import { decodeJwt, errors, type JWTHeaderParameters, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Identity } from '#kit/words/identity';
import type { Log } from '#kit/words/log';
import { type ClaimNames, type Claims, identityOf } from './claims';
import type { Issuer } from './provider';
import { BadToken, ProviderUnavailable } from './refusals';

export interface TokenOptions {
  /** Whose tokens are believed; when there are none, no token is. */
  readonly issuers: readonly Issuer[];
  readonly claims: ClaimNames;
  /** How far the clocks of provider and gateway may differ. */
  readonly clockToleranceS: number;
  readonly log: Log;
}

/** Who holds a token. @throws BadToken, ProviderUnavailable */
export type Verify = (token: string) => Promise<Identity>;

const longestToken = 8_192;

/** A token that was verified, and by what. */
interface Verified {
  readonly identity: Identity;
  readonly issuer: Issuer;
  readonly header: JWTHeaderParameters;
  readonly key: unknown;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/**
 * A signature costs more to verify than a small query to answer, so a token whose signature was verified is known again for as long as
 * it is good and its issuer still signs with that very key.
 */
export function verifyTokens({ issuers, claims, clockToleranceS, log }: TokenOptions): Verify {
  const verified = new LRUCache<string, Verified>({
    max: 10_000,
    maxSize: 8_000_000,
    sizeCalculation: (_, token) => token.length,
  });
  const isStillGood = async ({ issuer, header, key, until }: Verified) => {
    if (Date.now() >= until) return false;
    try {
      return (await issuer.keys(header, withoutToken)) === key;
    } catch {
      return false;
    }
  };
  return async (token) => {
    const known = verified.get(token);
    if (known && (await isStillGood(known))) return known.identity;
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
      const identity = identityOf(payload as Claims, claims);
      const until = ((payload.exp as number) + clockToleranceS) * 1_000;
      verified.set(token, { identity, issuer, header: protectedHeader, key, until });
      return identity;
    } catch (error) {
      const fault = faultOf(error);
      if (fault) throw new BadToken(fault);
      log.warn({ err: error, issuer: issuer.name }, 'the keys of an identity provider can not be had');
      throw new ProviderUnavailable();
    }
  };
}

/** Keys are found by the header alone. */
const withoutToken = { payload: '', signature: '' };

function issuerOf(token: string): string | undefined {
  if (token.length > longestToken) throw new BadToken(`it is longer than ${longestToken} characters`);
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new BadToken('it is no JSON Web Token');
  }
}

/** What is wrong with a token; undefined when the fault may lie with the provider. */
function faultOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return 'it has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `its claim "${error.claim}" is not as it must be`;
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'it names no key of its issuer';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not allowed';
  const broken = [errors.JWSSignatureVerificationFailed, errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported];
  return broken.some((kind) => error instanceof kind) ? 'its signature is not valid' : undefined;
}
