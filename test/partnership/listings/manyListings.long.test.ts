// Promises of: a search among fifty thousand listings reads its page by an index, and counts its facets right.
import type { DataSource } from 'typeorm';
import type { Slice } from '#kit/data/page';
import { countAll, readPage } from '#kit/data/readPage';
import { LibraryType } from '#partnership/libraries/index';
import { Commitment } from '#partnership/listings/index';
import { type ListingFilter, ListingOrder } from '#partnership/listings/listingFilter';
import { countFacets, listingList, type SearchedListing } from '#partnership/listings/listingSearch';
import { ActivityKind } from '#partnership/programme/index';
import { fillListings } from '../../../fixtures/manyListings';
import { demoDatabase, migratedDatabase, seededAt } from '../../support/partnership';

let database: DataSource;
let drop: () => Promise<void>;
beforeAll(async () => {
  const test = await demoDatabase();
  drop = test.drop;
  database = await migratedDatabase(test.url);
  await fillListings(database, 50_000);
  // Once in fifty times one of the few rows stands among the hundred of PostgreSQL's sample, which takes it for one row in a hundred.
  for (let tries = 0; tries < 5 && (await isSampled('zeppelin')); tries++) await database.query('ANALYZE listing_search');
}, 120_000);
afterAll(async () => {
  await database.destroy();
  await drop();
});

async function isSampled(word: string): Promise<boolean> {
  const rows: unknown[] = await database.query(
    `SELECT FROM pg_stats WHERE tablename = 'listing_search' AND attname = 'words' AND histogram_bounds::text LIKE '%' || $1 || '%'`,
    [word],
  );
  return rows.length > 0;
}

/** How PostgreSQL reads a page of a search, and what it did. */
async function planOf(filter: ListingFilter): Promise<string> {
  const { from, where, parameters } = listingList({ filter, now: seededAt }, ListingOrder.NEWEST);
  const plan: { 'QUERY PLAN': string }[] = await database.query(
    `EXPLAIN ANALYZE SELECT * FROM ${from} WHERE ${where} ORDER BY listed_at DESC, id DESC LIMIT 21`,
    [...(parameters ?? [])],
  );
  return plan.map((line) => line['QUERY PLAN']).join('\n');
}

it('reads the first page by the index of moments, and stops at the end of the page', async () => {
  const plan = await planOf({});
  expect(plan).toMatch(/Index Scan Backward using listing_search_by_time on listing_search .*rows=21\b/);
  expect(plan).not.toMatch(/Seq Scan/);
});

it.each<[string, ListingFilter, RegExp]>([
  ['frequent words by the index of days', { text: 'makerspace cataloguing' }, /Index Scan Backward using listing_search_by_time/],
  ['a rare word by the index of words', { text: 'Zéppelin' }, /Bitmap Index Scan on listing_search_by_words/],
  [
    'a small circle by the band of latitudes',
    { near: { latitude: 50, longitude: 10, withinKm: 50 } },
    /listing_search_by_latitude/,
  ],
])('finds %s', async (_what, filter, index) => {
  const plan = await planOf(filter);
  expect(plan).toMatch(index);
  expect(plan).not.toMatch(/Seq Scan/);
});

it('counts facets and totals by a covering index when the filter has no words and no place', async () => {
  const plans: string[] = [];
  const explain = {
    query: async (text: string, parameters: unknown[]) => {
      const rows: { 'QUERY PLAN': string }[] = await database.query(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, parameters);
      plans.push(rows.map((line) => line['QUERY PLAN']).join('\n'));
      return [{ total: 0 }];
    },
    getMetadata: database.getMetadata.bind(database),
  };
  for (const filter of [{}, { languages: ['en'], interests: [ActivityKind.TRAINING] }, { countries: ['FI'] }]) {
    await countFacets(explain as never, { filter, now: seededAt }).catch(() => undefined);
    await countAll(explain as never, listingList({ filter, now: seededAt }, ListingOrder.NEWEST));
  }
  expect(plans).toHaveLength(6);
  for (const plan of plans) {
    expect(plan).toMatch(/Index Only Scan using listing_search_by_end on listing_search/);
    expect(plan).not.toMatch(/Seq Scan on listing_search/);
    expect(plan).toMatch(/Heap Fetches: 0/);
  }
});

