// Who sends a request. Every transport shows the same bearer token: HTTP in a header, a WebSocket in connection_init.
import { anonymous, type Identity } from '#kit/words/identity';
import type { RateLimits } from '../operation/rates';
import { BadToken, type Verify } from './tokens';

/** A client that shows no token is anonymous. @throws BadToken, ProviderUnavailable: an invalid token is never taken for none */
type Identify = (shown: Readonly<Record<string, unknown>>) => Promise<Identity>;

/** Reads `authorization` (or, as clients of WebSockets write it, `Authorization`). Schemes other than Bearer are ignored. */
export function identifyBy(verify: Verify): Identify {
  const nobody = anonymous;
  return async ({ authorization, Authorization }) => {
    const credentials = authorization ?? Authorization;
    if (credentials === undefined || credentials === null || credentials === '') return nobody;
    if (typeof credentials !== 'string') throw new BadToken('authorization must be text');
    const [scheme = '', token, ...rest] = credentials.trim().split(/ +/);
    if (scheme.toLowerCase() !== 'bearer') return nobody;
    if (!token || rest.length > 0) throw new BadToken('it is not a JSON Web Token');
    return verify(token);
  };
}

/** Who sends a request from an address. @throws as `Identify`, and RateLimited */
export type IdentifyAt = (shown: Parameters<Identify>[0], address: string | undefined) => ReturnType<Identify>;

/** Counts requests with invalid tokens against the caller's rate limit; nothing that follows would count them. */
export function countRefused(identify: Identify, rates: RateLimits): IdentifyAt {
  return async (shown, address) => {
    try {
      return await identify(shown);
    } catch (refusal) {
      await rates.countOperation({ subject: null, address });
      throw refusal;
    }
  };
}
