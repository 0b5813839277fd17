// Does each subgraph own its data? It gets a database and a role that can enter no other.
import { Client, escapeLiteral } from 'pg';
import type { DatabaseUrls } from './config';
import { databaseUrl, type Passwords } from './secrets';

/** The databases; each is owned by the role of the same name. */
const names = ['partnership', 'advocacy'] as const;

/** Makes both databases and roles where they are missing on the server at the port, and returns how each subgraph reaches its own. Repeatable. */
export async function ensureDatabases(port: number, passwords: Passwords): Promise<DatabaseUrls> {
  const admin = new Client({ connectionString: databaseUrl('postgres', 'postgres', port, passwords) });
  await admin.connect();
  try {
    for (const name of names) await ensureDatabase(admin, name, passwords[name]);
    // Otherwise every role may enter these two, which PostgreSQL brings along.
    await admin.query('REVOKE CONNECT ON DATABASE postgres FROM PUBLIC; REVOKE CONNECT ON DATABASE template1 FROM PUBLIC');
  } finally {
    await admin.end();
  }
  const url = (name: (typeof names)[number]) => databaseUrl(name, name, port, passwords);
  return { partnership: url('partnership'), advocacy: url('advocacy') };
}

async function ensureDatabase(admin: Client, name: (typeof names)[number], password: string): Promise<void> {
  const exists = async (catalog: string, column: string) =>
    (await admin.query(`SELECT FROM ${catalog} WHERE ${column} = $1`, [name])).rowCount === 1;
  if (!(await exists('pg_roles', 'rolname'))) await admin.query(`CREATE ROLE ${name} LOGIN`);
  await admin.query(`ALTER ROLE ${name} PASSWORD ${escapeLiteral(password)}`);
  if (!(await exists('pg_database', 'datname'))) await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
  await admin.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${name} FROM PUBLIC`);
}
