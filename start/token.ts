// Tokens of the local issuer: for whom, for which roles and for how long.
import type { KeyObject } from 'node:crypto';
import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import { Role } from '#kit/words/identity';
import { localAudience, localIssuer } from '../services/kit/words/identity';

/** Whom a token is for. */
export interface Bearer {
  readonly roles: readonly Role[];
  readonly libraryIds: readonly string[];
  readonly subject: string;
  readonly hours: number;
}

export const usage = `npm run --silent token -- --role ${Object.values(Role).join('|')} [--library <id>] [--subject <name>] [--hours <number>]`;

/** Reads the command line. @throws Error in plain words */
export function readBearer(words: readonly string[]): Bearer {
  const text = { type: 'string' } as const;
  const options = {
    role: { ...text, multiple: true },
    library: { ...text, multiple: true },
    subject: text,
    hours: text,
  } as const;
  const { role = [], library = [], subject, hours = '12' } = parseArgs({ args: [...words], options }).values;
  const unknown = role.find((name) => !Object.values<string>(Role).includes(name));
  if (unknown !== undefined) throw new Error(`Unknown role "${unknown}". Roles: ${Object.values(Role).join(', ')}.`);
  if (role.length === 0) throw new Error('A token needs at least one --role.');
  if (role.includes(Role.STAFF) !== library.length > 0)
    throw new Error('--role staff and --library go together: staff act for a library.');
  if (!(Number(hours) > 0 && Number(hours) <= 24 * 30))
    throw new Error('--hours must be a number greater than 0 and at most 720.');
  return { roles: role as Role[], libraryIds: library, subject: subject ?? `local-${role.join('-')}`, hours: Number(hours) };
}

/** Signs a token that the gateway of the same data folder accepts. */
export function issueToken({ roles, libraryIds, subject, hours }: Bearer, key: KeyObject, now: Date): Promise<string> {
  const issued = Math.floor(now.getTime() / 1_000);
  return new SignJWT({ roles, libraryIds })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
    .setIssuer(localIssuer)
    .setAudience(localAudience)
    .setSubject(subject)
    .setIssuedAt(issued)
    .setExpirationTime(issued + Math.round(hours * 3_600))
    .sign(key);
}
