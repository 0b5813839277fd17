// Promises of: tables, constraints and seeds of the partnership subgraph.
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { AuditEntry } from '#kit/data/audit';
import { entities } from '#partnership/features';
import { CommitteeImport, LibraryMerge } from '#partnership/libraries/index';
import { ListingContact } from '#partnership/listings/listingContact';
import { CalendarNumber } from '#partnership/meetings/calendar';
import { Meeting } from '#partnership/meetings/meeting';
import { AgreementVersion } from '#partnership/partnerships/agreement';
import { seed } from '#partnership/seed';
import { Suggestion } from '#partnership/suggestions/index';
import { demoDatabase, migratedDatabase, seededAt } from '../support/partnership';
import { createDatabase, type TestDatabase } from '../support/postgres';

describe('the partnership tables', () => {
  let test: TestDatabase;
  let database: DataSource;
  beforeAll(async () => {
    test = await demoDatabase();
    database = await migratedDatabase(test.url);
  });
  afterAll(async () => {
    await database.destroy();
    await test.drop();
  });

  it('are those that the entities describe', async () => {
    const { upQueries } = await database.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('stay the same when the same seed runs again, also from two processes', async () => {
    const rows = async () =>
      Promise.all(seeded().map((entity) => database.query(`SELECT * FROM ${tableOf(entity)} ORDER BY id`)));
    const before = await rows();
    const other = await migratedDatabase(test.url);
    await Promise.all([seed(database, 'demo', new Date('2027-05-05T00:00:00Z')), seed(other, 'facts', seededAt)]);
    await other.destroy();
    expect(await rows()).toEqual(before);
    expect(before.every((table) => table.length > 0)).toBe(true);
  });

  it('have the consents that an example told without, unless somebody changed its pair since', async () => {
    const consents = () =>
      database.query(`SELECT id, story_consents FROM partnership WHERE demo AND story_consents <> '{}' ORDER BY id`);
    const delivered: { id: string }[] = await consents();
    expect(delivered.length).toBeGreaterThan(1);
    await database.query(`UPDATE partnership SET story_consents = '{}' WHERE demo`);
    const changed = delivered[0]!.id;
    await database.query(
      `INSERT INTO audit_entry (at, subject, action, record_id) VALUES (now(), 'staff', 'consentToStories', $1)`,
      [changed],
    );
    await seed(database, 'demo', seededAt);
    expect(await consents()).toEqual(delivered.slice(1));
  });

  it('are filled at the next start too after the committee made two of their libraries one', async () => {
    const pairs = () => database.query(`SELECT count(*)::int AS count FROM partnership`);
    const before = await pairs();
    await database.query(`UPDATE library SET merged_into = 'demo-oslo-no' WHERE id IN ('demo-alexandria-eg', 'demo-seoul-kr')`);
    await database.query(`DELETE FROM activity WHERE partnership_id = 'demo-auckland-seoul'`);
    await database.query(`DELETE FROM partnership WHERE id = 'demo-auckland-seoul'`);
    await seed(database, 'demo', seededAt);
    expect(await pairs()).toEqual([{ count: before[0].count - 1 }]);
  });

  /** The entities of which a new database begins with some. */
  const seeded = () =>
    entities.filter(
      (entity) =>
        !(
          [
            AuditEntry,
            AgreementVersion,
            CalendarNumber,
            CommitteeImport,
            LibraryMerge,
            ListingContact,
            Meeting,
            Suggestion,
          ] as Function[]
        ).includes(entity),
    );
  const tableOf = (entity: Function) => database.getMetadata(entity).tablePath;

  const pair = (id: string, a: [string, string], b: [string, string], state: string) =>
    database.query(
      `INSERT INTO partnership (id, library_a, country_a, library_b, country_b, state, formality, listed_on, goals, activity_kinds,
         historical, demo, source_ids, confidence) VALUES ($1, $2, $3, $4, $5, $6, 'UNKNOWN', '2026-01-01', '{}', '{}', false, true, '{}', 'DEMO')`,
      [id, ...a, ...b, state],
    );

  it.each([
    [
      'a second living partnership of a pair',
      ['demo-chicago-us', 'US'],
      ['demo-helsinki-fi', 'FI'],
      'PROPOSED',
      'partnership_living_pair',
    ],
    [
      'a pair written the other way round',
      ['demo-helsinki-fi', 'FI'],
      ['demo-chicago-us', 'US'],
      'ENDED',
      'partnership_pair_written_once',
    ],
    ['a library that is its own sister', ['demo-oslo-no', 'NO'], ['demo-oslo-no', 'NO'], 'PROPOSED', 'partnership_(across|pair)'],
    ['partners of one country', ['demo-boston-us', 'US'], ['demo-chicago-us', 'US'], 'PROPOSED', 'partnership_across_borders'],
    [
      'a country that is not that of the library',
      ['demo-boston-us', 'US'],
      ['demo-chicago-us', 'CA'],
      'PROPOSED',
      'partnership_library_b',
    ],
    ['a library that does not exist', ['demo-boston-us', 'US'], ['nowhere-fr', 'FR'], 'PROPOSED', 'partnership_library_b'],
    ['a state that is not one', ['demo-boston-us', 'US'], ['demo-oslo-no', 'NO'], 'FRIENDLY', 'partnership_state'],
  ] as const)('refuse %s', async (_what, a, b, state, constraint) => {
    await expect(pair('illegal', [...a], [...b], state)).rejects.toThrow(new RegExp(constraint));
  });

  it('accept a new partnership of a pair whose earlier one has ended', async () => {
    await pair('ended', ['demo-boston-us', 'US'], ['demo-oslo-no', 'NO'], 'ENDED');
    await pair('anew', ['demo-boston-us', 'US'], ['demo-oslo-no', 'NO'], 'PROPOSED');
    await database.query(`DELETE FROM partnership WHERE id IN ('ended', 'anew')`);
  });

  it('refuse a second published listing of a library, and a published one that never expires', async () => {
    const publish = (id: string, library: string, expires: string | null) =>
      database.query(
        `INSERT INTO listing (id, library_id, state, preferred_countries, preferred_languages, activity_interests, published_on,
           expires_on, historical, listed_at, demo, source_ids, confidence)
         VALUES ($1, $2, 'PUBLISHED', '{}', '{}', '{}', '2026-01-01', $3, false, '2026-01-01', false, '{}', 'HIGH')`,
        [id, library, expires],
      );
    await expect(publish('second', 'lalin-es', '2027-01-01')).rejects.toThrow('listing_published_once');
    await expect(publish('endless', 'galway-ie', null)).rejects.toThrow('listing_published');
    await expect(publish('backwards', 'galway-ie', '2025-01-01')).rejects.toThrow('listing_expiry');
  });

  it('refuse a second library with the same ISIL in another case', async () => {
    await database.query(`UPDATE library SET isil = 'DK-710100' WHERE id = 'demo-kobenhavn-dk'`);
    await expect(database.query(`UPDATE library SET isil = 'dk-710100' WHERE id = 'demo-aarhus-dk'`)).rejects.toThrow(
      'library_by_isil',
    );
  });

  it('mark exactly the rows of the demonstration as invented', async () => {
    for (const table of ['library', 'listing', 'partnership', 'success_story']) {
      const wrong = await database.query(
        `SELECT id FROM ${table} WHERE demo <> (id LIKE '%demo-%') OR demo <> (confidence = 'DEMO')`,
      );
      expect(wrong).toEqual([]);
    }
  });
});

describe('the seed of facts', () => {
  it('adds nothing invented', async () => {
    const { url, drop } = await createDatabase();
    const database = await migratedDatabase(url);
    await seed(database, 'none', seededAt);
    expect(await database.query('SELECT * FROM library')).toEqual([]);
    await seed(database, 'facts', seededAt);
    expect(await database.query(`SELECT count(*)::int AS n FROM library`)).toEqual([{ n: 31 }]);
    for (const table of ['library', 'listing', 'partnership', 'success_story'])
      expect(await database.query(`SELECT id FROM ${table} WHERE demo`)).toEqual([]);
    await database.destroy();
    await drop();
  });

  it('refers only to sources that exist', async () => {
    const { url, drop } = await demoDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    for (const table of ['library', 'listing', 'partnership', 'success_story', 'tip', 'activity', 'programme_call']) {
      const sql = `SELECT DISTINCT named FROM ${table}, unnest(source_ids) AS named WHERE named NOT IN (SELECT id FROM source)`;
      expect((await client.query(sql)).rows).toEqual([]);
    }
    await client.end();
    await drop();
  });
});
