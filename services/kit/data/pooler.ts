// What must be otherwise behind a pooler that lends a connection for one transaction at a time, such as pgbouncer in transaction mode?
import { escapeIdentifier } from 'pg';
import { BadConfiguration } from '../words/config';
import type { Log } from '../words/log';
import { connectionSettings, serverBounds } from './connection';
import { clientOf } from './hosts';
import type { Statements } from './queue';

const needsDirect =
  'DATABASE_URL leads to a pooler, such as pgbouncer. Set DATABASE_DIRECT_URL to the address of PostgreSQL itself as well: notices, ' +
  'migrations and jobs need sessions of their own, which a pooler lends to others.';

/** What PostgreSQL's protocol calls a violation of it; pgbouncer answers so to settings that it does not know. */
const protocolViolation = '08P01';

/** Makes the refusal of a pooler one that says what would work. @throws BadConfiguration, or the fault as it is */
export function refusePooler(fault: unknown): never {
  const { code, message = '' } = fault as { code?: unknown; message?: string };
  if (code === protocolViolation && /startup parameter/.test(message)) throw new BadConfiguration(needsDirect);
  throw fault;
}

interface Addresses {
  readonly url: string;
  readonly directUrl?: string | undefined;
  readonly isPatient?: boolean;
  readonly log: Log;
}

/** A pooler can also drop time-outs without a word. @throws BadConfiguration when they were sent and are not there */
export async function refuseUnbounded(database: Statements, { url, directUrl, isPatient, log }: Addresses): Promise<void> {
  if (isPatient || /statement_timeout/.test(url)) return;
  const [row] = (await database.query('SHOW statement_timeout')) as { statement_timeout: string }[];
  if (row?.statement_timeout !== '0') return;
  if (!directUrl) throw new BadConfiguration(needsDirect);
  log.warn(
    'connections of the pooler are older than the time-outs of their role: have it connect anew (RECONNECT in the console of pgbouncer)',
  );
}

/** Gives the role of an address, in its database, the time-outs that cannot be sent through a pooler. Set by hand, they stay. */
export async function boundRole(directUrl: string): Promise<void> {
  const client = clientOf(connectionSettings(directUrl, 'shelfbridge time-outs'));
  await client.connect();
  try {
    const { rows } = await client.query<{ database: string; set: string }>(
      `SELECT current_database() AS database, coalesce(string_agg(setting, ' '), '') AS set FROM pg_db_role_setting, unnest(setconfig) AS setting
       WHERE setrole IN (0, (SELECT oid FROM pg_roles WHERE rolname = current_user))
         AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))`,
    );
    const { database = '', set = '' } = rows[0] ?? {};
    for (const [name, milliseconds] of Object.entries(serverBounds)) {
      if (set.includes(`${name}=`)) continue;
      await client.query(`ALTER ROLE CURRENT_USER IN DATABASE ${escapeIdentifier(database)} SET ${name} = ${milliseconds}`);
    }
  } finally {
    await client.end();
  }
}
