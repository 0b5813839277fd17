// Promises: new databases have the committed tables, and a database of an earlier release keeps its rows.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { openDatabase } from '#kit/data/database';
import { projectFile } from '#kit/words/projectFile';
import { migrationOf, migrationsIn } from '../services/kit/data/migrations';
import { ContactKeys } from '../services/partnership/listings/contactKeys';
import { startAdvocacyAt } from './support/advocacy';
import { dataOf, post } from './support/graphql';
import { startPartnershipAt } from './support/partnership';
import { createDatabase, type TestDatabase } from './support/postgres';
import { subgraphs, tablesFile, tablesOf } from './support/tables';

type Name = keyof typeof subgraphs;
const names = Object.keys(subgraphs) as Name[];

/** The secret of the rows in `fixtures/feb3641`. */
const key = Buffer.alloc(32, 7);

/** A database of commit feb3641: the SQL that makes its tables, and its rows. */
function earlier(name: Name) {
  const [head = '', rows = ''] = readFileSync(projectFile('fixtures', 'feb3641', `${name}.sql`), 'utf8').split('\n-- Rows\n');
  return { tables: head.replace(/^(--.*\n)+\n/, ''), rows };
}

let database: TestDatabase;
function useDatabase(): void {
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(() => database.drop());
}

async function run<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return await work(client).finally(() => client.end());
}

/** All rows of all tables, as text. */
const contents = () =>
  run(async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    const found = new Map<string, object[]>();
    for (const { name } of rows)
      found.set(name, (await client.query(`SELECT * FROM "${name}" AS row ORDER BY row::text`)).rows as object[]);
    return found;
  });

describe.each(names)('the %s database', (name) => {
  useDatabase();
  const { entities, migrations } = subgraphs[name];
  const open = (log: string[]) => {
    const keep = (line: object) => void log.push(...((line as { migrations?: string[] }).migrations ?? []));
    return openDatabase({
      url: database.url,
      name: 'test',
      entities,
      migrations,
      log: { debug: keep, info: keep, warn: keep, error: keep },
    });
  };

  it('has the tables of tables.sql when it is new (npm run tables writes that file)', async () => {
    await (await open([])).destroy();
    expect(await tablesFile(database.url)).toBe(readFileSync(projectFile('services', name, 'tables.sql'), 'utf8'));
  });

  it('gets the same tables from tables.sql alone, so that nothing is missing there', async () => {
    const text = readFileSync(projectFile('services', name, 'tables.sql'), 'utf8');
    await run((client) => client.query(text));
    expect(await tablesFile(database.url)).toBe(text);
  });

  it('has the tables of commit feb3641 after the migrations of that commit', async () => {
    const { tables, rows } = earlier(name);
    const landed = migrationsIn(migrations).filter((Migration) => rows.includes(`'${new Migration().name}')`));
    const source = await new DataSource({ type: 'postgres', url: database.url, migrations: landed }).initialize();
    await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
    expect(await tablesOf(database.url)).toBe(tables);
  });

  it('can be taken back, migration by migration', async () => {
    await (await open([])).destroy();
    const source = await new DataSource({
      type: 'postgres',
      url: database.url,
      migrations: migrationsIn(migrations),
    }).initialize();
    for (const _ of source.migrations) await source.undoLastMigration();
    await source.destroy();
    expect([...(await contents()).keys()]).toEqual(['migrations']);
  });

  it('is upgraded from commit feb3641: every migration runs once, and every row stays', async () => {
    const { tables, rows } = earlier(name);
    await run((client) => client.query(tables + rows));
    const before = await contents();
    expect([...before].filter(([, found]) => found.length === 0)).toEqual([]);
    const ran: string[] = [];
    await (await open(ran)).destroy();
    const known = before.get('migrations')?.map((row) => (row as { name: string }).name) ?? [];
    const all = migrationsIn(migrations).map((Migration) => new Migration().name);
    expect(ran).toEqual(all.filter((each) => !known.includes(each ?? '')));
    const after = await contents();
    for (const [table, found] of before)
      expect(after.get(table)).toEqual(expect.arrayContaining(found.map((row) => expect.objectContaining(row))));
    await (await open(ran)).destroy();
    expect(await contents()).toEqual(after);
    expect(await tablesFile(database.url)).toBe(readFileSync(projectFile('services', name, 'tables.sql'), 'utf8'));
  });
});