it.each<[string, ListingFilter]>([
  ['everything', {}],
  ['a rare word', { text: 'zeppelin' }],
  ['a country and a language', { countries: ['FI'], languages: ['pt'] }],
  [
    'a type, a commitment and an interest',
    { types: [LibraryType.PUBLIC], commitment: Commitment.FORMAL, interests: [ActivityKind.TRAINING] },
  ],
])('counts the facets of %s as listings and libraries say', async (_what, filter) => {
  const facets = await countFacets(database, { filter, now: seededAt });
  const { countries = null, languages = null, types = null, interests = null, commitment = null, text = null } = filter;
  const own = {
    countries: ['ARRAY[country]', '$1::text[] IS NULL OR country = ANY($1)'],
    languages: [
      'languages',
      `$2::text[] IS NULL OR EXISTS (SELECT FROM unnest(languages) AS tag, unnest($2) AS range WHERE tag = range OR tag LIKE range || '-%')`,
    ],
    types: ['ARRAY[type]', '$3::text[] IS NULL OR type = ANY($3)'],
    interests: ['activity_interests', '$4::text[] IS NULL OR activity_interests && $4'],
    commitments: ['ARRAY[commitment]', '$5::text IS NULL OR commitment = $5'],
  } as const;
  for (const [facet, [values]] of Object.entries(own)) {
    const others = Object.entries(own).map(([name, [, condition]]) =>
      name === facet ? `(${condition} OR true)` : `(${condition})`,
    );
    const counted = await database.query(
      `SELECT value, count(*)::int AS count FROM listing JOIN library ON library.id = library_id, unnest(${values}) AS value
       WHERE value IS NOT NULL AND state = 'PUBLISHED' AND ($6::text IS NULL OR plain(offers) LIKE '%' || $6 || '%') AND ${others.join(' AND ')}
         AND coalesce(expires_on, 'infinity') > $7 GROUP BY value ORDER BY count DESC, value`,
      [countries, languages, types, interests, commitment, text, seededAt],
    );
    const shown = facets[facet as keyof typeof own].map(({ value, count }) => ({ value, count }));
    if (facet !== 'languages') expect({ [facet]: shown }).toEqual({ [facet]: counted });
    else
      expect(shown.map(({ value }) => value)).toEqual(
        expect.arrayContaining(counted.map(({ value }: { value: string }) => value)),
      );
  }
});

it('counts of each language, with its dialects and members, what the filter for it finds', async () => {
  const { languages } = await countFacets(database, { filter: {}, now: seededAt });
  expect(languages.map(({ value }) => value)).toEqual(expect.arrayContaining(['no', 'nb', 'pt', 'pt-BR']));
  for (const { value, count } of languages)
    expect([value, count]).toEqual([
      value,
      await countAll(database, listingList({ filter: { languages: [value] }, now: seededAt }, ListingOrder.NEWEST)),
    ]);
});

it('pages through a list that grows meanwhile, showing each listing once', async () => {
  const list = listingList({ filter: { countries: ['KE'] }, now: seededAt }, ListingOrder.NEWEST);
  const seen: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 5; page++) {
    const { nodes, pageInfo }: Slice<SearchedListing> = await readPage(database, list, { first: 50, after });
    seen.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    // Of those that were shown, one is published anew and one leaves.
    await database.query(`UPDATE listing SET listed_at = '2026-11-20' WHERE id = $1`, [seen[10 * page]]);
    await database.query(`UPDATE listing SET state = 'WITHDRAWN' WHERE id = $1`, [seen[10 * page + 1]]);
  }
  expect(new Set(seen).size).toBe(250);
});
