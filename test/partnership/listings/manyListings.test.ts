// Promises of: a search among fifty thousand listings reads its first page by an index, and is fast at the database.
import { performance } from 'node:perf_hooks';
import type { DataSource } from 'typeorm';
import { readPage, type Slice } from '#kit/page';
import type { Listing } from '#partnership/listings/index';
import { countFacets } from '#partnership/listings/listingFacets';
import { type ListingFilter, ListingOrder } from '#partnership/listings/listingFilter';
import { listingList } from '#partnership/listings/listingSearch';
import { ActivityKind } from '#partnership/programme/index';
import { demoDatabase, migratedDatabase, seededAt } from '../stage';
import { fillListings } from './manyListings';

let database: DataSource;
let drop: () => Promise<void>;
beforeAll(async () => {
  const test = await demoDatabase();
  drop = test.drop;
  database = await migratedDatabase(test.url);
  await fillListings(database, 50_000);
}, 120_000);
afterAll(async () => {
  await database.destroy();
  await drop();
});

/** The median of nine, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[4]!;
}

/** Five times what was measured on two busy cores: the goal is 50 ms, but a test must not fail because a machine is busy. */
const most = 250;

it('reads the first page by the index of days, and stops where the page ends', async () => {
  const { from, where, parameters } = listingList({ filter: {}, now: seededAt }, ListingOrder.NEWEST);
  const plan: { 'QUERY PLAN': string }[] = await database.query(
    `EXPLAIN ANALYZE SELECT * FROM ${from} WHERE ${where} ORDER BY listed_on DESC, id DESC LIMIT 21`,
    [...(parameters ?? [])],
  );
  const text = plan.map((line) => line['QUERY PLAN']).join('\n');
  expect(text).toMatch(/Index Scan Backward using listing_by_day on listing .*rows=21\b/);
  expect(text).not.toMatch(/Seq Scan/);
});

it.each<[string, ListingFilter]>([
  ['everything', {}],
  ['one country', { countries: ['FI'] }],
  ['a language and an interest', { languages: ['en'], interests: [ActivityKind.TRAINING] }],
  ['two frequent words', { text: 'makerspace cataloguing' }],
  ['a rare word', { text: 'zeppelin' }],
  ['a circle', { near: { latitude: 50, longitude: 10, withinKm: 500 } }],
])('finds by %s, with facets, in time', async (_what, filter) => {
  const search = { filter, now: seededAt };
  expect(await timed(() => readPage(database, listingList(search, ListingOrder.NEWEST), { first: 20 }))).toBeLessThan(most);
  expect(await timed(() => countFacets(database, search))).toBeLessThan(most);
});

it('pages through a list to which others add, showing each listing once', async () => {
  const list = listingList({ filter: { countries: ['KE'] }, now: seededAt }, ListingOrder.NEWEST);
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 5; page++) {
    const { nodes, pageInfo }: Slice<Listing> = await readPage(database, list, { first: 50, after });
    seen.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    // Of those that were shown, one is published anew and one leaves.
    await database.query(`UPDATE listing SET listed_on = '2026-11-20' WHERE id = $1`, [seen[10 * page]]);
    await database.query(`UPDATE listing SET state = 'WITHDRAWN' WHERE id = $1`, [seen[10 * page + 1]]);
  }
  expect(new Set(seen).size).toBe(250);
});
