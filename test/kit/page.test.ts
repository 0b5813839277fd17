// Promises of: which part of a long list is asked for, and where does the next part begin?
import fc from 'fast-check';
import { Column, type DataSource, Entity, PrimaryColumn } from 'typeorm';
import { describeDatabase } from '#kit/data/database';
import { connectionOf, type List, type Slice } from '#kit/data/page';
import { countAll, readBeginning, readPage } from '#kit/data/readPage';
import { Loaders } from '#kit/data/request';
import { silentLog } from '#kit/words/log';
import { createDatabase, type TestDatabase } from '../support/postgres';

@Entity()
class Book {
  @PrimaryColumn('integer')
  id!: number;

  @Column('text')
  shelf!: string;

  @Column('integer')
  weight!: number;
}

let cluster: TestDatabase;
let database: DataSource;
beforeAll(async () => {
  cluster = await createDatabase();
  database = await describeDatabase({
    url: cluster.url,
    name: 'pages',
    entities: [Book],
    log: silentLog,
  }).initialize();
  await database.synchronize();
});
afterAll(async () => {
  await database.destroy();
  await cluster.drop();
});

const shelves = fc.constantFrom('a', 'b', 'c');
const books = fc
  .array(fc.record({ shelf: shelves, weight: fc.nat(3) }), { maxLength: 40 })
  .map((rows) => rows.map((row, id) => Object.assign(new Book(), row, { id })));

async function keep(rows: readonly Book[]) {
  await database.query('TRUNCATE book');
  await keepMore(rows);
}

const keepMore = (rows: readonly Book[]) => database.getRepository(Book).insert(rows as Book[]);

describe('pages', () => {
  it('begin with the first rows of a list and its length, of one moment however others write', async () => {
    const list: List<Book> = { entity: Book, order: ['weight', 'id'], descending: true, where: 'shelf = $1', parameters: ['a'] };
    await keep([]);
    expect(await readBeginning(database, list, 3)).toEqual({ nodes: [], totalCount: 0 });
    const writing = async () => {
      for (let id = 1; id <= 200; id++) await keepMore([Object.assign(new Book(), { id, shelf: 'a', weight: id })]);
    };
    const done = writing();
    let last = 0;
    while (last < 200) {
      const { nodes, totalCount } = await readBeginning(database, list, 3);
      expect(nodes.map(({ id }) => id)).toEqual([totalCount, totalCount - 1, totalCount - 2].filter((id) => id > 0));
      last = totalCount;
    }
    await done;
  });

  it('show every row once and in order, whatever their size and direction', async () => {
    await fc.assert(
      fc.asyncProperty(books, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (rows, first, descending) => {
        await keep(rows);
        const list: List<Book> = { entity: Book, order: ['weight', 'id'], descending };
        const seen: Book[] = [];
        for (let after: string | null = null, more = true; more; ) {
          const page: Slice<Book> = await readPage(database, list, { first, after });
          seen.push(...page.nodes);
          expect(page.nodes.length).toBeLessThanOrEqual(first);
          expect(page.cursors()).toHaveLength(page.nodes.length);
          expect([page.cursors()[0] ?? null, page.cursors().at(-1) ?? null]).toEqual([
            page.pageInfo.startCursor,
            page.pageInfo.endCursor,
          ]);
          ({ endCursor: after, hasNextPage: more } = page.pageInfo);
        }
        const sorted = rows.toSorted((a, b) => a.weight - b.weight || a.id - b.id);
        expect(seen.map(({ id }) => id)).toEqual((descending ? sorted.toReversed() : sorted).map(({ id }) => id));
        expect(await countAll(database, list)).toBe(rows.length);
      }),
      { numRuns: 30 },
    );
  });

  it('go on where they were when rows before them come and go', async () => {
    const list: List<Book> = { entity: Book, order: ['weight', 'id'] };
    await keep([1, 2, 3, 4].map((id) => Object.assign(new Book(), { id, shelf: 'a', weight: 0 })));
    const { pageInfo } = await readPage(database, list, { first: 2 });
    await database.query('DELETE FROM book WHERE id = 2');
    await database.query(`INSERT INTO book VALUES (0, 'a', 0)`);
    const next = await readPage(database, list, { first: 2, after: pageInfo.endCursor });
    expect(next.nodes.map(({ id }) => id)).toEqual([3, 4]);
  });

  it('know how many there are without counting where a page holds all, and count where it does not', async () => {
    const Books = connectionOf(Book, 'Book', 'books');
    const list: List<Book> = { entity: Book, order: ['weight', 'id'] };
    const totalOf = async (first: number, after?: string | null) => {
      let counted = 0;
      const page = Books.of(await readPage(database, list, { first, ...(after !== undefined && { after }) }), async () => {
        counted++;
        return countAll(database, list);
      });
      return { total: await page.totalCount(), counted, end: page.pageInfo.endCursor };
    };
    await keep([]);
    expect(await totalOf(3)).toEqual({ total: 0, counted: 0, end: null });
    await keep([1, 2, 3].map((id) => Object.assign(new Book(), { id, shelf: 'a', weight: 0 })));
    expect(await totalOf(4)).toMatchObject({ total: 3, counted: 0 });
    const { total, counted, end } = await totalOf(3);
    expect([total, counted]).toEqual([3, 0]);
    expect(await totalOf(2)).toMatchObject({ total: 3, counted: 1 });
    // What begins later, or behind the end, shows nothing of what stands before it.
    expect(await totalOf(3, (await totalOf(1)).end)).toMatchObject({ total: 3, counted: 1 });
    expect(await totalOf(3, end)).toMatchObject({ total: 3, counted: 1 });
  });

  it.each(['', 'x', 'bnVsbA', 'WzFd', 'WyJ4IiwieSJd', Buffer.from('["\\u0000",1]').toString('base64url')])(
    'refuse the foreign cursor %j by a code',
    async (after) => {
      const asked = readPage(database, { entity: Book, order: ['weight', 'id'] }, { first: 2, after });
      if (after === '') await expect(asked).resolves.toBeTruthy();
      else await expect(asked).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'after' } });
    },
  );
});

