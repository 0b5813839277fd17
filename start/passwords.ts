// Which passwords do the database roles have? Made once per data folder, readable by its owner alone, never on a command line.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everybody who may log in: the server's administrator and one owner for each database. */
export const roles = ['postgres', 'partnership', 'advocacy'] as const;

/** A name from `roles`. */
export type Role = (typeof roles)[number];

/** The password of each role. */
export type Passwords = Readonly<Record<Role, string>>;

/** Reads the passwords of a data folder, making them at the first call. */
export function passwordsOf(folder: string): Passwords {
  const path = join(folder, 'passwords.json');
  try {
    const made = Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString('base64url')]));
    writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The address by which a role reaches a database of the server on this machine. */
export function databaseUrl(role: Role, database: string, port: number, passwords: Passwords): string {
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
}
