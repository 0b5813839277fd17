// Promises of: the live count of a petition, now and whenever it changes.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { Advocacy } from '#advocacy/subgraph';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { dataOf, post } from '../../support/graphql';
import { endSessions, type TestDatabase } from '../../support/postgres';
import { Reader } from '../../support/reader';

const LIVE = `subscription ($id: ID!) { petitionCount(id: $id) { count countedAt petition { title endorsements(first: 5) { totalCount } } } }`;
const SIGN = `mutation ($input: SignPetitionInput!) { signPetition(input: $input) { outcome } }`;
const id = 'fair-ebook-terms';

let database: TestDatabase;
let advocacy: Advocacy;
const closing: (() => unknown)[] = [];

const sign = async (reader: number, at = advocacy) =>
  dataOf(
    await post(at.url, SIGN, { input: { petitionId: id, name: 'Reader', email: `r${reader}@library.example`, country: 'US' } }),
  );

// biome-ignore lint/suspicious/noExplicitAny: frames have the shape of the document
function follow(at = advocacy, variables = { id }): Reader<any> & { stop(): void } {
  const client = createClient({ url: at.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0 });
  const reader = new Reader();
  const stop = client.subscribe(
    { query: LIVE, variables },
    { next: reader.push, error: reader.end, complete: () => reader.end() },
  );
  closing.push(() => client.dispose());
  return Object.assign(reader, { stop }) as never;
}

beforeEach(async () => {
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await advocacy.stop();
  await database.drop();
});