describe('edges', () => {
  it('give each parent its own first rows, in one statement for all', async () => {
    await fc.assert(
      fc.asyncProperty(books, fc.integer({ min: 1, max: 5 }), async (rows, first) => {
        await keep(rows);
        const edge = new Loaders(database).children(Book, { parent: 'shelf', order: 'weight DESC, id', first });
        const answers = await edge.loadMany(['a', 'b', 'c']);
        for (const [i, shelf] of ['a', 'b', 'c'].entries()) {
          const own = rows.filter((row) => row.shelf === shelf).toSorted((a, b) => b.weight - a.weight || a.id - b.id);
          expect((answers[i] as Book[]).map(({ id }) => id)).toEqual(own.slice(0, first).map(({ id }) => id));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('are planned once by a connection, and read on while a migration adds columns or changes their types', async () => {
    await keep([Object.assign(new Book(), { id: 1, shelf: 'a', weight: 2 })]);
    const read = () => new Loaders(database).children(Book, { parent: 'shelf', order: 'weight', first: 1 }).load('a');
    await read();
    await read();
    const planned = (): Promise<object[]> =>
      database.query(
        `SELECT generic_plans + custom_plans AS plans FROM pg_prepared_statements WHERE statement ~ 'ORDER BY weight LIMIT'`,
      );
    expect(await planned()).toEqual([{ plans: '2' }]);
    await database.query(`ALTER TABLE book ADD COLUMN note text`);
    expect(await read()).toMatchObject([{ id: 1, weight: 2 }]);
    await database.query(`ALTER TABLE book DROP COLUMN note, ALTER COLUMN weight TYPE smallint`);
    expect(await read()).toMatchObject([{ id: 1, weight: 2 }]);
    await database.query(`ALTER TABLE book ALTER COLUMN weight TYPE integer`);
  });
});