describe('a migration that takes away what the release before reads or writes', () => {
  /** The newest of those that landed before this was a rule. */
  const before = { advocacy: 'Languages1700000008300', partnership: 'Languages1700000017000' };
  const takesAway = /\bDROP (TABLE|COLUMN|FUNCTION|VIEW)|\bRENAME\b|\bSET NOT NULL|\bALTER (COLUMN )?\S+ (SET DATA )?TYPE\b/i;
  const demands = /\bADD (COLUMN )?(?!CONSTRAINT)[^,;]*\bNOT NULL(?![^,;]*\bDEFAULT)(?<!DEFAULT[^,;]*)/i;
  const { version } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8'));

  it.each(names)('says in %s which release can work with its tables, and none needs a later one than this', (name) => {
    const all = migrationsIn(subgraphs[name].migrations).map((Each) => new Each());
    const ruled = all.slice(all.findIndex((each) => each.name === before[name]) + 1);
    const folder = projectFile(...subgraphs[name].migrations.split('/'));
    const texts = new Map(
      readdirSync(folder).map((file) => [file.replace(/^(\d+)-(\w+)\.sql$/, '$2$1'), readFileSync(join(folder, file), 'utf8')]),
    );
    const silent = ruled.filter((each) => {
      const statements = texts.get(each.name)?.split('-- Undo')[0] ?? '';
      return (takesAway.test(statements) || demands.test(statements)) && !each.release;
    });
    expect(silent.map((each) => each.name)).toEqual([]);
    expect(all.filter(({ release }) => release && release.localeCompare(version, 'en', { numeric: true }) > 0)).toEqual([]);
  });
});

describe('a database of commit feb3641, served by this version', () => {
  useDatabase();
  const fill = async (name: Name) => {
    const { tables, rows } = earlier(name);
    await run((client) => client.query(tables + rows));
  };

  it('still counts its signatures, and adds the new one of a person who has not signed', async () => {
    await fill('advocacy');
    const advocacy = await startAdvocacyAt(database.url, { signatureKeys: [key], seed: 'demo' });
    const sign = async (email: string) => {
      const input = { petitionId: 'fair-ebook-terms', name: 'Ada', email, country: 'GB', consentToShowName: true };
      const query =
        'mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome petition { signatureCount } } }';
      return dataOf(await post(`http://127.0.0.1:${advocacy.port}/graphql`, query, { input })).signPetition;
    };
    try {
      expect(await sign('ada@example.org')).toEqual({ outcome: 'ALREADY_SIGNED', petition: { signatureCount: 3 } });
      expect(await sign('eve@example.org')).toEqual({ outcome: 'SIGNED', petition: { signatureCount: 4 } });
    } finally {
      await advocacy.stop();
    }
  });

  it('still opens the contact of a listing, and knows the meeting that was agreed', async () => {
    await fill('partnership');
    const partnership = await startPartnershipAt(database.url, { contactKeys: [key], seed: 'demo' });
    try {
      const [row] = await partnership.database.query('SELECT listing_id, sealed FROM listing_contact');
      expect(JSON.parse(new ContactKeys([key]).open(row.sealed, row.listing_id))).toEqual({
        name: 'Ann Holm',
        email: 'ann@example.org',
      });
      expect(await partnership.database.query(`SELECT state FROM meeting WHERE id NOT LIKE 'demo-%'`)).toEqual([
        { state: 'AGREED' },
      ]);
    } finally {
      await partnership.stop();
    }
  });
});

describe('a migration', () => {
  const good = '-- 2026-12-01. Shelves.\nCREATE TABLE shelf ();\n\n-- Undo\nDROP TABLE shelf;\n';

  it('goes by the word and the number of its file', () => {
    expect(new (migrationOf('1700000013000-Shelves.sql', good))().name).toBe('Shelves1700000013000');
  });

  it('that needs this release says so to the database, and its undoing takes that back', async () => {
    const text = good.replace('\n', '\n-- Needs release 0.2.0. Shelves move.\n');
    const asked: unknown[][] = [];
    const queries = {
      query: async (sql: string, values: unknown[] = []) => void asked.push([sql, ...values]),
    } as unknown as QueryRunner;
    const shelves = new (migrationOf('1700000013000-Shelves.sql', text))();
    await shelves.up(queries);
    await shelves.down(queries);
    expect(asked[1]).toEqual([expect.stringContaining('INSERT INTO release_need'), 'Shelves1700000013000', '0.2.0']);
    expect(asked[2]).toEqual([expect.stringContaining('DELETE FROM release_need'), 'Shelves1700000013000']);
  });

  it.each([
    ['a file without a number', 'Shelves.sql', good],
    ['a file without the date of its making', '1700000013000-Shelves.sql', good.replace(/^.*\n/, '-- Shelves.\n')],
    ['a file that nothing undoes', '1700000013000-Shelves.sql', good.replace(/-- Undo[\s\S]*/, '')],
  ] as const)('is refused as %s', (_what, file, text) => {
    expect(() => migrationOf(file, text)).toThrow(/^The (first line of the )?migration .* must /);
  });
});
