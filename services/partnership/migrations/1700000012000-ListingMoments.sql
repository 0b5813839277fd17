-- 2026-11-25. Listings are sorted by a moment instead of a day; searches count interests in three small groups.
DROP FUNCTION search_listings(text[]);
TRUNCATE listing_search, facet_group;
ALTER TABLE listing RENAME listed_on TO listed_at;
ALTER TABLE listing ALTER listed_at TYPE timestamptz(3) USING listed_at::timestamp AT TIME ZONE 'UTC';
ALTER TABLE listing_search RENAME listed_on TO listed_at;
ALTER TABLE listing_search ALTER listed_at TYPE timestamptz(3) USING listed_at::timestamp AT TIME ZONE 'UTC';
ALTER INDEX listing_search_by_day RENAME TO listing_search_by_time;
ALTER TABLE listing_search DROP interest_group;
ALTER TABLE listing_search DROP country;
ALTER TABLE listing_search DROP type;
ALTER TABLE listing_search DROP commitment;
ALTER TABLE listing_search DROP language_ranges;
ALTER TABLE listing_search DROP interests;
ALTER TABLE facet_group ADD found_by text array NOT NULL;
ALTER TABLE listing_search ADD interest_group_a integer NOT NULL;
ALTER TABLE listing_search ADD interest_group_b integer NOT NULL;
ALTER TABLE listing_search ADD interest_group_c integer NOT NULL;
-- A third of all interests has hundreds of combinations at most; all of them together have thousands.
CREATE FUNCTION band(members text[], number integer) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT member FROM unnest(members) AS member WHERE (hashtext(member) & 2147483647) % 3 = number);
COMMENT ON FUNCTION band(text[], integer) IS 'The values that fall into one of three bands: each into one';
CREATE OR REPLACE FUNCTION facet(name text, members text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT name || ' ' || member FROM unnest(members) AS member WHERE member IS NOT NULL ORDER BY member COLLATE "C");
CREATE FUNCTION search_listings(changed text[]) RETURNS void LANGUAGE sql BEGIN ATOMIC
  DELETE FROM listing_search WHERE id = ANY(changed);
  INSERT INTO facet_group (members, found_by)
    SELECT DISTINCT members, ranges(members) FROM listing JOIN library ON library.id = library_id, LATERAL (VALUES
      (facet('countries', ARRAY[country]) || facet('types', ARRAY[type]) || facet('commitments', ARRAY[commitment])), (facet('languages', languages)), (facet('interests', band(activity_interests, 0))),
      (facet('interests', band(activity_interests, 1))),
      (facet('interests', band(activity_interests, 2)))) AS groups (members)
    WHERE listing.id = ANY(changed) AND state = 'PUBLISHED' ORDER BY members ON CONFLICT DO NOTHING;
  INSERT INTO listing_search (id, listed_at, expires_on, demo, historical, latitude, longitude, sort_name, words,
      trait_group, language_group, interest_group_a, interest_group_b, interest_group_c)
    SELECT listing.id, listed_at, coalesce(expires_on, 'infinity'), listing.demo, historical, latitude, longitude, sort_name,
      search_text || ' ' || plain(concat_ws(' ', offers, seeks)),
      (SELECT id FROM facet_group WHERE members = facet('countries', ARRAY[country]) || facet('types', ARRAY[type]) || facet('commitments', ARRAY[commitment])),
      (SELECT id FROM facet_group WHERE members = facet('languages', languages)),
      (SELECT id FROM facet_group WHERE members = facet('interests', band(activity_interests, 0))),
      (SELECT id FROM facet_group WHERE members = facet('interests', band(activity_interests, 1))),
      (SELECT id FROM facet_group WHERE members = facet('interests', band(activity_interests, 2)))
    FROM listing JOIN library ON library.id = library_id WHERE listing.id = ANY(changed) AND state = 'PUBLISHED' FOR SHARE OF library;
END;
COMMENT ON FUNCTION search_listings(text[]) IS 'Brings what searches read of some listings up to date';
SELECT search_listings(ARRAY(SELECT id FROM listing));
-- All that most facets and totals read: a sixth of the table. With more columns the planner would rather read the table.
CREATE INDEX listing_search_by_end ON listing_search (expires_on)
  INCLUDE (trait_group, language_group, interest_group_a, interest_group_b, interest_group_c);

-- Undo
DROP INDEX listing_search_by_end;
DROP FUNCTION search_listings(text[]);
TRUNCATE listing_search, facet_group;
CREATE OR REPLACE FUNCTION facet(name text, members text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT name || ' ' || member FROM unnest(members) AS member WHERE member IS NOT NULL);
DROP FUNCTION band(text[], integer);
ALTER TABLE listing_search DROP interest_group_a;
ALTER TABLE listing_search DROP interest_group_b;
ALTER TABLE listing_search DROP interest_group_c;
ALTER TABLE listing_search ADD interest_group integer NOT NULL;
ALTER TABLE listing_search ADD country text NOT NULL;
ALTER TABLE listing_search ADD type text NOT NULL;
ALTER TABLE listing_search ADD commitment text;
ALTER TABLE listing_search ADD language_ranges text array NOT NULL;
ALTER TABLE listing_search ADD interests text array NOT NULL;
ALTER TABLE facet_group DROP found_by;
ALTER INDEX listing_search_by_time RENAME TO listing_search_by_day;
ALTER TABLE listing ALTER listed_at TYPE date USING (listed_at AT TIME ZONE 'UTC')::date;
ALTER TABLE listing RENAME listed_at TO listed_on;
ALTER TABLE listing_search ALTER listed_at TYPE date USING (listed_at AT TIME ZONE 'UTC')::date;
ALTER TABLE listing_search RENAME listed_at TO listed_on;
CREATE FUNCTION search_listings(changed text[]) RETURNS void LANGUAGE sql BEGIN ATOMIC
  DELETE FROM listing_search WHERE id = ANY(changed);
  INSERT INTO facet_group (members)
    SELECT DISTINCT members FROM listing JOIN library ON library.id = library_id, LATERAL (VALUES
      (facet('countries', ARRAY[country]) || facet('types', ARRAY[type]) || facet('commitments', ARRAY[commitment])),
      (facet('languages', languages)), (facet('interests', activity_interests))) AS groups (members)
    WHERE listing.id = ANY(changed) AND state = 'PUBLISHED' ORDER BY members ON CONFLICT DO NOTHING;
  INSERT INTO listing_search (id, listed_on, expires_on, demo, historical, latitude, longitude, country, type, commitment,
      language_ranges, interests, sort_name, words, trait_group, language_group, interest_group)
    SELECT listing.id, listed_on, coalesce(expires_on, 'infinity'), listing.demo, historical, latitude, longitude, country, type,
      commitment, ranges(languages), activity_interests, sort_name, search_text || ' ' || plain(concat_ws(' ', offers, seeks)),
      (SELECT id FROM facet_group WHERE members =
        facet('countries', ARRAY[country]) || facet('types', ARRAY[type]) || facet('commitments', ARRAY[commitment])),
      (SELECT id FROM facet_group WHERE members = facet('languages', languages)),
      (SELECT id FROM facet_group WHERE members = facet('interests', activity_interests))
    FROM listing JOIN library ON library.id = library_id WHERE listing.id = ANY(changed) AND state = 'PUBLISHED' FOR SHARE OF library;
END;
COMMENT ON FUNCTION search_listings(text[]) IS 'Brings what searches read of some listings up to date';
SELECT search_listings(ARRAY(SELECT id FROM listing));
