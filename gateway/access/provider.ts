// Whose tokens are accepted, and the keys that verify them, also after an OpenID Connect provider has changed its keys.
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** An issuer whose tokens are accepted. */
export interface Issuer {
  /** Exactly as tokens name it. */
  readonly name: string;
  readonly audience: string;
  /** All others are refused, above all `none` and shared secrets. */
  readonly algorithms: readonly string[];
  readonly keys: JWTVerifyGetKey;
}

/** Keys are fetched again for a token that names an unknown one, but not more often than this. */
const usualCooldownMs = 5_000;
const patienceMs = 5_000;

/** The keys of a provider: found by its discovery document at the first token, kept for ten minutes, fetched again for an unknown key. */
export function discoveredKeys(issuer: string, cooldownMs = usualCooldownMs): JWTVerifyGetKey {
  let found: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    found ??= discover(issuer, cooldownMs).catch((fault) => {
      found = undefined;
      throw fault;
    });
    return (await found)(header, token);
  };
}

/** The keys of the local issuer, which never change while the gateway runs. */
export const fixedKeys = (keys: JSONWebKeySet): JWTVerifyGetKey => createLocalJWKSet(keys);

async function discover(issuer: string, cooldownDuration: number): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const described = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (described.issuer !== issuer) throw new Error(`${address} describes another issuer: ${JSON.stringify(described.issuer)}`);
  if (typeof described.jwks_uri !== 'string') throw new Error(`${address} names no jwks_uri`);
  const keys = new URL(described.jwks_uri);
  if (issuer.startsWith('https:') && keys.protocol !== 'https:') throw new Error(`${address} names a jwks_uri that is not https`);
  return createRemoteJWKSet(keys, { cooldownDuration, timeoutDuration: patienceMs });
}
