// Who vouches for people on a developer's machine? A key in the data folder, whose public half the gateway is told.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnce } from './writeOnce';

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
