-- 2026-11-23. Libraries; text is compared without case and accents.
-- unaccent is a trusted extension: the owner of the database may create it.
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE FUNCTION plain(text) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE
RETURN lower(unaccent(normalize($1, NFKC)));
COMMENT ON FUNCTION plain(text) IS 'A text without case and accents, for comparing and sorting';
CREATE TABLE "library" (
  "id" text NOT NULL,
  "name" text NOT NULL,
  "sort_name" text NOT NULL DEFAULT '',
  "search_text" text NOT NULL DEFAULT '',
  "type" text NOT NULL,
  "city" text NOT NULL,
  "region" text,
  "country" text NOT NULL,
  "latitude" double precision,
  "longitude" double precision,
  "coordinate_precision" text,
  "coordinate_source" text,
  "isil" text,
  "isil_confidence" text,
  "website" text,
  "population_served" integer,
  "collection_size" integer,
  "languages" text array NOT NULL,
  "staff_languages" text array,
  "user_languages" text array,
  "programme" text,
  "demo" boolean NOT NULL,
  "source_ids" text array NOT NULL,
  "confidence" text NOT NULL,
  "note" text,
  CONSTRAINT "library_id_and_country" UNIQUE ("id", "country"),
  CONSTRAINT "library_demo" CHECK (demo = (confidence = 'DEMO')),
  CONSTRAINT "library_position" CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND num_nulls(latitude, longitude) <> 1),
  CONSTRAINT "library_country" CHECK (country ~ '^[A-Z]{2}$'),
  CONSTRAINT "library_type" CHECK (type IN ('PUBLIC', 'SCHOOL', 'ACADEMIC', 'SPECIAL', 'NATIONAL')),
  CONSTRAINT "PK_3a61ae2e897d9b5a59a64e91aa4" PRIMARY KEY ("id")
);
CREATE INDEX "library_by_name" ON "library" ("sort_name", "id");
CREATE UNIQUE INDEX library_by_isil ON library (upper(isil));
CREATE FUNCTION write_library_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.sort_name := plain(NEW.name);
        NEW.search_text := plain(concat_ws(' ', NEW.name, NEW.city));
        RETURN NEW;
      END $$;
CREATE TRIGGER write_search BEFORE INSERT OR UPDATE ON library FOR EACH ROW EXECUTE FUNCTION write_library_search();

-- Undo
DROP TABLE library;
DROP FUNCTION write_library_search;
DROP FUNCTION plain(text);
DROP EXTENSION unaccent;
