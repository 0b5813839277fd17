// By which moment are listings sorted, and in which small groups do searches count their interests?
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { searchListings } from './1700000010000-ListingSearch';

const bands = ['a', 'b', 'c'];
const interestsIn = (band: number) => `facet('interests', band(activity_interests, ${band}))`;
const traits = `facet('countries', ARRAY[country]) || facet('types', ARRAY[type]) || facet('commitments', ARRAY[commitment])`;
const newFunction = `
CREATE FUNCTION search_listings(changed text[]) RETURNS void LANGUAGE sql BEGIN ATOMIC
  DELETE FROM listing_search WHERE id = ANY(changed);
  INSERT INTO facet_group (members, found_by)
    SELECT DISTINCT members, ranges(members) FROM listing JOIN library ON library.id = library_id, LATERAL (VALUES
      (${traits}), (facet('languages', languages)), ${bands.map((_, i) => `(${interestsIn(i)})`)}) AS groups (members)
    WHERE listing.id = ANY(changed) AND state = 'PUBLISHED' ORDER BY members ON CONFLICT DO NOTHING;
  INSERT INTO listing_search (id, listed_at, expires_on, demo, historical, latitude, longitude, sort_name, words,
      trait_group, language_group, ${bands.map((band) => `interest_group_${band}`)})
    SELECT listing.id, listed_at, coalesce(expires_on, 'infinity'), listing.demo, historical, latitude, longitude, sort_name,
      search_text || ' ' || plain(concat_ws(' ', offers, seeks)),
      ${[traits, `facet('languages', languages)`, ...bands.map((_, i) => interestsIn(i))].map((members) => `(SELECT id FROM facet_group WHERE members = ${members})`)}
    FROM listing JOIN library ON library.id = library_id WHERE listing.id = ANY(changed) AND state = 'PUBLISHED' FOR SHARE OF library;
END`;

/** What was asked of each row before, and is asked of its groups now. */
const replaced = [
  'interest_group integer NOT NULL',
  'country text NOT NULL',
  'type text NOT NULL',
  'commitment text',
  'language_ranges text array NOT NULL',
  'interests text array NOT NULL',
];

/** In the order given, or sorted, so that equal sets share a group. */
const facet = (sorted: boolean) => `
CREATE OR REPLACE FUNCTION facet(name text, members text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT name || ' ' || member FROM unnest(members) AS member WHERE member IS NOT NULL ${sorted ? 'ORDER BY member COLLATE "C"' : ''})`;

export class ListingMoments1700000012000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query('DROP FUNCTION search_listings(text[])');
    await run.query('TRUNCATE listing_search, facet_group');
    for (const table of ['listing', 'listing_search']) {
      await run.query(`ALTER TABLE ${table} RENAME listed_on TO listed_at`);
      await run.query(`ALTER TABLE ${table} ALTER listed_at TYPE timestamptz(3) USING listed_at::timestamp AT TIME ZONE 'UTC'`);
    }
    await run.query('ALTER INDEX listing_search_by_day RENAME TO listing_search_by_time');
    for (const column of replaced) await run.query(`ALTER TABLE listing_search DROP ${column.split(' ')[0]}`);
    await run.query('ALTER TABLE facet_group ADD found_by text array NOT NULL');
    for (const band of bands) await run.query(`ALTER TABLE listing_search ADD interest_group_${band} integer NOT NULL`);
    // A third of all interests has hundreds of combinations at most, where all of them together have thousands.
    await run.query(`
      CREATE FUNCTION band(members text[], number integer) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN ARRAY(SELECT member FROM unnest(members) AS member WHERE (hashtext(member) & 2147483647) % ${bands.length} = number)`);
    await run.query(`COMMENT ON FUNCTION band(text[], integer) IS 'The values that fall into one of three bands: each into one'`);
    await run.query(facet(true));
    await run.query(newFunction);
    await run.query(`COMMENT ON FUNCTION search_listings(text[]) IS 'Brings what searches read of some listings up to date'`);
    await run.query('SELECT search_listings(ARRAY(SELECT id FROM listing))');
    // All that most facets and totals read: a sixth of the table. More columns, and the planner would rather read the table.
    await run.query(`
      CREATE INDEX listing_search_by_end ON listing_search (expires_on)
        INCLUDE (trait_group, language_group, ${bands.map((band) => `interest_group_${band}`)})`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP INDEX listing_search_by_end');
    await run.query('DROP FUNCTION search_listings(text[])');
    await run.query('TRUNCATE listing_search, facet_group');
    await run.query(facet(false));
    await run.query('DROP FUNCTION band(text[], integer)');
    for (const band of bands) await run.query(`ALTER TABLE listing_search DROP interest_group_${band}`);
    for (const column of replaced) await run.query(`ALTER TABLE listing_search ADD ${column}`);
    await run.query('ALTER TABLE facet_group DROP found_by');
    await run.query('ALTER INDEX listing_search_by_time RENAME TO listing_search_by_day');
    for (const table of ['listing', 'listing_search']) {
      await run.query(`ALTER TABLE ${table} ALTER listed_at TYPE date USING (listed_at AT TIME ZONE 'UTC')::date`);
      await run.query(`ALTER TABLE ${table} RENAME listed_at TO listed_on`);
    }
    await run.query(searchListings);
    await run.query(`COMMENT ON FUNCTION search_listings(text[]) IS 'Brings what searches read of some listings up to date'`);
    await run.query('SELECT search_listings(ARRAY(SELECT id FROM listing))');
  }
}
