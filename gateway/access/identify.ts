// Who sends this request? Every transport shows the same bearer token: HTTP in a header, a WebSocket in connection_init.
import { anonymous, type Identity } from '#kit/words/identity';
import { BadToken } from './refusals';
import type { Verify } from './tokens';

/** Whoever shows no token is anonymous. @throws BadToken, ProviderUnavailable: a bad token is never taken for none */
export type Identify = (shown: Readonly<Record<string, unknown>>) => Promise<Identity>;

/** Reads `authorization` (or, as clients of WebSockets write it, `Authorization`). Other schemes than Bearer are not ours to judge. */
export function identifyBy(verify: Verify): Identify {
  return async ({ authorization, Authorization }) => {
    const credentials = authorization ?? Authorization;
    if (credentials === undefined || credentials === null || credentials === '') return anonymous;
    if (typeof credentials !== 'string') throw new BadToken('authorization must be text');
    const [scheme = '', token, ...rest] = credentials.trim().split(/ +/);
    if (scheme.toLowerCase() !== 'bearer') return anonymous;
    if (!token || rest.length > 0) throw new BadToken('it is no JSON Web Token');
    return verify(token);
  };
}
