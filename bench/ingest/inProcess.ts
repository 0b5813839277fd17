// How do people sign within one process, against a transaction each and against what the driver and the database can do at best?
import { SignatureBatch } from '../../services/advocacy/petitions';
import { Signature } from '../../services/advocacy/petitions/signing/signature';
import { arrayParameter as array } from '../../services/kit/data/database';
import { systemClock } from '../../services/kit/words/clock';
import { interleave, ratio, spread, written } from '../measure';
import { type Arena, type Contest, empty, expectExact, signAlone, signatureOf } from './arena';
import { percentiles, readerOf, usualDuplicates } from './load';

type Sign = (signature: Signature) => Promise<boolean>;

/** Goals I1, I2, I3 and, for people without HTTP between, I7. */
export async function inProcess({ pool, database }: Arena, { rounds, seconds, say }: Contest): Promise<void> {
  const batch = new SignatureBatch({ database, clock: systemClock, onCommit: () => undefined });
  const together: Sign = async (signature) => (await batch.sign(signature)).became === 'NEW';
  const alone: Sign = (signature) => signAlone(pool, signature);
  for (const signers of [16, 64, 256]) {
    const cell = (sign: Sign, parts: boolean) => async () => {
      await empty(pool);
      const { accepted, ...figures } = await signFor(seconds, signers, sign);
      await expectExact(pool, accepted, { parts });
      return figures;
    };
    const { rate, p50, p99 } = await interleave(rounds, { naive: cell(alone, false), batch: cell(together, true) });
    const limits = await interleave(rounds, {
      batch: async () => ({ rate: (await cell(together, true)()).rate }),
      text: () => insertFor(seconds, signers, { pool, database }, asText),
      binary: () => insertFor(seconds, signers, { pool, database }, asBinary),
    });
    say(
      `${signers} signers in one process: ${written(spread(rate.batch), 0)}/s, a transaction each ${written(spread(rate.naive), 0)}/s`,
    );
    say(`  batch / a transaction each ${written(ratio(rate, 'batch', 'naive'))} (goal: 8 at 16, 20 at 64, 25 at 256)`);
    say(
      `  waits, batch / a transaction each: p50 ${written(ratio(p50, 'batch', 'naive'), 2)} (goal: at most 0.5), p99 ${written(ratio(p99, 'batch', 'naive'), 2)} (goal: at most 0.25)`,
    );
    say(
      `  batch / multi-row inserts of the same rows without counts ${written(ratio(limits.rate, 'batch', 'text'), 2)} (goal: 0.6), ` +
        `with our binary parameters ${written(ratio(limits.rate, 'batch', 'binary'), 2)}`,
    );
  }
}

/** A fixed number of signers, each signing again as soon as it is answered. */
async function signFor(seconds: number, signers: number, sign: Sign) {
  const waits: number[] = [];
  let [next, accepted] = [0, 0];
  const start = performance.now();
  const end = start + seconds * 1_000;
  const signOn = async () => {
    for (let asked = performance.now(); asked < end; asked = performance.now()) {
      if (await sign(signatureOf(readerOf(next++, usualDuplicates)))) accepted++;
      waits.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: signers }, signOn));
  const rate = (waits.length * 1_000) / (performance.now() - start);
  return { rate, accepted, ...percentiles(waits) };
}

const types = {
  petitionId: 'text',
  emailHash: 'bytea',
  id: 'uuid',
  name: 'text',
  country: 'text',
  region: 'text',
  consentToShowName: 'boolean',
  updatesConsent: 'boolean',
  clientMutationId: 'text',
  signedAt: 'timestamptz',
  consentVersion: 'integer',
  address: 'bytea',
  domainHash: 'bytea',
  language: 'text',
} as const;
type Column = keyof typeof types;
type Encode = (column: Column, values: unknown[]) => unknown;
const asText: Encode = (_column, values) => values;
const asBinary: Encode = (column, values) => array(types[column], values as never);

/** Rows prepared before, no counts, no answers for each row: one statement after the other. */
async function insertFor(seconds: number, rows: number, { pool, database }: Pick<Arena, 'pool' | 'database'>, encode: Encode) {
  await empty(pool);
  const columns = Object.keys(types) as Column[];
  const names = columns.map((column) => database.getMetadata(Signature).findColumnWithPropertyName(column)?.databaseName);
  const batches = Array.from({ length: Math.ceil((100_000 * seconds) / rows) }, (_, b) => {
    const signatures = Array.from({ length: rows }, (_row, i) => signatureOf(b * rows + i));
    return columns.map((column) => signatures.map((signature) => signature[column]));
  });
  const arrays = columns.map((column, i) => `$${i + 1}::${types[column]}[]`);
  const text = `INSERT INTO signature (${names}) SELECT * FROM unnest(${arrays}) ON CONFLICT DO NOTHING`;
  const start = performance.now();
  let done = 0;
  for (const values of batches) {
    const encoded = columns.map((column, i) => encode(column, values[i] as unknown[]));
    await pool.query({ name: `insert ${encode.name}`, text, values: encoded });
    done += rows;
    if (performance.now() - start > seconds * 1_000) break;
  }
  return { rate: (done * 1_000) / (performance.now() - start) };
}
