// A client that follows the feed of changes by its cursor gets every entry once, whatever writers and the server do.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { entities, migrations } from '#advocacy/features';
import { changesMatching, type PolicyChange } from '#advocacy/policies/index';
import { seed } from '#advocacy/subgraph';
import { openDatabase } from '#kit/data/database';
import { readPage } from '#kit/data/readPage';
import { silentLog } from '#kit/words/log';
import { freePort } from '#start/ports';
import { type Postgres, startPostgres } from '#start/postgres';
import { openStage, type Stage } from '../../support/advocacy';
import { eventually } from '../../support/reader';

/** Somebody who reads on from the cursor of the last page that was not empty. */
class Follower {
  readonly seen: string[] = [];
  #since: string | null = null;

  constructor(private readonly database: () => DataSource) {}

  async readOn(): Promise<PolicyChange['toId'][]> {
    const found: PolicyChange[] = [];
    for (let pages = 0; pages < 1_000; pages++) {
      const page = await readPage(this.database(), changesMatching(null), { first: 7, after: this.#since });
      found.push(...page.nodes);
      this.#since = page.pageInfo.endCursor ?? this.#since;
      if (page.nodes.length === 0) break;
    }
    const written = found.map(({ toId }) => toId);
    this.seen.push(...written.map(String));
    return written;
  }
}

const write = (connection: DataSource | QueryRunner, entry: string) =>
  connection.query(
    `INSERT INTO policy_change (publisher_id, kind, formats, to_id, recorded_at) VALUES ('tor', 'STARTED', '{EBOOK}', $1, now())`,
    [entry],
  );

describe('while others write', () => {
  let stage: Stage;
  const open: QueryRunner[] = [];
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    for (const connection of open) await connection.release();
    await stage.close();
  });

  const begin = async () => {
    const connection = stage.database.createQueryRunner();
    open.push(connection);
    await connection.startTransaction();
    await connection.query('SELECT count(*) FROM policy_change');
    return connection;
  };
  const follower = async () => {
    const follower = new Follower(() => stage.database);
    await follower.readOn();
    return follower;
  };
  const aWriterWaits = async () => {
    const waiting = `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await eventually('a writer waits', async () => (await stage.database.query(waiting))[0].n > 0);
  };

  it('tells what was committed first before what began first', async () => {
    const follow = await follower();
    const [early, late] = [await begin(), await begin()];
    await write(late, 'begun second');
    await late.commitTransaction();
    expect(await follow.readOn()).toEqual(['begun second']);
    await write(early, 'begun first');
    expect(await follow.readOn()).toEqual([]);
    await early.commitTransaction();
    expect(await follow.readOn()).toEqual(['begun first']);
  });

  it('shows nothing of a later writer before an earlier one has ended, and nothing ever of one that was taken back', async () => {
    const follow = await follower();
    const [first, second] = [await begin(), await begin()];
    await write(first, 'taken back');
    const waiting = write(second, 'kept');
    await aWriterWaits();
    expect(await follow.readOn()).toEqual([]);
    await first.rollbackTransaction();
    await waiting;
    expect(await follow.readOn()).toEqual([]);
    await second.commitTransaction();
    expect(await follow.readOn()).toEqual(['kept']);
  });

  it('skips and repeats nothing among many', async () => {
    const follow = await follower();
    const before = follow.seen.length;
    const entries = Array.from({ length: 60 }, (_, i) => `entry ${i}`);
    let writing = true;
    const writers = Promise.all(
      [0, 1, 2, 3, 4, 5].map((writer) =>
        stage.database.transaction(async (manager) => {
          for (const entry of entries.filter((_, i) => i % 6 === writer)) await write(manager.queryRunner!, entry);
        }),
      ),
    ).finally(() => {
      writing = false;
    });
    while (writing) await follow.readOn();
    await writers;
    await follow.readOn();
    expect(follow.seen.slice(before).toSorted()).toEqual(entries.toSorted());
  });
});

describe('after PostgreSQL was killed', () => {
  let folder: string;
  let postgres: Postgres;
  let database: DataSource;
  let port: number;
  const start = async () => {
    postgres = await startPostgres({ folder, port, durable: true });
    const url = postgres.adminUrl.replace(/postgres$/, 'feed');
    if (!database) {
      const admin = new Client({ connectionString: postgres.adminUrl });
      await admin.connect();
      await admin.query('CREATE DATABASE feed');
      await admin.end();
    }
    database = await openDatabase({ url, name: 'test', entities, migrations, log: silentLog });
  };
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shelfbridge-feed-'));
    chmodSync(folder, 0o711);
    port = await freePort();
    await start();
    await seed(database, 'facts');
  });
  afterAll(async () => {
    await database.destroy();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the cursor of before still finds all that was committed, and new entries come after them', async () => {
    const follow = new Follower(() => database);
    await follow.readOn();
    await write(database, 'committed');
    const lost = database.createQueryRunner();
    await lost.startTransaction();
    await write(lost, 'never committed');
    process.kill(postgres.pid, 'SIGKILL');
    await postgres.ended;
    await lost.release().catch(() => undefined);
    await database.destroy().catch(() => undefined);
    await start();
    await write(database, 'written afterwards');
    expect(await follow.readOn()).toEqual(['committed', 'written afterwards']);
  }, 60_000);
});
