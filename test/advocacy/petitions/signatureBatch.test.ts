// Promises of: everyone who signs at the same moment shares one commit, and still gets an answer of their own.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { entities, migrations } from '#advocacy/features';
import { agrees, countAgain } from '#advocacy/petitions/counts.resolver';
import { domainsOf, namesToShow, summaryTask, summaryTasks } from '#advocacy/petitions/organizing/summaries';
import type { Petition } from '#advocacy/petitions/petition';
import { Signature } from '#advocacy/petitions/signing/signature';
import { SignatureBatch, type Signed } from '#advocacy/petitions/signing/signatureBatch';
import { commitSignatures } from '#advocacy/petitions/signing/signaturesSql';
import { openDatabase } from '#kit/data/database';
import { Loaders } from '#kit/data/request';
import { systemClock } from '#kit/words/clock';
import { silentLog } from '#kit/words/log';
import { demoDatabase } from '../../support/advocacy';
import { afterwards } from '../../support/afterwards';
import { cutLine } from '../../support/cutLine';
import type { TestDatabase } from '../../support/postgres';
import { eventually } from '../../support/reader';

let cluster: TestDatabase;
let database: DataSource;
const connect = (url = cluster.url) => openDatabase({ url, name: 'batch test', entities, migrations, log: silentLog });

beforeEach(async () => {
  cluster = await demoDatabase();
  database = await connect();
  await database.query(`INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
    VALUES ('second', 'Second', 'Ask', 'Target', '{}', 'OPEN', false, true, '2026-01-01')`);
});
afterEach(async () => {
  await database.destroy();
  await cluster.drop();
});

const signature = (reader: number, more: Partial<Signature> = {}): Signature =>
  Object.assign(new Signature(), {
    petitionId: 'fair-ebook-terms',
    emailHash: createHash('sha256').update(`reader ${reader}`).digest(),
    id: uuid(),
    name: `Reader ${reader}`,
    country: ['US', 'FI', 'GH'][reader % 3],
    region: reader % 2 ? null : 'US-NE',
    consentToShowName: false,
    updatesConsent: false,
    consentVersion: 1,
    address: null,
    domainHash: null,
    clientMutationId: null,
    language: 'en',
    signedAt: new Date(Date.UTC(2026, 10, 23, reader % 5)),
    ...more,
  });

const batchOn = (on: DataSource, more = {}) =>
  new SignatureBatch({ database: on, clock: systemClock, onCommit: () => undefined, ...more });
const countNew = (answers: readonly Signed[]) => answers.filter(({ became }) => became === 'NEW').length;

/** The four ways to count a petition, which must agree. */
async function counts(petitionId = 'fair-ebook-terms') {
  const [row] = await database.query(
    `SELECT (SELECT count(*)::int FROM signature WHERE petition_id = $1) AS rows, (SELECT count FROM petition WHERE id = $1) AS count,
            (SELECT coalesce(sum(count), 0)::int FROM area_count WHERE petition_id = $1) AS areas,
            (SELECT coalesce(sum(count), 0)::int FROM hour_count WHERE petition_id = $1) AS hours`,
    [petitionId],
  );
  return row as { rows: number; count: number; areas: number; hours: number };
}
const all = (n: number) => ({ rows: n, count: n, areas: n, hours: n });

