-- The tables as the migrations leave them: written by "npm run tables", compared by a test.

CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;

CREATE FUNCTION band(members text[], number integer)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT member.member FROM unnest(band.members) member(member) WHERE (((hashtext(member.member) & 2147483647) % 3) = band.number))
;

CREATE FUNCTION facet(name text, members text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ARRAY(SELECT ((facet.name || ' '::text) || member.member) FROM unnest(facet.members) member(member) WHERE (member.member IS NOT NULL) ORDER BY (member.member COLLATE "C"))
;

CREATE FUNCTION pass_on_library()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
        PERFORM search_listings(ARRAY(SELECT id FROM listing WHERE library_id = NEW.id));
        RETURN NULL;
      END $function$
;

CREATE FUNCTION plain(text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE STRICT
RETURN lower(unaccent(NORMALIZE($1, NFKC)))
;

CREATE FUNCTION ranges(tags text[])
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ARRAY(SELECT DISTINCT array_to_string((string_to_array(tag.tag, '-'::text))[1:n.n], '-'::text) AS array_to_string FROM unnest(ranges.tags) tag(tag), LATERAL generate_series(1, cardinality(string_to_array(tag.tag, '-'::text))) n(n))
;

CREATE FUNCTION refuse_merged(named text[])
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM FROM library WHERE id = ANY(named) ORDER BY id FOR KEY SHARE;
  IF EXISTS (SELECT FROM library WHERE id = ANY(named) AND merged_into IS NOT NULL) THEN
    RAISE EXCEPTION 'The library was merged into another one.' USING ERRCODE = 'SB001';
  END IF;
END $function$
;

CREATE FUNCTION refuse_merged_lister()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF NEW.library_id IS NOT NULL THEN
    PERFORM refuse_merged(ARRAY[NEW.library_id]);
  END IF;
  RETURN NEW;
END $function$
;

CREATE FUNCTION refuse_merged_partner()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM refuse_merged(ARRAY[NEW.library_a, NEW.library_b]);
  RETURN NEW;
END $function$
;

CREATE FUNCTION refuse_to_change_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    BEGIN
      RAISE EXCEPTION 'Entries of the audit log are only ever added.' USING ERRCODE = 'insufficient_privilege';
    END $function$
;

CREATE FUNCTION write_library_search()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
        NEW.sort_name := plain(NEW.name);
        NEW.search_text := plain(concat_ws(' ', NEW.name, NEW.city));
        RETURN NEW;
      END $function$
;

CREATE FUNCTION write_listing_search()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
        PERFORM search_listings(ARRAY(SELECT id FROM changed));
        RETURN NULL;
      END $function$
;

CREATE FUNCTION containing(text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (('%'::text || regexp_replace(plain($1), '([\\%_])'::text, '\\\1'::text, 'g'::text)) || '%'::text)
;

CREATE SEQUENCE migrations_id_seq AS integer INCREMENT 1 MINVALUE 1 MAXVALUE 2147483647 START 1 CACHE 1;

CREATE TABLE activity (
  id text NOT NULL,
  partnership_id text NOT NULL,
  kind text NOT NULL,
  day date NOT NULL,
  "precision" text NOT NULL,
  hours double precision,
  items integer,
  summary text NOT NULL,
  source_ids text[] NOT NULL,
  recorded_by text,
  recorded_at timestamp with time zone,
  given_partnership_id text,
  CONSTRAINT "PK_24625a1d6b1b089c8ae206fe467" PRIMARY KEY (id),
  CONSTRAINT activity_amounts CHECK (hours >= 0::double precision AND items >= 0)
);

CREATE TABLE agreement_version (
  id text NOT NULL,
  partnership_id text NOT NULL,
  version integer NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamp with time zone NOT NULL,
  formality text NOT NULL,
  meeting_rhythm text,
  activity_kinds text[] NOT NULL,
  goals text[] NOT NULL,
  starts_on date,
  ends_on date,
  review_on date,
  text text,
  agreed_by text[] NOT NULL,
  held_since timestamp with time zone,
  given_partnership_id text,
  CONSTRAINT agreement_version_pkey PRIMARY KEY (id),
  CONSTRAINT agreement_version_once UNIQUE (partnership_id, version),
  CONSTRAINT agreement_formality CHECK (formality = ANY (ARRAY['FORMAL'::text, 'INFORMAL'::text]))
);

CREATE TABLE audit_entry (
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  at timestamp(3) with time zone NOT NULL,
  subject text NOT NULL,
  action text NOT NULL,
  record_id text NOT NULL,
  before jsonb,
  after jsonb,
  CONSTRAINT audit_entry_pkey PRIMARY KEY (id)
);

CREATE TABLE calendar_number (
  library_id text NOT NULL,
  number integer NOT NULL,
  CONSTRAINT "PK_calendar_number" PRIMARY KEY (library_id)
);

CREATE TABLE committee_import (
  id text NOT NULL,
  kind text NOT NULL,
  imported_by text NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  file_hash text NOT NULL,
  added integer NOT NULL,
  undone_at timestamp with time zone,
  undo_reason text,
  CONSTRAINT "PK_committee_import" PRIMARY KEY (id),
  CONSTRAINT committee_import_kind CHECK (kind = ANY (ARRAY['LIBRARIES'::text, 'PAIRS'::text]))
);

CREATE TABLE facet_group (
  id integer GENERATED ALWAYS AS IDENTITY NOT NULL,
  members text[] NOT NULL,
  found_by text[] NOT NULL,
  CONSTRAINT "PK_facet_group" PRIMARY KEY (id),
  CONSTRAINT facet_group_once UNIQUE (members)
);

CREATE TABLE library (
  id text NOT NULL,
  name text NOT NULL,
  sort_name text DEFAULT ''::text NOT NULL,
  search_text text DEFAULT ''::text NOT NULL,
  type text NOT NULL,
  city text NOT NULL,
  region text,
  country text NOT NULL,
  latitude double precision,
  longitude double precision,
  coordinate_precision text,
  coordinate_source text,
  isil text,
  isil_confidence text,
  website text,
  population_served integer,
  collection_size integer,
  languages text[] NOT NULL,
  staff_languages text[],
  user_languages text[],
  programme text,
  demo boolean NOT NULL,
  source_ids text[] NOT NULL,
  confidence text NOT NULL,
  note text,
  meeting_hours jsonb,
  taken_down_at timestamp with time zone,
  import_id text,
  merged_into text,
  told_apart text[] DEFAULT '{}'::text[] NOT NULL,
  CONSTRAINT "PK_3a61ae2e897d9b5a59a64e91aa4" PRIMARY KEY (id),
  CONSTRAINT library_id_and_country UNIQUE (id, country),
  CONSTRAINT library_country CHECK (country ~ '^[A-Z]{2}$'::text),
  CONSTRAINT library_demo CHECK (demo = (confidence = 'DEMO'::text)),
  CONSTRAINT library_not_into_itself CHECK (merged_into <> id),
  CONSTRAINT library_position CHECK (latitude >= '-90'::integer::double precision AND latitude <= 90::double precision AND longitude >= '-180'::integer::double precision AND longitude <= 180::double precision AND num_nulls(latitude, longitude) <> 1),
  CONSTRAINT library_type CHECK (type = ANY (ARRAY['PUBLIC'::text, 'SCHOOL'::text, 'ACADEMIC'::text, 'SPECIAL'::text, 'NATIONAL'::text]))
);

CREATE TABLE library_merge (
  id text NOT NULL,
  from_id text NOT NULL,
  into_id text NOT NULL,
  merged_by text NOT NULL,
  merged_at timestamp with time zone NOT NULL,
  reason text NOT NULL,
  undone_by text,
  undone_at timestamp with time zone,
  undo_reason text,
  CONSTRAINT "PK_library_merge" PRIMARY KEY (id),
  CONSTRAINT library_merge_undone CHECK (num_nulls(undone_by, undone_at, undo_reason) = ANY (ARRAY[0, 3]))
);

CREATE TABLE listing (
  id text NOT NULL,
  library_id text,
  state text NOT NULL,
  offers text,
  seeks text,
  preferred_countries text[] NOT NULL,
  preferred_languages text[] NOT NULL,
  activity_interests text[] NOT NULL,
  commitment text,
  meeting_rhythm text,
  capacity integer,
  submitted_on date,
  published_on date,
  expires_on date,
  historical boolean NOT NULL,
  as_of_day date,
  as_of_precision text,
  listed_at timestamp(3) with time zone CONSTRAINT listing_listed_on_not_null NOT NULL,
  answers_call_id text,
  demo boolean NOT NULL,
  source_ids text[] NOT NULL,
  confidence text NOT NULL,
  new_library jsonb,
  decline_reason text,
  reminded_days integer,
  given_library_id text,
  gave_way_to text,
  CONSTRAINT "PK_381d45ebb8692362c156d6b87d7" PRIMARY KEY (id),
  CONSTRAINT listing_capacity CHECK (capacity >= 0),
  CONSTRAINT listing_commitment CHECK (commitment = ANY (ARRAY['FORMAL'::text, 'INFORMAL'::text, 'FLEXIBLE'::text])),
  CONSTRAINT listing_expiry CHECK (expires_on > published_on),
  CONSTRAINT listing_of_known_library CHECK (library_id IS NOT NULL OR (state = ANY (ARRAY['SUBMITTED'::text, 'DECLINED'::text, 'WITHDRAWN'::text]))),
  CONSTRAINT listing_of_library CHECK (num_nonnulls(library_id, new_library) = 1),
  CONSTRAINT listing_published CHECK (state <> 'PUBLISHED'::text OR historical OR num_nulls(published_on, expires_on) = 0),
  CONSTRAINT listing_state CHECK (state = ANY (ARRAY['SUBMITTED'::text, 'PUBLISHED'::text, 'DECLINED'::text, 'MATCHED'::text, 'WITHDRAWN'::text, 'EXPIRED'::text]))
);

CREATE TABLE listing_contact (
  listing_id text NOT NULL,
  sealed text NOT NULL,
  digest bytea NOT NULL,
  submitted_at timestamp with time zone NOT NULL,
  confirmed_at timestamp with time zone,
  silent boolean DEFAULT false NOT NULL,
  language text DEFAULT 'en'::text NOT NULL,
  CONSTRAINT "PK_listing_contact" PRIMARY KEY (listing_id)
);

CREATE TABLE listing_search (
  id text NOT NULL,
  listed_at timestamp(3) with time zone CONSTRAINT listing_search_listed_on_not_null NOT NULL,
  expires_on date NOT NULL,
  trait_group integer NOT NULL,
  language_group integer NOT NULL,
  demo boolean NOT NULL,
  historical boolean NOT NULL,
  latitude double precision,
  longitude double precision,
  sort_name text NOT NULL,
  words text NOT NULL,
  interest_group_a integer NOT NULL,
  interest_group_b integer NOT NULL,
  interest_group_c integer NOT NULL,
  CONSTRAINT "PK_listing_search" PRIMARY KEY (id)
);

CREATE TABLE meeting (
  id text NOT NULL,
  partnership_id text NOT NULL,
  state text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  minutes integer NOT NULL,
  time_zone text NOT NULL,
  topic text,
  place text,
  proposed_by text NOT NULL,
  agreed_at timestamp with time zone,
  changed_at timestamp with time zone NOT NULL,
  sequence integer DEFAULT 0 NOT NULL,
  stands_at timestamp with time zone,
  stands_minutes integer,
  given_partnership_id text,
  CONSTRAINT "PK_meeting" PRIMARY KEY (id),
  CONSTRAINT meeting_minutes CHECK (minutes > 0),
  CONSTRAINT meeting_stands CHECK (num_nulls(stands_at, stands_minutes) <> 1),
  CONSTRAINT meeting_state CHECK (state = ANY (ARRAY['PROPOSED'::text, 'AGREED'::text, 'CANCELLED'::text]))
);

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);

CREATE TABLE partnership (
  id text NOT NULL,
  library_a text NOT NULL,
  library_b text NOT NULL,
  country_a text NOT NULL,
  country_b text NOT NULL,
  state text NOT NULL,
  programme text,
  formality text NOT NULL,
  started_day date,
  started_precision text,
  listed_on date NOT NULL,
  goals text[] NOT NULL,
  activity_kinds text[] NOT NULL,
  meeting_rhythm text,
  historical boolean NOT NULL,
  demo boolean NOT NULL,
  source_ids text[] NOT NULL,
  confidence text NOT NULL,
  proposed_by text,
  message text,
  reply text,
  state_changed_at timestamp with time zone,
  agreement_in_force integer,
  review_on date,
  silence_noticed_after date,
  review_noticed_for date,
  story_consents text[] DEFAULT '{}'::text[] NOT NULL,
  documented boolean DEFAULT false NOT NULL,
  import_id text,
  given_a text,
  given_b text,
  merged_into text,
  merged_state text,
  CONSTRAINT "PK_f1bf1be9f475497d8b396d4cc56" PRIMARY KEY (id),
  CONSTRAINT partnership_across_borders CHECK (country_a <> country_b),
  CONSTRAINT partnership_formality CHECK (formality = ANY (ARRAY['FORMAL'::text, 'INFORMAL'::text, 'UNKNOWN'::text])),
  CONSTRAINT partnership_merged CHECK ((state = 'MERGED'::text) = (merged_into IS NOT NULL) AND num_nulls(merged_into, merged_state) <> 1),
  CONSTRAINT partnership_pair_written_once CHECK ((library_a COLLATE "C") < (library_b COLLATE "C")),
  CONSTRAINT partnership_proposed_by_partner CHECK (proposed_by = library_a OR proposed_by = library_b),
  CONSTRAINT partnership_state CHECK (state = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'PAUSED'::text, 'ENDED'::text, 'DECLINED'::text, 'WITHDRAWN'::text, 'MERGED'::text]))
);

