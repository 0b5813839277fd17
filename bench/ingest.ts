// How much faster do many people sign one petition together than in a transaction each?
import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { v7 as uuid } from 'uuid';
import { entities } from '../services/advocacy/features';
import { migrations } from '../services/advocacy/migrations';
import { SignatureBatch } from '../services/advocacy/petitions';
import { Signature } from '../services/advocacy/petitions/signature';
import { systemClock } from '../services/kit/clock';
import { openDatabase } from '../services/kit/database';
import { silentLog } from '../services/kit/log';
import { freePort } from '../start/ports';
import { startPostgres } from '../start/postgres';
import { interleave, type Measured, ratio, spread, written } from './measure';

const rounds = Number(process.argv[2] ?? 5);
const secondsPerCell = Number(process.argv[3] ?? 1);
const petitionId = 'hot';
/** One in fifty signs again. */
const duplicates = 0.02;

const say = (line: string) => process.stdout.write(`${line}\n`);

type Sign = (signature: Signature) => Promise<boolean>;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  const server = await startPostgres({ folder, port: await freePort(), durable: true });
  const admin = new Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query('CREATE DATABASE bench');
  await admin.end();
  const url = new URL(server.adminUrl);
  url.pathname = '/bench';
  const database = await openDatabase({ url: url.href, name: 'bench', entities, migrations, log: silentLog });
  const pool = new Pool({ connectionString: url.href, max: 10 });
  pool.on('error', () => undefined);
  const batch = new SignatureBatch({ database, clock: systemClock, onCommit: () => undefined });
  const contenders: Record<string, Sign> = {
    naive: (signature) => signAlone(pool, signature),
    batch: async (signature) => (await batch.sign(signature)).isNew,
  };
  const summary: string[] = [];
  for (const signers of [16, 64, 256]) {
    const cells = Object.fromEntries(
      Object.entries(contenders).map(([name, sign]) => [name, () => measureCell(pool, signers, sign)] as const),
    );
    const rates = await interleave(cells, rounds);
    for (const [name, values] of Object.entries(rates))
      say(`${signers} signers, ${name}: ${written(spread(values), 0)} signatures/s`);
    summary.push(`${signers} signers ${written(ratio(rates, 'batch', 'naive'))}`);
  }
  await pool.end();
  await database.destroy();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  say(`batch / naive row lock, median [min..max] of ${rounds} rounds: ${summary.join(', ')}`);
}

/** What one would write first: a transaction with an insert and an update of the counter. */
async function signAlone(pool: Pool, signature: Signature): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rowCount } = await client.query(
      `INSERT INTO signature (petition_id, email_hash, id, name, country, region, consent_to_show_name, updates_consent, client_mutation_id, signed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (petition_id, email_hash) DO NOTHING`,
      [
        petitionId,
        signature.emailHash,
        signature.id,
        signature.name,
        signature.country,
        signature.region,
        false,
        false,
        null,
        signature.signedAt,
      ],
    );
    if (rowCount)
      await client.query('UPDATE petition SET count = count + 1, revision = revision + 1 WHERE id = $1', [petitionId]);
    await client.query('COMMIT');
    return rowCount === 1;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

/** A fixed number of signers, each signing again as soon as it is answered; then the proof that nothing was lost or invented. */
async function measureCell(pool: Pool, signers: number, sign: Sign): Promise<Measured> {
  await pool.query('TRUNCATE signature, area_count, hour_count');
  await pool.query('DELETE FROM petition');
  await pool.query(
    `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
     VALUES ($1, 'Hot', 'Ask', 'Target', '{}', 'OPEN', false, true, '2026-01-01')`,
    [petitionId],
  );
  await pool.query('VACUUM petition');
  let next = 0;
  let answered = 0;
  let accepted = 0;
  const start = performance.now();
  const end = start + secondsPerCell * 1_000;
  const signOn = async () => {
    while (performance.now() < end) {
      const reader = next++;
      const repeated = reader > 100 && reader % (1 / duplicates) === 0;
      if (await sign(signatureOf(repeated ? reader - 100 : reader))) accepted++;
      answered++;
    }
  };
  await Promise.all(Array.from({ length: signers }, signOn));
  const seconds = (performance.now() - start) / 1_000;
  const { rows } = await pool.query(
    'SELECT (SELECT count(*)::int FROM signature) AS rows, (SELECT count FROM petition) AS count',
  );
  if (rows[0].rows !== accepted || rows[0].count !== accepted)
    throw new Error(`not exact: accepted ${accepted}, ${JSON.stringify(rows[0])}`);
  return { done: answered, seconds };
}

const signatureOf = (reader: number): Signature =>
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
    clientMutationId: null,
    signedAt: new Date(),
  });

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
