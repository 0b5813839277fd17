-- 2026-11-25. The table that searches of listings read, kept up to date by triggers.
-- A trusted extension, like unaccent.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
-- Declared immutable although another dictionary would change it, so that a search makes its pattern once, before it is planned.
CREATE FUNCTION containing(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN '%' || regexp_replace(plain($1), '([\\%_])', '\\\1', 'g') || '%';
COMMENT ON FUNCTION containing(text) IS 'The pattern of LIKE for plain texts that hold a word';
CREATE FUNCTION ranges(tags text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(SELECT DISTINCT array_to_string((string_to_array(tag, '-'))[1:n], '-')
  FROM unnest(tags) AS tag, generate_series(1, cardinality(string_to_array(tag, '-'))) AS n);
COMMENT ON FUNCTION ranges(text[]) IS 'Every language range that some tags match: pt-BR matches pt and pt-BR';
CREATE TABLE "facet_group" (
  "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  "members" text array NOT NULL,
  CONSTRAINT "facet_group_once" UNIQUE ("members"),
  CONSTRAINT "PK_facet_group" PRIMARY KEY ("id")
);
CREATE TABLE "listing_search" (
  "id" text NOT NULL,
  "listed_on" date NOT NULL,
  "expires_on" date NOT NULL,
  "trait_group" integer NOT NULL,
  "language_group" integer NOT NULL,
  "interest_group" integer NOT NULL,
  "demo" boolean NOT NULL,
  "historical" boolean NOT NULL,
  "latitude" double precision,
  "longitude" double precision,
  "country" text NOT NULL,
  "type" text NOT NULL,
  "commitment" text,
  "language_ranges" text array NOT NULL,
  "interests" text array NOT NULL,
  "sort_name" text NOT NULL,
  "words" text NOT NULL,
  CONSTRAINT "PK_listing_search" PRIMARY KEY ("id")
);
ALTER TABLE "listing_search" ADD CONSTRAINT "listing_search_listing" FOREIGN KEY ("id") REFERENCES "listing"("id") ON DELETE CASCADE;
DROP TRIGGER write_search ON listing;
DROP FUNCTION write_listing_search();
ALTER TABLE listing DROP search_text;
CREATE FUNCTION facet(name text, members text[]) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT name || ' ' || member FROM unnest(members) AS member WHERE member IS NOT NULL);
COMMENT ON FUNCTION facet(text, text[]) IS 'The values of a facet as groups hold them: countries FI';
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
CREATE FUNCTION write_listing_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM search_listings(ARRAY(SELECT id FROM changed));
        RETURN NULL;
      END $$;
CREATE TRIGGER write_search_at_insert AFTER INSERT ON listing REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION write_listing_search();
CREATE TRIGGER write_search_at_update AFTER UPDATE ON listing REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION write_listing_search();
CREATE FUNCTION pass_on_library() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM search_listings(ARRAY(SELECT id FROM listing WHERE library_id = NEW.id));
        RETURN NULL;
      END $$;
CREATE TRIGGER pass_on AFTER UPDATE OF name, city, country, languages, type, latitude, longitude ON library
  FOR EACH ROW EXECUTE FUNCTION pass_on_library();
SELECT search_listings(ARRAY(SELECT id FROM listing));
DROP INDEX listing_by_day;
CREATE INDEX "listing_search_by_day" ON "listing_search" ("listed_on", "id");
CREATE INDEX "listing_search_by_name" ON "listing_search" ("sort_name", "id");
CREATE INDEX "listing_search_by_latitude" ON "listing_search" ("latitude");
CREATE INDEX listing_search_by_words ON listing_search USING gin (words gin_trgm_ops);

-- Undo
DROP TRIGGER pass_on ON library;
DROP TRIGGER write_search_at_insert ON listing;
DROP TRIGGER write_search_at_update ON listing;
DROP FUNCTION pass_on_library();
DROP FUNCTION write_listing_search();
DROP FUNCTION search_listings(text[]);
DROP TABLE listing_search;
DROP TABLE facet_group;
DROP FUNCTION facet(text, text[]);
ALTER TABLE listing ADD search_text text NOT NULL DEFAULT '';
CREATE FUNCTION write_listing_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.search_text := plain(concat_ws(' ', NEW.offers, NEW.seeks));
        RETURN NEW;
      END $$;
CREATE TRIGGER write_search BEFORE INSERT OR UPDATE ON listing FOR EACH ROW EXECUTE FUNCTION write_listing_search();
UPDATE listing SET library_id = library_id;
CREATE INDEX "listing_by_day" ON "listing" ("listed_on", "id");
DROP FUNCTION ranges(text[]);
DROP FUNCTION containing(text);
DROP EXTENSION pg_trgm;