CREATE TABLE programme_call (
  id text NOT NULL,
  title text NOT NULL,
  by text NOT NULL,
  committee text,
  called_on date NOT NULL,
  body text NOT NULL,
  reasons jsonb NOT NULL,
  links jsonb NOT NULL,
  source_ids text[] NOT NULL,
  confidence text NOT NULL,
  CONSTRAINT "PK_cf8f626cfdf07dcbaccb585da30" PRIMARY KEY (id)
);

CREATE TABLE release_need (
  migration text NOT NULL,
  release text NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT release_need_pkey PRIMARY KEY (migration)
);

CREATE TABLE source (
  id text NOT NULL,
  title text NOT NULL,
  url text,
  published_day date,
  published_precision text,
  CONSTRAINT "PK_018c433f8264b58c86363eaadde" PRIMARY KEY (id)
);

CREATE TABLE success_story (
  id text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  partnership_id text NOT NULL,
  goals text[] NOT NULL,
  published_on date,
  listed_on date NOT NULL,
  demo boolean NOT NULL,
  source_ids text[] NOT NULL,
  confidence text NOT NULL,
  state text DEFAULT 'PUBLISHED'::text NOT NULL,
  given_partnership_id text,
  CONSTRAINT "PK_fd20b33559b80abf04ee8eb3b6a" PRIMARY KEY (id),
  CONSTRAINT success_story_state CHECK (state = ANY (ARRAY['DRAFT'::text, 'PUBLISHED'::text, 'RETRACTED'::text]))
);

