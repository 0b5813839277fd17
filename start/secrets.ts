// The secrets of a data folder: made once, kept as long as the rows, readable by their owner alone.
import { createPrivateKey, createPublicKey, generateKeyPairSync, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnce } from './dataFolder';

/** Every role that may log in: the server's administrator and one owner for each database. */
export const roles = ['postgres', 'partnership', 'advocacy'] as const;

/** A name from `roles`. */
type DatabaseRole = (typeof roles)[number];

/** The password of each role. */
export type Passwords = Readonly<Record<DatabaseRole, string>>;

/** The passwords of a data folder. */
export function passwordsOf(folder: string): Passwords {
  const make = () => Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString('base64url')]));
  return JSON.parse(kept(folder, 'passwords.json', () => `${JSON.stringify(make(), null, 2)}\n`));
}

/** The key with which the advocacy subgraph of a data folder hashes e-mail addresses: 32 bytes as hexadecimal digits. */
export function signatureKeyOf(folder: string): string {
  return kept(folder, 'signature.key', () => randomBytes(32).toString('hex'));
}

/** Keys for the partnership subgraph, one for each signature key, as lasting as that; the signature key cannot be found from it. */
export const contactKeysFrom = (signatureKeys: string): string => keysFrom(signatureKeys, 'contacts');

/** Keys that seal who is signed in to the pages, so that sessions outlast a restart. */
export const sessionKeysFrom = (signatureKeys: string): string => keysFrom(signatureKeys, 'sessions');

function keysFrom(signatureKeys: string, purpose: string): string {
  const derive = (key: string) => Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', `shelfbridge ${purpose}`, 32));
  return signatureKeys
    .split(',')
    .map((key) => derive(key).toString('hex'))
    .join(',');
}

/**
 * Reads a secret, making it before the first rows are.
 * @throws Error when it is gone although the folder holds rows: a new one would open nothing, or recognise nobody
 */
function kept(folder: string, name: string, make: () => string): string {
  const path = join(folder, name);
  if (!existsSync(path)) {
    if (existsSync(join(folder, 'postgres')))
      throw new Error(`${path} is missing: put it back, or move ${folder} away to start afresh.`);
    writeOnce(path, make());
  }
  return readFileSync(path, 'utf8');
}

/** The address by which a role reaches a database of the server on this machine. */
export function databaseUrl(role: DatabaseRole, database: string, port: number, passwords: Passwords): string {
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
}

/** The private key of a data folder, made when missing and readable by its owner alone. Losing it costs nothing but a new token. */
export function issuerKey(folder: string): KeyObject {
  const path = join(folder, 'issuer.key');
  const make = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const read = () => createPrivateKey(readFileSync(path));
  try {
    return read();
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
  }
  writeOnce(path, String(make()));
  return read();
}

/** The public half, as a JSON Web Key. */
export const publicHalf = (key: KeyObject): string => JSON.stringify(createPublicKey(key).export({ format: 'jwk' }));
