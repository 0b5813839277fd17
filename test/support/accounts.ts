// How is a test signed in to the pages? By the cookie that a gateway started with these keys would give.
import { claimsOf, cookiesFor, longestSessionS, Sealing } from '#gateway/access/session';
import { systemClock } from '#kit/words/clock';
import { anonymous, type Role } from '#kit/words/identity';

/** Give them to the gateway as `sessionKeys`, or in hexadecimal digits as SESSION_KEY. */
export const sessionKeys = [Buffer.alloc(32, 11)];

/** The header `cookie` of somebody with these roles, who speaks for these libraries. A session of no seconds has ended. */
export async function signedIn(
  roles: readonly `${Role}`[],
  libraryIds: readonly string[] = [],
  lifetimeS = longestSessionS,
): Promise<string> {
  const identity = { ...anonymous, subject: `urn:test#${roles}`, roles: roles as readonly Role[], libraryIds, expiresAt: 0 };
  const sealing = new Sealing(sessionKeys, systemClock);
  const text = await sealing.seal('session', claimsOf({ identity, name: `A ${roles}` }), lifetimeS);
  const values = cookiesFor(false).set('shelfbridge', text, lifetimeS);
  return values.map((value) => value.split(';')[0]).join('; ');
}