CREATE TABLE suggestion (
  library_id text NOT NULL,
  suggested_id text NOT NULL,
  score integer NOT NULL,
  reasons jsonb NOT NULL,
  made_at timestamp with time zone NOT NULL,
  CONSTRAINT "PK_suggestion" PRIMARY KEY (library_id, suggested_id)
);

CREATE TABLE tip (
  id text NOT NULL,
  text text NOT NULL,
  place integer NOT NULL,
  source_ids text[] NOT NULL,
  CONSTRAINT "PK_855d736988802b4ec0e07b7e762" PRIMARY KEY (id)
);

ALTER SEQUENCE migrations_id_seq OWNED BY migrations.id;

ALTER TABLE activity ADD CONSTRAINT activity_partnership FOREIGN KEY (partnership_id) REFERENCES partnership(id);
ALTER TABLE agreement_version ADD CONSTRAINT agreement_partnership FOREIGN KEY (partnership_id) REFERENCES partnership(id);
ALTER TABLE calendar_number ADD CONSTRAINT calendar_number_library FOREIGN KEY (library_id) REFERENCES library(id);
ALTER TABLE library ADD CONSTRAINT library_merged_into FOREIGN KEY (merged_into) REFERENCES library(id);
ALTER TABLE library_merge ADD CONSTRAINT library_merge_from FOREIGN KEY (from_id) REFERENCES library(id);
ALTER TABLE library_merge ADD CONSTRAINT library_merge_into FOREIGN KEY (into_id) REFERENCES library(id);
ALTER TABLE listing ADD CONSTRAINT listing_call FOREIGN KEY (answers_call_id) REFERENCES programme_call(id);
ALTER TABLE listing ADD CONSTRAINT listing_library FOREIGN KEY (library_id) REFERENCES library(id);
ALTER TABLE listing_contact ADD CONSTRAINT listing_contact_listing FOREIGN KEY (listing_id) REFERENCES listing(id) ON DELETE CASCADE;
ALTER TABLE listing_search ADD CONSTRAINT listing_search_listing FOREIGN KEY (id) REFERENCES listing(id) ON DELETE CASCADE;
ALTER TABLE meeting ADD CONSTRAINT meeting_partnership FOREIGN KEY (partnership_id) REFERENCES partnership(id);
ALTER TABLE partnership ADD CONSTRAINT partnership_library_a FOREIGN KEY (library_a, country_a) REFERENCES library(id, country) ON UPDATE CASCADE;
ALTER TABLE partnership ADD CONSTRAINT partnership_library_b FOREIGN KEY (library_b, country_b) REFERENCES library(id, country) ON UPDATE CASCADE;
ALTER TABLE partnership ADD CONSTRAINT partnership_merged_into FOREIGN KEY (merged_into) REFERENCES partnership(id);
ALTER TABLE success_story ADD CONSTRAINT success_story_partnership FOREIGN KEY (partnership_id) REFERENCES partnership(id);
ALTER TABLE suggestion ADD CONSTRAINT suggestion_library FOREIGN KEY (library_id) REFERENCES library(id);
ALTER TABLE suggestion ADD CONSTRAINT suggestion_suggested FOREIGN KEY (suggested_id) REFERENCES library(id);

