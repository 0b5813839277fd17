// Promises of: the live counts of many petitions, in one stream.
import type { Petition } from '#advocacy/petitions/petition';
import { SigningResolver } from '#advocacy/petitions/signing/signing.resolver';
import type { Advocacy } from '#advocacy/subgraph';
import { demoDatabase, startAdvocacyAt } from '../../support/advocacy';
import { dataOf, post } from '../../support/graphql';
import type { TestDatabase } from '../../support/postgres';

let database: TestDatabase;
let advocacy: Advocacy;
const made = (id: string) =>
  advocacy.database.query(
    `INSERT INTO petition (id, title, ask, target, organizers, state, historical, demo, listed_on)
     VALUES ($1, $1, 'Ask', 'Target', '{}', 'OPEN', false, true, '2026-01-01')`,
    [id],
  );
const sign = (petitionId: string, n: number, { app, database }: Advocacy = advocacy) =>
  new SigningResolver().signPetition(
    {
      petitionId,
      name: 'Reader',
      email: `reader${n}@library.example`,
      country: 'US',
      consentToShowName: false,
      language: 'en',
      updatesConsent: false,
    },
    { app, database },
  );
const shown = (frame: IteratorResult<readonly Petition[], void>) =>
  (frame.value ?? []).map(({ id, count }) => `${id} ${count}`).join(', ');

beforeEach(async () => {
  database = await demoDatabase();
  advocacy = await startAdvocacyAt(database.url);
  await made('a');
  await made('b');
});
afterEach(async () => {
  await advocacy.stop();
  await database.drop();
});

describe('the counts of many petitions', () => {
  it('begin with all of them and continue with all of them, even when only one changes', async () => {
    const live = await advocacy.app.feed.watch(['b', 'a']);
    expect(shown(await live.next())).toBe('a 0, b 0');
    await sign('b', 1);
    expect(shown(await live.next())).toBe('a 0, b 1');
    await sign('fair-ebook-terms', 1);
    await sign('a', 1);
    expect(shown(await live.next())).toBe('a 1, b 1');
    await live.return();
    expect(advocacy.app.feed.readers).toBe(0);
  });

  it('lose nothing for a reader that was slow while both changed', async () => {
    const live = await advocacy.app.feed.watch(['a', 'b']);
    await Promise.all([sign('a', 1), sign('b', 1)]);
    await Promise.all([sign('a', 2), sign('b', 2), sign('b', 3)]);
    let last = '';
    while (last !== 'a 2, b 3') last = shown(await live.next());
    await live.return();
  });

  it('follow all open petitions as they open and close, also in another process', async () => {
    const other = await startAdvocacyAt(database.url);
    const live = await advocacy.app.feed.watch(undefined);
    expect(shown(await live.next())).toBe('a 0, b 0, demo-menos-espera 0, fair-ebook-terms 0');
    await other.database.query(`UPDATE petition SET state = 'CLOSED', revision = revision + 1 WHERE id = 'a'`);
    other.app.feed.publish(await other.database.query(`SELECT id FROM petition WHERE id = 'a'`));
    expect(shown(await live.next())).toBe('b 0, demo-menos-espera 0, fair-ebook-terms 0');
    await made('c');
    await sign('c', 1, other);
    let last = '';
    while (last !== 'b 0, c 1, demo-menos-espera 0, fair-ebook-terms 0') last = shown(await live.next());
    await live.return();
    await other.stop();
  });

  it.each([
    ['NOT_FOUND', ['a', 'nope']],
    ['NO_LIVE_COUNT', ['a', 'ebooksforall']],
  ])('refuse with %s a petition without a live count', async (code, ids) => {
    await expect(advocacy.app.feed.watch(ids)).rejects.toMatchObject({ extensions: { code } });
    expect(advocacy.app.feed.readers).toBe(0);
  });
});

describe('petitions that move', () => {
  const ask = async (query: string, variables = {}) => dataOf(await post(advocacy.url, query, variables));

  it('are the open ones, the most signed of the last day first; what was signed before, and what nobody signs, is not among them', async () => {
    await sign('b', 1);
    await sign('b', 2);
    await sign('a', 1);
    await made('long-ago');
    await advocacy.database.query(
      `INSERT INTO hour_count (petition_id, hour, count, withdrawn) VALUES ('long-ago', date_trunc('hour', now()) - interval '24 hours', 9, 0),
         ('a', date_trunc('hour', now()) - interval '24 hours', 9, 0), ('a', date_trunc('hour', now()) - interval '22 hours', 1, 0)`,
    );
    await made('closed');
    await sign('closed', 1);
    await advocacy.database.query(`UPDATE petition SET state = 'CLOSED' WHERE id = 'closed'`);
    const { trendingPetitions, petition, gone } = await ask(`{
      trendingPetitions(first: 10) { id signedLastDay }
      petition(id: "closed") { signedLastDay }
      gone: petition(id: "ebooksforall") { signedLastDay }
    }`);
    expect(trendingPetitions).toEqual(
      expect.arrayContaining([
        { id: 'b', signedLastDay: 2 },
        { id: 'a', signedLastDay: 2 },
      ]),
    );
    expect(trendingPetitions).toHaveLength(2);
    expect([petition.signedLastDay, gone.signedLastDay]).toEqual([1, null]);
    expect((await ask('{ trendingPetitions(first: 1) { id } }')).trendingPetitions).toHaveLength(1);
  });

  it('are found by words of their title, of what they ask and of whom, whatever stands in the words', async () => {
    const found = async (text: string) => {
      const { petitions } = await ask(
        'query ($text: String) { petitions(filter: { text: $text }) { totalCount nodes { id } } }',
        {
          text,
        },
      );
      expect(petitions.totalCount).toBe(petitions.nodes.length);
      return petitions.nodes.map(({ id }: { id: string }) => id);
    };
    await advocacy.database.query(`UPDATE petition SET title = '100% of us_all', ask = 'Ebooks für Čtenáře' WHERE id = 'a'`);
    expect(await found('  100%   US_ALL ')).toEqual(['a']);
    expect(await found('čtenáře FÜR')).toEqual(['a']);
    expect(await found('100% nothing')).toEqual([]);
    expect(await found('1%f')).toEqual([]);
    expect(await found('\\')).toEqual([]);
    expect(await found('#ebooksforall')).toEqual(['ebooksforall']);
    expect((await found(' ')).length).toBeGreaterThan(3);
  });
});
