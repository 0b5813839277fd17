// Which passwords do the database roles have? Made once per data folder, readable by its owner alone, never on a command line.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOnce } from './writeOnce';

/** Everybody who may log in: the server's administrator and one owner for each database. */
export const roles = ['postgres', 'partnership', 'advocacy'] as const;

/** A name from `roles`. */
export type Role = (typeof roles)[number];

/** The password of each role. */
export type Passwords = Readonly<Record<Role, string>>;

/**
 * Reads the passwords of a data folder, making them at the first call.
 * @throws Error when they are gone although the folder holds rows: new ones would open nothing
 */
export function passwordsOf(folder: string): Passwords {
  const path = join(folder, 'passwords.json');
  if (!existsSync(path)) {
    if (existsSync(join(folder, 'postgres')))
      throw new Error(`${path} is missing: put it back, or move ${folder} away to begin anew.`);
    const made = Object.fromEntries(roles.map((role) => [role, randomBytes(24).toString('base64url')]));
    writeOnce(path, `${JSON.stringify(made, null, 2)}\n`);
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** The address by which a role reaches a database of the server on this machine. */
export function databaseUrl(role: Role, database: string, port: number, passwords: Passwords): string {
  return `postgres://${role}:${passwords[role]}@127.0.0.1:${port}/${database}`;
}