CREATE INDEX activity_by_partnership ON activity USING btree (partnership_id, day);
CREATE INDEX audit_entry_by_record ON audit_entry USING btree (record_id, at);
CREATE INDEX audit_entry_by_time ON audit_entry USING btree (at, id);
CREATE INDEX library_by_any_isil ON library USING btree (upper(isil));
CREATE INDEX library_by_import ON library USING btree (import_id);
CREATE UNIQUE INDEX library_by_isil ON library USING btree (upper(isil)) WHERE merged_into IS NULL AND (upper("left"(isil, 3)) = (country || '-'::text) OR isil !~ '^[A-Za-z]{2}-'::text);
CREATE INDEX library_by_merged_into ON library USING btree (merged_into);
CREATE INDEX library_by_name ON library USING btree (sort_name, id);
CREATE INDEX library_merge_by_time ON library_merge USING btree (merged_at, id);
CREATE UNIQUE INDEX library_merge_once ON library_merge USING btree (from_id) WHERE undone_at IS NULL;
CREATE INDEX listing_by_call ON listing USING btree (answers_call_id);
CREATE INDEX listing_by_given_library ON listing USING btree (given_library_id);
CREATE INDEX listing_by_library ON listing USING btree (library_id);
CREATE UNIQUE INDEX listing_published_once ON listing USING btree (library_id) WHERE state = 'PUBLISHED'::text;
CREATE INDEX listing_contact_by_digest ON listing_contact USING btree (digest, submitted_at);
CREATE INDEX listing_search_by_end ON listing_search USING btree (expires_on) INCLUDE (trait_group, language_group, interest_group_a, interest_group_b, interest_group_c);
CREATE INDEX listing_search_by_latitude ON listing_search USING btree (latitude);
CREATE INDEX listing_search_by_name ON listing_search USING btree (sort_name, id);
CREATE INDEX listing_search_by_time ON listing_search USING btree (listed_at, id);
CREATE INDEX listing_search_by_words ON listing_search USING gin (words gin_trgm_ops);
CREATE INDEX meeting_by_partnership ON meeting USING btree (partnership_id, starts_at);
CREATE INDEX partnership_by_day ON partnership USING btree (listed_on, id);
CREATE INDEX partnership_by_given_a ON partnership USING btree (given_a);
CREATE INDEX partnership_by_given_b ON partnership USING btree (given_b);
CREATE INDEX partnership_by_import ON partnership USING btree (import_id);
CREATE INDEX partnership_by_library_a ON partnership USING btree (library_a);
CREATE INDEX partnership_by_library_b ON partnership USING btree (library_b);
CREATE INDEX partnership_by_merged_into ON partnership USING btree (merged_into);
CREATE UNIQUE INDEX partnership_living_pair ON partnership USING btree (library_a, library_b) WHERE state = ANY (ARRAY['PROPOSED'::text, 'ACTIVE'::text, 'PAUSED'::text]);
CREATE INDEX programme_call_by_day ON programme_call USING btree (called_on, id);
CREATE INDEX success_story_by_day ON success_story USING btree (listed_on, id);
CREATE INDEX success_story_by_partnership ON success_story USING btree (partnership_id);
CREATE INDEX suggestion_by_suggested ON suggestion USING btree (suggested_id);