describe('the live count of a petition', () => {
  it('begins with the current count and continues with each change', async () => {
    await sign(1);
    const reader = follow();
    expect((await reader.next()).data.petitionCount).toMatchObject({
      count: 1,
      petition: { title: 'Fair ebook terms for every library' },
    });
    await sign(2);
    expect((await reader.next()).data.petitionCount.count).toBe(2);
  });

  it('is read and executed once for all gateways, and its endorsements are read and counted with those of other petitions', async () => {
    await advocacy.database.query(`
      INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
      SELECT 'hot-' || i, 'Hot', 'Sell.', 'A publisher', '{}', 'OPEN', false, false, '2026-10-01' FROM generate_series(1, 10) AS i`);
    const statements: string[] = [];
    const other = await startAdvocacyAt(database.url, { onStatement: (sql) => statements.push(sql) });
    closing.push(() => other.stop());
    const readers = Array.from({ length: 50 }, (_, i) => follow(other, { id: `hot-${1 + (i % 10)}` }));
    for (const reader of readers) expect((await reader.next()).data.petitionCount.count).toBe(0);
    statements.length = 0;
    await advocacy.database.query(`UPDATE petition SET count = 7, revision = revision + 1 WHERE id LIKE 'hot-%'`);
    const ids = Array.from({ length: 10 }, (_, i) => `hot-${1 + i}`);
    await advocacy.database.query(`SELECT pg_notify('petition_counts', $1)`, [JSON.stringify({ from: 'elsewhere', ids })]);
    for (const reader of readers) expect((await reader.next()).data.petitionCount.count).toBe(7);
    const ofEndorsements = statements.filter((sql) => sql.includes('FROM endorsement'));
    // Two for all that change in one moment, and not two for each of ten petitions.
    expect(ofEndorsements.length).toBeLessThan(10);
  });

  it('shows the newest count, not each one, when many sign at once', async () => {
    const reader = follow();
    await reader.next();
    const began = performance.now();
    await Promise.all(Array.from({ length: 300 }, (_, i) => sign(i)));
    await reader.until((frame) => frame.data.petitionCount.count === 300);
    // The first frame, one at once, and five a second.
    expect(reader.seen.length).toBeLessThanOrEqual(2 + (performance.now() - began) / 200);
  });

  it('shows new states as seldom as the operator wants', async () => {
    const other = await startAdvocacyAt(database.url, { countIntervalMs: 30_000 });
    closing.push(() => other.stop());
    const [seldom, often] = [follow(other), follow()];
    for (const reader of [seldom, often]) await reader.next();
    for (let i = 0; i < 3; i++) await sign(i);
    await often.until((frame) => frame.data.petitionCount.count === 3);
    // The first change at once, and no further one before its time.
    expect(seldom.seen.length).toBeLessThanOrEqual(2);
    expect(seldom.seen.at(-1)?.data.petitionCount.count).toBeLessThan(3);
  });

  it('never goes back to an older count', async () => {
    const reader = follow();
    await Promise.all(Array.from({ length: 100 }, (_, i) => sign(i)));
    await reader.until((frame) => frame.data.petitionCount.count === 100);
    const seen = reader.seen.map((frame) => frame.data.petitionCount.count);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('shows what another process on the same database counted', async () => {
    const other = await startAdvocacyAt(database.url);
    closing.push(() => other.stop());
    const reader = follow(other);
    await reader.next();
    await sign(1);
    expect((await reader.next()).data.petitionCount.count).toBe(1);
  });

  it('catches up with what it missed after its notice connection was lost', async () => {
    const other = await startAdvocacyAt(database.url);
    closing.push(() => other.stop());
    const reader = follow(other);
    await reader.next();
    await endSessions(other.database, 'listen notices');
    await sign(1);
    expect((await reader.until((frame) => frame.data.petitionCount.count === 1)).data.petitionCount.count).toBe(1);
  });

  it('reads the petitions of readers who come together by few statements', async () => {
    await advocacy.database.query(
      `INSERT INTO petition SELECT (jsonb_populate_record(p, jsonb_build_object('id', 'p' || i))).* FROM petition p, generate_series(1, 400) i WHERE id = '${id}'`,
    );
    const statements: string[] = [];
    const other = await startAdvocacyAt(database.url, { onStatement: (sql) => statements.push(sql) });
    closing.push(() => other.stop());
    statements.length = 0;
    const feeds = await Promise.all(Array.from({ length: 400 }, (_, i) => other.app.feed.watch([`p${i + 1}`])));
    for (const [i, feed] of feeds.entries()) expect((await feed.next()).value).toMatchObject([{ id: `p${i + 1}` }]);
    expect(statements.filter((sql) => sql.includes('"petition"')).length).toBeLessThanOrEqual(3);
    await expect(Promise.all([other.app.feed.watch(['p1']), other.app.feed.watch(['nope'])])).rejects.toThrow('nope');
    for (const feed of feeds) await feed.return();
  });

  it('reads the rows of each event anew', async () => {
    const reader = follow();
    expect((await reader.next()).data.petitionCount.petition.endorsements.totalCount).toBe(4);
    await advocacy.database.query(`INSERT INTO endorsement VALUES ('${id}', 'demo-oslo-no', '2026-11-01', true)`);
    await sign(1);
    expect((await reader.next()).data.petitionCount.petition.endorsements.totalCount).toBe(5);
  });

  it('lets a reader leave at once, even while nothing happens', async () => {
    const reader = follow();
    await reader.next();
    expect(advocacy.app.feed.readers).toBe(1);
    reader.stop();
    await reader.ended();
    const gone = new Reader<number>();
    const look = () => (advocacy.app.feed.readers === 0 ? gone.push(0) : void setImmediate(look));
    look();
    await gone.next();
  });

  it.each([
    ['a petition of the past', 'ebooksforall', 'NO_LIVE_COUNT'],
    ['an unknown petition', 'nope', 'NOT_FOUND'],
    ['a NUL byte', 'a\0b', 'BAD_USER_INPUT'],
  ])('refuses %s with a code and keeps the socket open', async (_what, asked, code) => {
    const reader = follow(advocacy, { id: asked });
    expect((await reader.next()).errors[0].extensions.code).toBe(code);
    expect(await reader.ended()).toBeUndefined();
    expect(advocacy.app.feed.readers).toBe(0);
  });
});
