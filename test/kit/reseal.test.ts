// Promises of: sealed texts of earlier releases and replaced keys are written anew in batches, and none is lost.
import { DataSource } from 'typeorm';
import { installJobs, type Jobs, startJobs } from '#kit/data/jobs';
import { addJob } from '#kit/data/queue';
import { resealTask, type SealedColumn } from '#kit/data/reseal';
import { type Log, silentLog } from '#kit/words/log';
import { derived, Sealer } from '#kit/words/secrets';
import { afterwards } from '../support/afterwards';
import { createDatabase, template } from '../support/postgres';
import { Reader } from '../support/reader';

const key = Buffer.alloc(32, 1);
const sealer = new Sealer(derived([key], 'sealing'), derived([key], 'id'), (sealed) => {
  const text = sealed.toString();
  if (!text.startsWith('earlier ')) throw new Error('no key opens it');
  return text.slice('earlier '.length);
});
const task = 'seal notes anew';

const notes: SealedColumn<Buffer> = {
  async read(manager, [after = ''] = [], most) {
    const rows = await manager.query(
      'SELECT id, sealed FROM note WHERE id > $1 AND substring(sealed FROM 1 FOR 5) <> $2 ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED',
      [after, sealer.head, most],
    );
    return rows.map(({ id, sealed }: { id: string; sealed: Buffer }) => ({ position: [id], sealed }));
  },
  anew: ({ position: [id = ''], sealed }) => sealer.seal(sealer.open(sealed, id), id),
  async write(manager, rows) {
    for (const { position, sealed } of rows)
      await manager.query('UPDATE note SET sealed = $2 WHERE id = $1', [...position, sealed]);
  },
};

let database: DataSource;
let told: Reader<Record<string, unknown>>;
let jobs: Jobs;
beforeEach(async () => {
  const { url, drop } = await createDatabase({ template: await template('jobs', installJobs) });
  afterwards(drop);
  database = await new DataSource({ type: 'postgres', url }).initialize();
  afterwards(() => database.destroy());
  await database.query('CREATE TABLE note (id text PRIMARY KEY, sealed bytea NOT NULL)');
  told = new Reader();
  const tell = (line: unknown) => void told.push(line as Record<string, unknown>);
  const log = { ...silentLog, info: tell, warn: tell } as Log;
  jobs = await startJobs({ url, log: silentLog, tasks: resealTask(task, notes, { database, log, batch: 2, batches: 1 }) });
  afterwards(() => jobs.stop());
});

const insert = (id: string, sealed: Buffer | string) =>
  database.query('INSERT INTO note VALUES ($1, $2)', [id, Buffer.from(sealed as string)]);
const texts = async () => {
  const rows: { id: string; sealed: Buffer }[] = await database.query('SELECT id, sealed FROM note ORDER BY id');
  return rows.map(({ id, sealed }) => [sealer.open(sealed, id), sealed.subarray(0, 5).equals(sealer.head)]);
};

it('goes on from job to job until all are written, and leaves those of today as they are', async () => {
  const [today] = [sealer.seal('text d', 'd')];
  for (const id of ['a', 'b', 'c', 'e', 'f']) await insert(id, `earlier text ${id}`);
  await insert('d', today);
  await addJob(database, task, {});
  expect(await told.next()).toEqual({ task, written: 5 });
  expect(await texts()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => [`text ${id}`, true]));
  expect((await database.query(`SELECT sealed FROM note WHERE id = 'd'`))[0].sealed).toEqual(today);
});

it('counts what no key opens, leaves it as it is, and goes on', async () => {
  await insert('a', 'damaged');
  await insert('b', 'damaged too');
  await insert('c', 'earlier text c');
  await addJob(database, task, {});
  expect([await told.next(), await told.next()]).toEqual([
    { task, unopened: 2 },
    { task, written: 1 },
  ]);
  const [damaged] = await database.query('SELECT sealed FROM note ORDER BY id LIMIT 1');
  expect(damaged.sealed.toString()).toBe('damaged');
});

it('changes nothing when it is repeated', async () => {
  await insert('a', 'earlier text a');
  await addJob(database, task, {});
  await told.next();
  const before = await database.query('SELECT xmin, sealed FROM note');
  await insert('b', 'earlier text b');
  await addJob(database, task, {});
  expect(await told.next()).toEqual({ task, written: 1 });
  expect(await database.query(`SELECT xmin, sealed FROM note WHERE id = 'a'`)).toEqual(before);
});

it('waits for nobody: a row that another transaction holds is left for the next time', async () => {
  await insert('a', 'earlier text a');
  await insert('b', 'earlier text b');
  await database.transaction(async (manager) => {
    await manager.query(`DELETE FROM note WHERE id = 'a'`);
    await addJob(database, task, {});
    expect(await told.next()).toEqual({ task, written: 1 });
  });
  expect(await texts()).toEqual([['text b', true]]);
});