CREATE FUNCTION search_listings(changed text[])
 RETURNS void
 LANGUAGE sql
BEGIN ATOMIC
 DELETE FROM listing_search
   WHERE (listing_search.id = ANY (search_listings.changed));
 INSERT INTO facet_group (members, found_by)  SELECT DISTINCT groups.members,
             ranges(groups.members) AS ranges
            FROM (listing
              JOIN library ON ((library.id = listing.library_id))),
             LATERAL ( VALUES (((facet('countries'::text, ARRAY[library.country]) || facet('types'::text, ARRAY[library.type])) || facet('commitments'::text, ARRAY[listing.commitment]))), (facet('languages'::text, library.languages)), (facet('interests'::text, band(listing.activity_interests, 0))), (facet('interests'::text, band(listing.activity_interests, 1))), (facet('interests'::text, band(listing.activity_interests, 2)))) groups(members)
           WHERE ((listing.id = ANY (search_listings.changed)) AND (listing.state = 'PUBLISHED'::text))
           ORDER BY groups.members ON CONFLICT DO NOTHING;
 INSERT INTO listing_search (id, listed_at, expires_on, demo, historical, latitude, longitude, sort_name, words, trait_group, language_group, interest_group_a, interest_group_b, interest_group_c)  SELECT listing.id,
             listing.listed_at,
             COALESCE(listing.expires_on, 'infinity'::date) AS "coalesce",
             listing.demo,
             listing.historical,
             library.latitude,
             library.longitude,
             library.sort_name,
             ((library.search_text || ' '::text) || plain(concat_ws(' '::text, listing.offers, listing.seeks))),
             ( SELECT facet_group.id
                    FROM facet_group
                   WHERE (facet_group.members = ((facet('countries'::text, ARRAY[library.country]) || facet('types'::text, ARRAY[library.type])) || facet('commitments'::text, ARRAY[listing.commitment])))) AS id,
             ( SELECT facet_group.id
                    FROM facet_group
                   WHERE (facet_group.members = facet('languages'::text, library.languages))) AS id,
             ( SELECT facet_group.id
                    FROM facet_group
                   WHERE (facet_group.members = facet('interests'::text, band(listing.activity_interests, 0)))) AS id,
             ( SELECT facet_group.id
                    FROM facet_group
                   WHERE (facet_group.members = facet('interests'::text, band(listing.activity_interests, 1)))) AS id,
             ( SELECT facet_group.id
                    FROM facet_group
                   WHERE (facet_group.members = facet('interests'::text, band(listing.activity_interests, 2)))) AS id
            FROM (listing
              JOIN library ON ((library.id = listing.library_id)))
           WHERE ((listing.id = ANY (search_listings.changed)) AND (listing.state = 'PUBLISHED'::text))
          FOR SHARE OF library;
