// How long does PostgreSQL take for the first page, the total and the facets of a search among fifty thousand listings? node listings.js [rounds] [--against COMMIT]
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { fillListings } from '../fixtures/manyListings';
import { openDatabase } from '../services/kit/data/database';
import { countAll, readPage } from '../services/kit/data/readPage';
import { silentLog } from '../services/kit/words/log';
import { entities, migrations } from '../services/partnership/features';
import { LibraryType } from '../services/partnership/libraries';
import { Commitment } from '../services/partnership/listings';
import { type ListingFilter, ListingOrder } from '../services/partnership/listings/listingFilter';
import { countFacets, listingList } from '../services/partnership/listings/listingSearch';
import { ActivityKind } from '../services/partnership/programme';
import { freePort } from '../start/ports';
import { startPostgres } from '../start/postgres';
import { againstIn, compareWith, printedBy } from './against';
import { spread, written } from './measure';

const { commit, rest } = againstIn(process.argv.slice(2));
const rounds = Number(rest[0] ?? 15);
const count = 50_000;
const now = new Date('2026-11-23T12:00:00Z');
const say = (line: string) => process.stdout.write(`${line}\n`);

const searches: Readonly<Record<string, ListingFilter>> = {
  everything: {},
  'one country': { countries: ['FI'] },
  'a language and an interest': { languages: ['en'], interests: [ActivityKind.TRAINING] },
  'one word that all have': { text: 'makerspace' },
  'two frequent words': { text: 'makerspace cataloguing' },
  'two frequent words in a country': { text: 'makerspace cataloguing', countries: ['FI'] },
  'a rare word': { text: 'zeppelin' },
  'a word nobody wrote': { text: 'quixotic' },
  'two letters': { text: 'ka' },
  'a city': { text: 'city4711' },
  'a circle': { near: { latitude: 50, longitude: 10, withinKm: 500 } },
  'half the earth': { near: { latitude: 50, longitude: 10, withinKm: 10_000 } },
  'every condition': {
    countries: ['DE', 'FR'],
    languages: ['en', 'de', 'fr'],
    types: [LibraryType.PUBLIC],
    interests: [ActivityKind.TRAINING, ActivityKind.READING_CLUB],
    commitment: Commitment.FORMAL,
    text: 'makerspace',
  },
};

/** How often each side fills a database of its own to be compared; each search then runs so many rounds there. */
const turns = 3;

async function main(): Promise<void> {
  if (commit) return compareWith(commit, turns, 'ms', medians, say, roughMs);
  const folder = mkdtempSync(join(tmpdir(), 'shelfbridge-bench-'));
  const server = await startPostgres({ folder, port: await freePort() });
  try {
    const database = await openDatabase({ url: server.adminUrl, name: 'bench', entities, migrations, log: silentLog });
    await fillListings(database, count);
    say(
      `${count} listings; milliseconds at the database (planned and executed), median [min..max] of ${rounds}; goal: at most 50`,
    );
    for (const [what, filter] of Object.entries(searches)) {
      const list = listingList({ filter, now }, ListingOrder.NEWEST);
      const parts = {
        page: (asked: DataSource) => readPage(asked, list, { first: 20 }),
        total: (asked: DataSource) => countAll(asked, list),
        facets: (asked: DataSource) => countFacets(asked, { filter, now }),
      };
      const times = Object.entries(parts).map(([name, read]) => ({ name, read, took: [] as number[] }));
      for (let round = -2; round < rounds; round++) {
        for (const { read, took } of times) {
          const spent = await atDatabase(database, read);
          if (round >= 0) took.push(spent);
        }
      }
      say(`${what.padEnd(34)} ${times.map(({ name, took }) => `${name} ${written(spread(took)).padEnd(22)}`).join(' ')}`);
    }
    await database.destroy();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The benchmark of a commit prints tenths of milliseconds. */
const roughMs = 1;

/** The medians of the commit in the folder, by its own benchmark, and their sums over all searches. */
async function medians(folder: string): Promise<Record<string, number>> {
  const figures = await printedBy(folder, ['listings', String(rounds)], (line) =>
    [...line.matchAll(/\b(page|total|facets) ([\d.]+) \[/g)].map(
      ([, part, ms]) => [`${line.slice(0, 34).trim()}, ${part}`, Number(ms)] as const,
    ),
  );
  for (const part of ['page', 'total', 'facets']) {
    const all = Object.entries(figures).filter(([name]) => name.endsWith(`, ${part}`));
    figures[`all searches together, ${part}`] = all.reduce((sum, [, ms]) => sum + ms, 0);
  }
  return figures;
}

/** What PostgreSQL says that the statements took which `read` sends, in milliseconds. */
async function atDatabase(database: DataSource, read: (asked: DataSource) => Promise<unknown>): Promise<number> {
  let spent = 0;
  const query = async (text: string, parameters: unknown[]) => {
    const [explained] = await database.query(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`, parameters);
    const plan = explained['QUERY PLAN'][0];
    spent += plan['Planning Time'] + plan['Execution Time'];
    return [{ total: 0 }];
  };
  await read(new Proxy(database, { get: (target, name) => (name === 'query' ? query : Reflect.get(target, name)) })).catch(
    (fault: unknown) => {
      if (!(fault instanceof TypeError)) throw fault;
    },
  );
  return spent;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error}\n`);
  process.exitCode = 1;
});
