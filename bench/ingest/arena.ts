// On what do all contenders of a signing benchmark meet, and how is it proved after each that nothing was lost or invented?
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { entities, migrations } from '../../services/advocacy/features';
import { Signature } from '../../services/advocacy/petitions/signing/signature';
import { openDatabase } from '../../services/kit/data/database';
import { silentLog } from '../../services/kit/words/log';
import { freePort } from '../../start/ports';
import { startPostgres } from '../../start/postgres';
import { percentiles, petitionId } from './load';

export type Arena = Awaited<ReturnType<typeof openArena>>;

/** How long, how often, and where results are told. */
export interface Contest {
  readonly rounds: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** A PostgreSQL of its own that writes through to the disk, with one petition; each commit takes so much longer than the disk. */
export async function openArena({ commitMs = 0 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  chmodSync(folder, 0o711);
  const server = await startPostgres({ folder, port: await freePort(), durable: true });
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query('CREATE DATABASE bench');
  await admin.query(`ALTER SYSTEM SET commit_delay = ${commitMs * 1_000}`);
  await admin.query('ALTER SYSTEM SET commit_siblings = 0');
  await admin.query('SELECT pg_reload_conf()');
  await admin.end();
  const url = server.adminUrl.replace(/postgres$/, 'bench');
  const database: DataSource = await openDatabase({ url, name: 'bench', entities, migrations, log: silentLog });
  const pool = new Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined);
  return {
    url,
    folder,
    database,
    pool,
    async close() {
      await pool.end();
      await database.destroy();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** How long a small transaction takes when it is alone, in milliseconds: mostly what the disk needs to keep it. */
export async function commitTime(pool: Pool): Promise<number> {
  await empty(pool);
  const times = [];
  for (let i = 0; i < 200; i++) {
    const began = performance.now();
    await pool.query('UPDATE petition SET revision = revision + 1');
    times.push(performance.now() - began);
  }
  return percentiles(times).p50;
}

/** Every cell begins with empty tables. */
export async function empty(pool: Pool): Promise<void> {
  await pool.query('TRUNCATE signature, area_count, hour_count, milestone, petition CASCADE');
  await pool.query(
    `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
     VALUES ($1, 'Hot', 'Ask', 'Target', '{}', 'OPEN', false, true, '2026-01-01')`,
    [petitionId],
  );
  await pool.query('VACUUM petition');
}

/** @throws when rows or count differ from what was answered, or the parts, of those who keep them, from the whole */
export async function expectExact(pool: Pool, accepted: number, { parts = true } = {}): Promise<void> {
  const { rows } = await pool.query(
    `SELECT (SELECT count(*)::int FROM signature) AS rows, (SELECT count FROM petition) AS count,
            (SELECT coalesce(sum(count), 0)::int FROM area_count) AS areas, (SELECT coalesce(sum(count), 0)::int FROM hour_count) AS hours`,
  );
  const { rows: stored, count, areas, hours } = rows[0];
  if (stored !== accepted || count !== accepted || (parts && (areas !== accepted || hours !== accepted)))
    throw new Error(`not exact: accepted ${accepted}, ${JSON.stringify(rows[0])}`);
}

/** What one would write first: a transaction with an insert and an update of the counter. True when the address is new. */
export async function signAlone(pool: Pool, signature: Signature): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { petitionId: petition, emailHash, id, name, country, region, signedAt } = signature;
    const { rowCount } = await client.query(
      `INSERT INTO signature (petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (petition_id, email_hash) DO NOTHING`,
      [petition, emailHash, id, name, country, region, false, false, null, signedAt],
    );
    if (rowCount) await client.query('UPDATE petition SET count = count + 1, revision = revision + 1 WHERE id = $1', [petition]);
    await client.query('COMMIT');
    return rowCount === 1;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** Of the domain that all readers share: the process that signs remembers it too. */
const domainHash = createHash('sha256').update('library.example').digest().subarray(0, 16);

/** The signature of the n-th reader. */
export const signatureOf = (reader: number | string): Signature =>
  Object.assign(new Signature(), {
    petitionId,
    emailHash: createHash('sha256').update(`reader ${reader}`).digest(),
    id: uuid(),
    name: `Reader ${reader}`,
    country: 'US',
    region: 'US-NE',
    consentToShowName: false,
    updatesConsent: false,
    consentVersion: 1,
    address: null,
    domainHash,
    clientMutationId: null,
    language: 'en',
    signedAt: new Date(),
  });
