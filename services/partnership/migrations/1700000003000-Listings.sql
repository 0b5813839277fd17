-- 2026-11-23. Libraries that look for sister libraries.
CREATE TABLE "listing" (
  "id" text NOT NULL,
  "library_id" text NOT NULL,
  "state" text NOT NULL,
  "offers" text,
  "seeks" text,
  "search_text" text NOT NULL DEFAULT '',
  "preferred_countries" text array NOT NULL,
  "preferred_languages" text array NOT NULL,
  "activity_interests" text array NOT NULL,
  "commitment" text,
  "meeting_rhythm" text,
  "capacity" integer,
  "submitted_on" date,
  "published_on" date,
  "expires_on" date,
  "historical" boolean NOT NULL,
  "as_of_day" date,
  "as_of_precision" text,
  "listed_on" date NOT NULL,
  "answers_call_id" text,
  "demo" boolean NOT NULL,
  "source_ids" text array NOT NULL,
  "confidence" text NOT NULL,
  CONSTRAINT "listing_expiry" CHECK (expires_on > published_on),
  CONSTRAINT "listing_capacity" CHECK (capacity >= 0),
  CONSTRAINT "listing_published" CHECK (state <> 'PUBLISHED' OR historical OR num_nulls(published_on, expires_on) = 0),
  CONSTRAINT "listing_commitment" CHECK (commitment IN ('FORMAL', 'INFORMAL', 'FLEXIBLE')),
  CONSTRAINT "listing_state" CHECK (state IN ('SUBMITTED', 'PUBLISHED', 'DECLINED', 'MATCHED', 'WITHDRAWN', 'EXPIRED')),
  CONSTRAINT "PK_381d45ebb8692362c156d6b87d7" PRIMARY KEY ("id")
);
CREATE INDEX "listing_by_library" ON "listing" ("library_id");
CREATE INDEX "listing_by_call" ON "listing" ("answers_call_id");
CREATE INDEX "listing_by_day" ON "listing" ("listed_on", "id");
CREATE UNIQUE INDEX "listing_published_once" ON "listing" ("library_id") WHERE state = 'PUBLISHED';
ALTER TABLE "listing" ADD CONSTRAINT "listing_library" FOREIGN KEY ("library_id") REFERENCES "library"("id");
ALTER TABLE "listing" ADD CONSTRAINT "listing_call" FOREIGN KEY ("answers_call_id") REFERENCES "programme_call"("id");
CREATE FUNCTION write_listing_search() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.search_text := plain(concat_ws(' ', NEW.offers, NEW.seeks));
        RETURN NEW;
      END $$;
CREATE TRIGGER write_search BEFORE INSERT OR UPDATE ON listing FOR EACH ROW EXECUTE FUNCTION write_listing_search();

-- Undo
DROP TABLE listing;
DROP FUNCTION write_listing_search;
