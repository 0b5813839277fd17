// How much faster do many people sign one petition together than in a transaction each, and how near is that to what the database can?
import 'reflect-metadata';
import type { Pool } from 'pg';
import { SignatureBatch } from '../services/advocacy/petitions';
import type { Signature } from '../services/advocacy/petitions/signature';
import { systemClock } from '../services/kit/clock';
import { duplicates, empty, expectExact, openArena, petitionId, signAlone, signatureOf } from './arena';
import { httpContest } from './ingestHttp';
import { interleave, type Measured, ratio, spread, written } from './measure';

const rounds = Number(process.argv[2] ?? 5);
const secondsPerCell = Number(process.argv[3] ?? 1);
const say = (line: string) => process.stdout.write(`${line}\n`);

type Sign = (signature: Signature) => Promise<boolean>;

async function main(): Promise<void> {
  const arena = await openArena();
  const { pool, database } = arena;
  const batch = new SignatureBatch({ database, clock: systemClock, onCommit: () => undefined });
  const together: Sign = async (signature) => (await batch.sign(signature)).became === 'NEW';
  const summary: string[] = [];
  for (const signers of [16, 64, 256]) {
    const rates = await interleave(
      {
        naive: () => measureCell(pool, signers, (signature) => signAlone(pool, signature)),
        batch: () => measureCell(pool, signers, together),
        limit: () => measureLimit(pool, signers),
      },
      rounds,
    );
    for (const [name, values] of Object.entries(rates))
      say(`${signers} signers, ${name}: ${written(spread(values), 0)} signatures/s`);
    const toLimit = written(ratio(rates, 'batch', 'limit'), 2);
    summary.push(`${signers} signers ${written(ratio(rates, 'batch', 'naive'))} (${toLimit} of multi-row inserts of that many)`);
  }
  for (const line of await httpContest(arena, rounds, secondsPerCell)) say(line);
  await arena.close();
  say(`batch / naive row lock, median [min..max] of ${rounds} rounds: ${summary.join(', ')}`);
}

/** A fixed number of signers, each signing again as soon as it is answered; then the proof that nothing was lost or invented. */
async function measureCell(pool: Pool, signers: number, sign: Sign): Promise<Measured> {
  await empty(pool);
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
  await expectExact(pool, accepted);
  return { done: answered, seconds };
}

/** What the driver and the database can do at best: rows prepared before, no counters, one statement after the other. */
async function measureLimit(pool: Pool, rows: number): Promise<Measured> {
  await empty(pool);
  const batches = Array.from({ length: Math.ceil((60_000 * secondsPerCell) / rows) }, (_, b) => {
    const signatures = Array.from({ length: rows }, (_row, i) => signatureOf(b * rows + i));
    const names = ['emailHash', 'id', 'name', 'country', 'region', 'signedAt'] as const;
    return [petitionId, ...names.map((name) => signatures.map((signature) => signature[name]))];
  });
  const text = `INSERT INTO signature (petition_id, email_hash, id, name, country, region, signed_at, consent_to_show_name, updates_consent)
    SELECT $1, g.*, false, false FROM unnest($2::bytea[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[]) AS g
    ON CONFLICT DO NOTHING`;
  const start = performance.now();
  let done = 0;
  for (const values of batches) {
    await pool.query({ name: 'limit', text, values });
    done += rows;
    if (performance.now() - start > secondsPerCell * 1_000) break;
  }
  return { done, seconds: (performance.now() - start) / 1_000 };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