describe('a batch of signatures', () => {
  it('answers "new" to exactly as many as it stored, with three of four signing again', async () => {
    const batch = batchOn(database);
    const answers = await Promise.all(Array.from({ length: 800 }, (_, i) => batch.sign(signature(i % 200))));
    expect(countNew(answers)).toBe(200);
    expect(await counts()).toEqual(all(200));
  });

  it('answers nobody "new" when all of them signed before', async () => {
    const batch = batchOn(database);
    await Promise.all(Array.from({ length: 50 }, (_, i) => batch.sign(signature(i))));
    const again = await Promise.all(Array.from({ length: 50 }, (_, i) => batch.sign(signature(i))));
    expect(countNew(again)).toBe(0);
    expect(await counts()).toEqual(all(50));
  });

  it('keeps petitions apart, also for one reader who signs two at once', async () => {
    const batch = batchOn(database);
    const answers = await Promise.all(
      [0, 1, 2, 0].flatMap((reader) =>
        ['fair-ebook-terms', 'second'].map((petitionId) => batch.sign(signature(reader, { petitionId }))),
      ),
    );
    expect(countNew(answers)).toBe(6);
    expect([await counts(), await counts('second')]).toEqual([all(3), all(3)]);
  });

  it('stays exact with two processes on one database and the same readers in both', async () => {
    const other = await connect();
    const batches = [batchOn(database, { batchLimit: 40 }), batchOn(other, { batchLimit: 40 })];
    const answers = await Promise.all(
      Array.from({ length: 1_200 }, (_, i) =>
        (batches[i % 2] as SignatureBatch).sign(signature((i * 7) % 300, { petitionId: i % 3 ? 'fair-ebook-terms' : 'second' })),
      ),
    );
    const [first, second] = [await counts(), await counts('second')];
    await other.destroy();
    expect(countNew(answers)).toBe(first.rows + second.rows);
    expect([first, second]).toEqual([all(first.rows), all(second.rows)]);
  });

  it('loses no answer and counts nothing twice when its connection is killed in the middle of a batch', async () => {
    const batch = batchOn(database, { batchLimit: 50 });
    await batch.sign(signature(0));
    const holder = (await connect()).createQueryRunner();
    await holder.startTransaction();
    await holder.query(`SELECT FROM petition WHERE id = 'fair-ebook-terms' FOR UPDATE`);
    const answers = Promise.all(Array.from({ length: 200 }, (_, i) => batch.sign(signature(i + 1))));
    let killed = 0;
    await eventually('a batch waits and is killed', async () => {
      const waiting = await holder.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO signature%'`,
      );
      killed = waiting.length;
      return killed > 0;
    });
    await holder.commitTransaction();
    await holder.release();
    await holder.dataSource.destroy();
    expect(countNew(await answers)).toBe(200);
    expect(await counts()).toEqual(all(201));
  });

  it('answers "new" to everyone who was committed, even if the answer of the database was lost', async () => {
    const line = await cutLine(cluster.url);
    const far = await connect(line.url);
    const batch = batchOn(far);
    await batch.sign(signature(0));
    line.cutAfter('commit signatures');
    const together = Array.from({ length: 40 }, (_, i) => batch.sign(signature(i % 30, { clientMutationId: `tap ${i % 30}` })));
    const answers = await Promise.all(together);
    await far.destroy();
    await line.close();
    expect(line.cuts).toBe(1);
    expect(answers.map(({ became }, i) => [i % 30 === 0, became])).toEqual(
      answers.map((_, i) => (i % 30 === 0 ? [true, 'KNOWN'] : [false, 'NEW'])),
    );
    expect(await counts()).toEqual(all(30));
  });

  it('does not know a draft, and counts nobody there', async () => {
    await database.query(`UPDATE petition SET state = 'DRAFT' WHERE id = 'second'`);
    const answer = batchOn(database).sign(signature(1, { petitionId: 'second' }));
    await expect(answer).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(await counts('second')).toEqual(all(0));
  });

  it('answers a repeated call like the first one, even after the petition has closed', async () => {
    const batch = batchOn(database);
    const first = signature(1, { clientMutationId: 'tap' });
    await batch.sign(first);
    await database.query(`UPDATE petition SET state = 'CLOSED' WHERE id = 'fair-ebook-terms'`);
    expect(await batch.sign(signature(1, { clientMutationId: 'tap' }))).toMatchObject({
      became: 'NEW',
      signature: { id: first.id, emailHash: first.emailHash },
    });
    expect((await batch.sign(signature(1, { clientMutationId: 'another tap' }))).became).toBe('KNOWN');
    await expect(batch.sign(signature(2))).rejects.toMatchObject({ extensions: { code: 'PETITION_NOT_OPEN' } });
  });

  it('tells whether an address has signed only to those who showed that it is theirs', async () => {
    await database.query(`UPDATE petition SET confirmation = 'EMAIL' WHERE id = 'fair-ebook-terms'`);
    const batch = batchOn(database);
    await batch.sign(signature(1), { confirmed: true });
    const together = [batch.sign(signature(1), { confirmed: true }), batch.sign(signature(1)), batch.sign(signature(2))];
    expect((await Promise.all(together)).map(({ became }) => became)).toEqual(['KNOWN', 'UNCONFIRMED', 'UNCONFIRMED']);
    await database.query(`UPDATE petition SET state = 'CLOSED' WHERE id = 'fair-ebook-terms'`);
    for (const reader of [1, 2])
      await expect(batch.sign(signature(reader))).rejects.toMatchObject({ extensions: { code: 'PETITION_NOT_OPEN' } });
    expect(await counts()).toEqual(all(1));
  });

  it('answers the others when one row cannot be stored', async () => {
    const batch = batchOn(database);
    const answers = await Promise.allSettled(
      [signature(1), signature(2, { name: 'a\0b' }), signature(3)].map((one) => batch.sign(one)),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await counts()).toEqual(all(2));
  });

  it('refuses with a code when too many wait, and stores none of the refused', async () => {
    const batch = batchOn(database, { queueLimit: 10 });
    const answers = await Promise.allSettled(Array.from({ length: 15 }, (_, i) => batch.sign(signature(i))));
    const refused = answers.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => reason.extensions)).toEqual(Array(5).fill({ code: 'SIGNING_BUSY', retryable: true }));
    expect(await counts()).toEqual(all(10));
  });

  it('says that the outcome is unknown when the database stays unavailable', async () => {
    const batch = batchOn(database, { patienceMs: 50 });
    await database.destroy();
    await expect(batch.sign(signature(1))).rejects.toMatchObject({
      extensions: { code: 'SIGNING_UNAVAILABLE', retryable: true },
    });
    database = await connect();
    expect(await counts()).toEqual(all(0));
  });

  it.each([
    ['the batch in flight', 0],
    ['those behind it', 3],
  ])('says so in time to %s while the database holds it up, and goes on when it does', async (_who, behind) => {
    const batch = batchOn(database, { patienceMs: 150 });
    const held = database.createQueryRunner();
    afterwards(() => held.release());
    await held.startTransaction();
    await held.query(`SELECT FROM petition WHERE id = 'fair-ebook-terms' FOR UPDATE`);
    const first = batch.sign(signature(1, { clientMutationId: 'one' }));
    first.catch(() => undefined);
    await new Promise(setImmediate);
    const later = Array.from({ length: behind }, (_, i) => batch.sign(signature(i + 2)));
    for (const answer of await Promise.allSettled([first, ...later]))
      expect(answer).toMatchObject({ status: 'rejected', reason: { extensions: { code: 'SIGNING_UNAVAILABLE' } } });
    await held.rollbackTransaction();
    await batch.drain();
    // Whatever became of it meanwhile, it is told again as the first time and counts once.
    expect(await batchOn(database).sign(signature(1, { clientMutationId: 'one' }))).toMatchObject({ became: 'NEW' });
    expect(await counts()).toEqual(all(1));
  });

  it('announces each commit with a growing revision', async () => {
    const seen: Petition[] = [];
    const batch = batchOn(database, { onCommit: (petitions: readonly Petition[]) => seen.push(...petitions) });
    for (const reader of [1, 2, 2, 3]) await batch.sign(signature(reader));
    expect(seen.map(({ count, revision }) => [count, revision])).toEqual([
      [1, 1],
      [2, 2],
      [2, 2],
      [3, 3],
    ]);
  });

  it('looks up the row in the place of a duplicate by its key, even by a plan made when nobody had signed', async () => {
    const connection = database.createQueryRunner();
    afterwards(() => connection.release());
    await connection.query('TRUNCATE signature');
    await connection.query('SET plan_cache_mode = force_generic_plan');
    await connection.query(`PREPARE batch AS ${commitSignatures}`);
    const rows: Record<'QUERY PLAN', string>[] = await connection.query(`EXPLAIN EXECUTE batch(${Array(17).fill('NULL')})`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan using \S+ on signature/);
    expect(plan).not.toContain('Seq Scan on signature');
  });

  it('keeps answers, rows, total, areas and hours equal, whatever signs together', async () => {
    const arrivals = fc.array(fc.record({ reader: fc.nat(30), petitionId: fc.constantFrom('fair-ebook-terms', 'second') }), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async (people) => {
        await database.query('TRUNCATE signature, area_count, hour_count; UPDATE petition SET count = 0');
        const batch = batchOn(database, { batchLimit: 7 });
        const answers = await Promise.all(people.map(({ reader, petitionId }) => batch.sign(signature(reader, { petitionId }))));
        const distinct = new Set(people.map(({ reader, petitionId }) => `${reader} ${petitionId}`)).size;
        const [first, second] = [await counts(), await counts('second')];
        expect(countNew(answers)).toBe(distinct);
        expect(first.rows + second.rows).toBe(distinct);
        expect([first, second]).toEqual([all(first.rows), all(second.rows)]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('what organizers are shown of many signatures', () => {
  const id = 'second';
  const agreed = (reader: number) => signature(reader, { petitionId: id, consentToShowName: reader % 2 === 0 });
  const minuteAt = (now: Date) =>
    summaryTasks({ database, clock: () => now, log: silentLog })[summaryTask] as () => Promise<void>;
  const names = () => namesToShow(new Loaders(database)).load(id);

  it('names are right before they are counted in a database of the release before, and counted while people sign', async () => {
    const batch = batchOn(database, { batchLimit: 20 });
    await Promise.all(Array.from({ length: 300 }, (_, i) => batch.sign(agreed(i))));
    await database.query('UPDATE area_count SET shown = NULL, not_shown = NULL');
    expect(await names()).toBe(150);
    await Promise.all([
      ...Array.from({ length: 500 }, (_, i) => batch.sign(agreed(300 + i))),
      ...Array.from({ length: 5 }, () => minuteAt(new Date())()),
    ]);
    await minuteAt(new Date())();
    const counted = 'SELECT sum(shown)::int AS shown, sum(not_shown)::int AS "notShown" FROM area_count WHERE petition_id = $1';
    expect(await database.query(counted, [id])).toEqual([{ shown: 400, notShown: 400 }]);
    expect(await names()).toBe(400);
    expect((await countAgain(database)).filter((tally) => !agrees(tally))).toEqual([]);
  });

  it('domains of more than a thousand are told as they were counted last, with the moment, and not counted all the time', async () => {
    const batch = batchOn(database);
    const from = (domain: number, reader: number) =>
      batch.sign(signature(reader, { petitionId: id, domainHash: Buffer.alloc(16, domain) }));
    const told = async (now: Date) => {
      const { domains, asOf } = await domainsOf(new Loaders(database), () => now).load(id);
      return { domains: domains.map(({ signatures }) => signatures), asOf };
    };
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 12, minute));
    await Promise.all(Array.from({ length: 1_100 }, (_, i) => from(i % 2, i)));
    expect(await told(at(0))).toEqual({ domains: [550, 550], asOf: at(0) });
    await minuteAt(at(1))();
    expect(await told(at(9))).toEqual({ domains: [550, 550], asOf: at(9) });
    await from(1, 2_000);
    expect(await told(at(10))).toEqual({ domains: [550, 550], asOf: at(1) });
    // It took ten seconds, so it rests for five minutes.
    await database.query('UPDATE domain_summary SET took_ms = 10000');
    await minuteAt(at(5))();
    expect((await told(at(10))).asOf).toEqual(at(1));
    await minuteAt(at(6))();
    expect(await told(at(10))).toEqual({ domains: [551, 550], asOf: at(10) });
    const wrong = async () => (await countAgain(database)).filter((tally) => !agrees(tally)).map(({ petitionId }) => petitionId);
    expect(await wrong()).toEqual([]);
    await database.query(`UPDATE domain_summary SET domains = jsonb_set(domains, '{1,signatures}', '549')`);
    expect(await wrong()).toEqual([id]);
  });
});
