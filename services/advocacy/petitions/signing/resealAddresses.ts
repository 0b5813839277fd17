// Which addresses of people who signed are sealed in an earlier form or with a replaced key, and are written anew at night?
import type { DataSource } from 'typeorm';
import type { JobsOptions } from '#kit/data/jobs';
import { resealTask, type SealedColumn, type SealedRow } from '#kit/data/reseal';
import type { Log } from '#kit/words/log';
import type { Sealer } from '#kit/words/secrets';
import { ownerOf, type SignatureSecrets } from './secrets';

/** Of both tables that keep addresses. */
export function resealAddresses({
  database,
  log,
  secrets,
}: {
  readonly database: DataSource;
  readonly log: Log;
  readonly secrets: SignatureSecrets;
}): Required<Pick<JobsOptions, 'tasks' | 'schedules'>> {
  const tables = ['signature', 'pending_signature'];
  const taskOf = (table: string) => `petitions: seal the addresses of ${table} anew`;
  const tasks = tables.map((table) => resealTask(taskOf(table), addressesOf(table, secrets.addresses), { database, log }));
  return { tasks: Object.assign({}, ...tasks), schedules: tables.map((table) => ({ task: taskOf(table), cron: '40 3 * * *' })) };
}

/** The addresses of a table whose key is petition and hash. */
export const addressesOf = (table: string, sealer: Sealer): SealedColumn<Buffer> => ({
  async read(manager, [petitionId = '', hash = ''] = [], most) {
    const rows: { petition_id: string; email_hash: Buffer; address: Buffer }[] = await manager.query(
      `SELECT petition_id, email_hash, address FROM ${table} WHERE (petition_id, email_hash) > ($1::text, $2::bytea)
         AND address IS NOT NULL AND substring(address FROM 1 FOR $3::int) <> $4::bytea
       ORDER BY petition_id, email_hash LIMIT $5 FOR UPDATE SKIP LOCKED`,
      [petitionId, Buffer.from(hash, 'base64url'), sealer.head.length, sealer.head, most],
    );
    return rows.map((row) => ({ position: [row.petition_id, row.email_hash.toString('base64url')], sealed: row.address }));
  },
  anew(row) {
    const owner = ownerOf(keyOf(row));
    return sealer.seal(sealer.open(row.sealed, owner), owner);
  },
  async write(manager, rows) {
    const keys = rows.map(keyOf);
    await manager.query(
      `UPDATE ${table} AS stored SET address = anew.address
       FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS anew(petition_id, email_hash, address)
       WHERE stored.petition_id = anew.petition_id AND stored.email_hash = anew.email_hash`,
      [keys.map(({ petitionId }) => petitionId), keys.map(({ emailHash }) => emailHash), rows.map(({ sealed }) => sealed)],
    );
  },
});

function keyOf({ position: [petitionId = '', hash = ''] }: SealedRow<Buffer>) {
  return { petitionId, emailHash: Buffer.from(hash, 'base64url') };
}