END
;

CREATE TRIGGER audit_entry_only_added BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit();
CREATE TRIGGER pass_on AFTER UPDATE OF name, city, country, languages, type, latitude, longitude ON library FOR EACH ROW EXECUTE FUNCTION pass_on_library();
CREATE TRIGGER write_search BEFORE INSERT OR UPDATE ON library FOR EACH ROW EXECUTE FUNCTION write_library_search();
CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF library_id ON listing FOR EACH ROW EXECUTE FUNCTION refuse_merged_lister();
CREATE TRIGGER write_search_at_insert AFTER INSERT ON listing REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION write_listing_search();
CREATE TRIGGER write_search_at_update AFTER UPDATE ON listing REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION write_listing_search();
CREATE TRIGGER refuse_merged BEFORE INSERT OR UPDATE OF library_a, library_b ON partnership FOR EACH ROW EXECUTE FUNCTION refuse_merged_partner();

REVOKE ALL ON audit_entry FROM CURRENT_USER;
GRANT INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER ON audit_entry TO CURRENT_USER;

COMMENT ON FUNCTION band(pg_catalog.text[],integer) IS 'The values that fall into one of three bands: each into one';
COMMENT ON FUNCTION containing(pg_catalog.text) IS 'The pattern of LIKE for plain texts that hold a word';
COMMENT ON FUNCTION facet(pg_catalog.text,pg_catalog.text[]) IS 'The values of a facet as groups hold them: countries FI';
COMMENT ON FUNCTION plain(pg_catalog.text) IS 'A text without case and accents, for comparing and sorting';
COMMENT ON FUNCTION ranges(pg_catalog.text[]) IS 'Every language range that some tags match: pt-BR matches pt and pt-BR';
COMMENT ON FUNCTION search_listings(pg_catalog.text[]) IS 'Brings what searches read of some listings up to date';
COMMENT ON TABLE release_need IS 'Which migrations left tables with which only that release and later ones can work';
