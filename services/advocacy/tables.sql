-- The tables as the migrations leave them: written by "npm run tables", compared by a test.

CREATE EXTENSION btree_gist;

CREATE FUNCTION forget_names()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  BEGIN
    NEW.shown := NULL;
    NEW.not_shown := NULL;
    RETURN NEW;
  END $function$
;

CREATE FUNCTION keep_policy_record()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
        BEGIN
          IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'policy_period' THEN
            IF OLD.superseded_at IS NULL AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'What % holds is added to and superseded, never changed or removed.', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
        END $function$
;

CREATE FUNCTION number_policy_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('policy_change', 0));
        NEW.position := nextval('policy_change_position');
        PERFORM pg_notify('policy_changes', '');
        RETURN NEW;
      END $function$
;

CREATE FUNCTION policy_marks(words text[])
 RETURNS int8multirange
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
        SELECT range_agg(int8range(hashtextextended(word, 0) >> 1, hashtextextended(word, 0) >> 1, '[]')) FROM unnest(words) AS word
      $function$
;

CREATE FUNCTION refuse_to_change_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    BEGIN
      RAISE EXCEPTION 'Entries of the audit log are only ever added.' USING ERRCODE = 'insufficient_privilege';
    END $function$
;

CREATE FUNCTION tell_statements()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
      BEGIN
        PERFORM pg_notify('statement_changes', '');
        RETURN NULL;
      END $function$
;

CREATE SEQUENCE migrations_id_seq AS integer INCREMENT 1 MINVALUE 1 MAXVALUE 2147483647 START 1 CACHE 1;
CREATE SEQUENCE policy_change_position AS bigint INCREMENT 1 MINVALUE 1 MAXVALUE 9223372036854775807 START 1 CACHE 1;

CREATE TABLE area_count (
  petition_id text NOT NULL,
  country text NOT NULL,
  region text NOT NULL,
  count integer NOT NULL,
  shown integer,
  not_shown integer,
  CONSTRAINT "PK_58d2091f383bdde714ec0408fbc" PRIMARY KEY (petition_id, country, region),
  CONSTRAINT area_count_positive CHECK (count >= 0)
) WITH (fillfactor=50);

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

CREATE TABLE boycott (
  id text NOT NULL,
  title text NOT NULL,
  target_publisher_id text NOT NULL,
  coordinator text NOT NULL,
  started_on date NOT NULL,
  ended_on date,
  policy_ids text[] NOT NULL,
  source_ids text[] DEFAULT '{}'::text[] NOT NULL,
  confidence text,
  note text,
  CONSTRAINT "PK_c1a632331f3f31552ecc981896e" PRIMARY KEY (id)
);

CREATE TABLE delivery (
  petition_id text NOT NULL,
  delivered_on date NOT NULL,
  delivered_to text NOT NULL,
  count integer NOT NULL,
  qualifier text NOT NULL,
  source_ids text[] NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  CONSTRAINT "PK_delivery" PRIMARY KEY (id)
);

CREATE TABLE domain_summary (
  petition_id text NOT NULL,
  revision integer NOT NULL,
  counted_at timestamp(3) with time zone NOT NULL,
  took_ms integer NOT NULL,
  domains jsonb NOT NULL,
  CONSTRAINT "PK_domain_summary" PRIMARY KEY (petition_id)
);

CREATE TABLE endorsement (
  petition_id text NOT NULL,
  library_id text NOT NULL,
  endorsed_on date NOT NULL,
  demo boolean NOT NULL,
  CONSTRAINT "PK_4f0dd68bcf3807db477b545c113" PRIMARY KEY (petition_id, library_id)
);

CREATE TABLE hour_count (
  petition_id text NOT NULL,
  hour timestamp(3) with time zone NOT NULL,
  count integer NOT NULL,
  withdrawn integer DEFAULT 0 NOT NULL,
  CONSTRAINT "PK_0f7bcb167058fad2761b35dcf0f" PRIMARY KEY (petition_id, hour),
  CONSTRAINT hour_count_positive CHECK (count >= 0),
  CONSTRAINT hour_count_withdrawn CHECK (withdrawn >= 0)
) WITH (fillfactor=50);

CREATE TABLE law (
  id text NOT NULL,
  name text NOT NULL,
  number text,
  jurisdiction text NOT NULL,
  country text,
  region text,
  steps jsonb NOT NULL,
  trigger_clause text,
  checks text[] DEFAULT '{}'::text[] NOT NULL,
  not_checked text[] DEFAULT '{}'::text[] NOT NULL,
  source_ids text[] NOT NULL,
  confidence text NOT NULL,
  note text,
  recorded_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT law_pkey PRIMARY KEY (id),
  CONSTRAINT law_steps CHECK (jsonb_array_length(steps) > 0)
);

CREATE TABLE merged_library (
  id text NOT NULL,
  into_id text NOT NULL,
  CONSTRAINT "PK_merged_library" PRIMARY KEY (id)
);

CREATE TABLE migrations (
  id integer DEFAULT nextval('migrations_id_seq'::regclass) NOT NULL,
  "timestamp" bigint NOT NULL,
  name character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);

CREATE TABLE milestone (
  petition_id text NOT NULL,
  target integer NOT NULL,
  reached_at timestamp(3) with time zone,
  CONSTRAINT "PK_173177ec3b895a4b451cda80880" PRIMARY KEY (petition_id, target),
  CONSTRAINT milestone_target CHECK (target > 0)
);

CREATE TABLE organization (
  id text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  country text NOT NULL,
  region text,
  is_ala_chapter boolean NOT NULL,
  CONSTRAINT "PK_472c1f99a32def1b0abb219cd67" PRIMARY KEY (id)
);

CREATE TABLE paper_earlier (
  "position" bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  petition_id text NOT NULL,
  sheet text NOT NULL,
  line integer NOT NULL,
  country text NOT NULL,
  region text,
  signed_on date,
  people integer NOT NULL,
  import_id uuid,
  person integer,
  email_hash bytea,
  CONSTRAINT "PK_paper_earlier" PRIMARY KEY ("position")
);

CREATE TABLE paper_import (
  id uuid NOT NULL,
  petition_id text NOT NULL,
  subject text NOT NULL,
  started_at timestamp(3) with time zone NOT NULL,
  finished_at timestamp(3) with time zone,
  file_hash text,
  encoding text NOT NULL,
  rows integer NOT NULL,
  added integer NOT NULL,
  changed integer NOT NULL,
  unchanged integer NOT NULL,
  refused integer NOT NULL,
  undone_at timestamp(3) with time zone,
  CONSTRAINT "PK_paper_import" PRIMARY KEY (id)
);

CREATE TABLE paper_layout (
  petition_id text NOT NULL,
  id text NOT NULL,
  program text,
  has_header boolean NOT NULL,
  columns jsonb NOT NULL,
  dates text,
  country text,
  remembered_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT "PK_paper_layout" PRIMARY KEY (petition_id, id)
);

CREATE TABLE paper_part (
  petition_id text NOT NULL,
  sheet text NOT NULL,
  country text NOT NULL,
  region text NOT NULL,
  day date NOT NULL,
  people integer NOT NULL,
  CONSTRAINT "PK_paper_part" PRIMARY KEY (petition_id, sheet, country, region, day)
);

CREATE TABLE paper_signature (
  petition_id text NOT NULL,
  sheet text NOT NULL,
  line integer NOT NULL,
  country text NOT NULL,
  region text,
  signed_on date,
  people integer DEFAULT 1 NOT NULL,
  import_id uuid,
  person integer,
  mark bytea,
  email_hash bytea,
  also_online boolean DEFAULT false NOT NULL,
  CONSTRAINT "PK_1c66e4cf14a19fab523861ac281" PRIMARY KEY (petition_id, sheet, line),
  CONSTRAINT paper_signature_people CHECK (people > 0)
);

CREATE TABLE pending_signature (
  petition_id text NOT NULL,
  email_hash bytea NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  country text NOT NULL,
  region text,
  consent_to_show_name boolean NOT NULL,
  updates_consent boolean NOT NULL,
  consent_version integer NOT NULL,
  address bytea,
  client_mutation_id text,
  requested_at timestamp(3) with time zone NOT NULL,
  reminded_at timestamp(3) with time zone,
  domain_hash bytea,
  language text DEFAULT 'en'::text NOT NULL,
  CONSTRAINT "PK_569db7447248337bd683ce65d99" PRIMARY KEY (petition_id, email_hash)
);

CREATE TABLE petition (
  id text NOT NULL,
  title text NOT NULL,
  ask text NOT NULL,
  target text NOT NULL,
  target_publisher_id text,
  hashtag text,
  organizers text[] NOT NULL,
  state text NOT NULL,
  outcome text,
  outcome_on date,
  historical boolean NOT NULL,
  demo boolean NOT NULL,
  launched_day date,
  launched_precision text,
  listed_on date NOT NULL,
  closed_on date,
  closes_at timestamp(3) with time zone,
  goal integer,
  note text,
  related_policy_ids text[] DEFAULT '{}'::text[] NOT NULL,
  source_ids text[] DEFAULT '{}'::text[] NOT NULL,
  count integer DEFAULT 0 NOT NULL,
  revision integer DEFAULT 0 NOT NULL,
  counted_at timestamp(3) with time zone,
  opens_at timestamp(3) with time zone,
  confirmation text DEFAULT 'NONE'::text NOT NULL,
  owner_subject text,
  paper_count integer DEFAULT 0 NOT NULL,
  paper_addresses boolean DEFAULT false NOT NULL,
  paper_totals integer DEFAULT 0 NOT NULL,
  reminders boolean DEFAULT true NOT NULL,
  time_zone text DEFAULT 'UTC'::text NOT NULL,
  launch_confidence text,
  language text DEFAULT 'en'::text NOT NULL,
  CONSTRAINT "PK_469bc03ae1fe441954bcb2e6a0c" PRIMARY KEY (id),
  CONSTRAINT petition_confirmation CHECK (confirmation = ANY (ARRAY['NONE'::text, 'EMAIL'::text])),
  CONSTRAINT petition_count CHECK (count >= 0),
  CONSTRAINT petition_historical CHECK (NOT historical OR count = 0 AND (state <> ALL (ARRAY['DRAFT'::text, 'OPEN'::text]))),
  CONSTRAINT petition_paper_count CHECK (paper_count >= 0),
  CONSTRAINT petition_state CHECK (state = ANY (ARRAY['DRAFT'::text, 'OPEN'::text, 'CLOSED'::text, 'DELIVERED'::text]))
) WITH (fillfactor=50);

CREATE TABLE petition_news (
  id uuid NOT NULL,
  petition_id text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  sent_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT "PK_petition_news" PRIMARY KEY (id)
);

CREATE TABLE policy_change (
  "position" bigint NOT NULL,
  publisher_id text NOT NULL,
  kind text NOT NULL,
  formats text[] NOT NULL,
  from_id text,
  from_version integer,
  to_id text,
  to_version integer,
  announced_day date,
  announced_precision text,
  effective_day date,
  effective_precision text,
  direction text,
  reasons jsonb DEFAULT '[]'::jsonb NOT NULL,
  recorded_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT policy_change_pkey PRIMARY KEY ("position")
);

CREATE TABLE policy_period (
  id text NOT NULL,
  version integer NOT NULL,
  publisher_id text NOT NULL,
  formats text[] NOT NULL,
  title_scope text NOT NULL,
  option_key text,
  territories text[] NOT NULL,
  status text NOT NULL,
  announced_day date,
  announced_precision text,
  effective_from_day date,
  effective_from_precision text,
  effective_to_day date,
  effective_to_precision text,
  end_announced_on date,
  license jsonb NOT NULL,
  options jsonb DEFAULT '[]'::jsonb NOT NULL,
  embargo jsonb,
  prices jsonb DEFAULT '[]'::jsonb NOT NULL,
  grandfathering text,
  supersedes_id text,
  last_verified_on date,
  source_ids text[] NOT NULL,
  seed_is_source boolean NOT NULL,
  confidence text NOT NULL,
  note text,
  revision text NOT NULL,
  correction_reason text,
  recorded_at timestamp(3) with time zone NOT NULL,
  superseded_at timestamp(3) with time zone,
  reach text DEFAULT 'COUNTRIES'::text NOT NULL,
  published_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  entered_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT policy_period_pkey PRIMARY KEY (id, version),
  CONSTRAINT policy_period_belief EXCLUDE USING gist (id WITH =, tstzrange(recorded_at, superseded_at) WITH &&),
  CONSTRAINT policy_period_overlap EXCLUDE USING gist (publisher_id WITH =, title_scope WITH =, COALESCE(option_key, ''::text) WITH =, policy_marks(formats) WITH &&, policy_marks(territories) WITH &&, daterange(effective_from_day, effective_to_day) WITH &&, tstzrange(recorded_at, superseded_at) WITH &&) WHERE (status = 'IN_FORCE_PERIOD'::text),
  CONSTRAINT policy_period_days CHECK (effective_from_day < effective_to_day),
  CONSTRAINT policy_period_scope CHECK (cardinality(formats) > 0 AND (reach = 'COUNTRIES'::text) = (cardinality(territories) > 0)),
  CONSTRAINT policy_period_times CHECK (recorded_at < superseded_at)
);

CREATE TABLE publisher (
  id text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  parent_id text,
  big_five boolean NOT NULL,
  country text,
  aliases text[] DEFAULT '{}'::text[] NOT NULL,
  note text,
  CONSTRAINT publisher_pkey PRIMARY KEY (id)
);

CREATE TABLE release_need (
  migration text NOT NULL,
  release text NOT NULL,
  at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT release_need_pkey PRIMARY KEY (migration)
);

CREATE TABLE reported_count (
  subject_id text NOT NULL,
  metric text NOT NULL,
  reported_on date NOT NULL,
  "precision" text NOT NULL,
  count integer NOT NULL,
  qualifier text NOT NULL,
  confidence text NOT NULL,
  note text,
  source_ids text[] NOT NULL,
  CONSTRAINT "PK_c0fb330736ca75dac18ffb2b884" PRIMARY KEY (subject_id, metric, reported_on)
);

CREATE TABLE resource (
  subject_id text NOT NULL,
  source_id text NOT NULL,
  kind text NOT NULL,
  publisher text NOT NULL,
  published_day date,
  published_precision text,
  CONSTRAINT resource_pkey PRIMARY KEY (subject_id, source_id)
);

CREATE TABLE signature (
  petition_id text NOT NULL,
  email_hash bytea NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  country text NOT NULL,
  region text,
  consent_to_show_name boolean NOT NULL,
  updates_consent boolean NOT NULL,
  client_mutation_id text,
  signed_at timestamp(3) with time zone NOT NULL,
  consent_version integer DEFAULT 1 NOT NULL,
  address bytea,
  links_mailed_at timestamp(3) with time zone,
  domain_hash bytea,
  strike_id uuid,
  language text DEFAULT 'en'::text NOT NULL,
  CONSTRAINT "PK_bd19c711785980734c2a42fed04" PRIMARY KEY (petition_id, email_hash)
);

CREATE TABLE signing_attempt (
  petition_id text NOT NULL,
  email_hash bytea NOT NULL,
  digest bytea NOT NULL,
  mailed_at timestamp with time zone[] NOT NULL,
  CONSTRAINT "PK_signing_attempt" PRIMARY KEY (petition_id, email_hash)
);

CREATE TABLE source (
  id text NOT NULL,
  title text NOT NULL,
  url text,
  published_day date,
  published_precision text,
  CONSTRAINT "PK_018c433f8264b58c86363eaadde" PRIMARY KEY (id)
);

CREATE TABLE statement (
  id text NOT NULL,
  title text NOT NULL,
  stance text NOT NULL,
  organization_ids text[] NOT NULL,
  published_day date,
  published_precision text,
  listed_on date NOT NULL,
  policy_ids text[] NOT NULL,
  source_ids text[] NOT NULL,
  confidence text NOT NULL,
  note text,
  asked_ids text[] DEFAULT '{}'::text[] NOT NULL,
  recorded_at timestamp(3) with time zone DEFAULT now() NOT NULL,
  CONSTRAINT "PK_d2ef88cb44b99f3332a1eebb96f" PRIMARY KEY (id)
);

CREATE TABLE strike (
  id uuid NOT NULL,
  petition_id text NOT NULL,
  reason text NOT NULL,
  signed_from timestamp(3) with time zone,
  signed_before timestamp(3) with time zone,
  by_domain boolean NOT NULL,
  country text,
  region text,
  signatures integer NOT NULL,
  struck_at timestamp(3) with time zone NOT NULL,
  put_back_at timestamp(3) with time zone,
  put_back integer DEFAULT 0 NOT NULL,
  CONSTRAINT "PK_strike" PRIMARY KEY (id)
);

CREATE TABLE withdrawal (
  petition_id text NOT NULL,
  id uuid DEFAULT gen_random_uuid() NOT NULL,
  signed_at timestamp(3) with time zone NOT NULL,
  withdrawn_at timestamp(3) with time zone NOT NULL,
  CONSTRAINT "PK_10939c7d01307c3fd32d30a67fa" PRIMARY KEY (petition_id, id)
);

ALTER SEQUENCE migrations_id_seq OWNED BY migrations.id;
ALTER SEQUENCE policy_change_position OWNED BY policy_change."position";

ALTER TABLE delivery ADD CONSTRAINT "FK_aa66d0c6cf673b52e81f63f9ee9" FOREIGN KEY (petition_id) REFERENCES petition(id);
ALTER TABLE endorsement ADD CONSTRAINT "FK_97ca188cecde9b1941325958aa5" FOREIGN KEY (petition_id) REFERENCES petition(id);
ALTER TABLE milestone ADD CONSTRAINT "FK_af94cae3030be418f0fb2a81569" FOREIGN KEY (petition_id) REFERENCES petition(id);
ALTER TABLE paper_import ADD CONSTRAINT "FK_paper_import_petition" FOREIGN KEY (petition_id) REFERENCES petition(id);
ALTER TABLE paper_layout ADD CONSTRAINT "FK_paper_layout_petition" FOREIGN KEY (petition_id) REFERENCES petition(id);
ALTER TABLE petition_news ADD CONSTRAINT "FK_a9de74953d24e2315566e44bd71" FOREIGN KEY (petition_id) REFERENCES petition(id);
ALTER TABLE policy_change ADD CONSTRAINT policy_change_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE policy_period ADD CONSTRAINT policy_period_publisher FOREIGN KEY (publisher_id) REFERENCES publisher(id);
ALTER TABLE publisher ADD CONSTRAINT publisher_parent FOREIGN KEY (parent_id) REFERENCES publisher(id);
ALTER TABLE resource ADD CONSTRAINT "FK_7748451beea05c797751d42d62e" FOREIGN KEY (source_id) REFERENCES source(id);
ALTER TABLE strike ADD CONSTRAINT "FK_strike_petition" FOREIGN KEY (petition_id) REFERENCES petition(id);

CREATE INDEX audit_entry_by_record ON audit_entry USING btree (record_id, at);
CREATE INDEX audit_entry_by_time ON audit_entry USING btree (at, id);
CREATE UNIQUE INDEX delivery_once ON delivery USING btree (petition_id, delivered_on, delivered_to);
CREATE INDEX "IDX_1bb598a30a5e270f6befed1e3e" ON endorsement USING btree (library_id);
CREATE INDEX hour_count_by_hour ON hour_count USING btree (hour);
CREATE INDEX law_by_jurisdiction ON law USING btree (jurisdiction, id);
CREATE INDEX merged_library_by_into ON merged_library USING btree (into_id);
CREATE INDEX paper_earlier_by_line ON paper_earlier USING btree (petition_id, sheet, line);
CREATE INDEX paper_import_by_petition ON paper_import USING btree (petition_id, started_at);
CREATE INDEX paper_signature_by_address ON paper_signature USING btree (petition_id, email_hash) WHERE email_hash IS NOT NULL;
CREATE INDEX paper_signature_by_import ON paper_signature USING brin (import_id) WITH (pages_per_range='16', autosummarize='on');
CREATE UNIQUE INDEX paper_signature_by_mark ON paper_signature USING btree (petition_id, mark) WHERE mark IS NOT NULL;
CREATE INDEX "IDX_50a908cf2b7d8c4320be269d99" ON pending_signature USING btree (requested_at);
CREATE INDEX "IDX_da6f8634c623903da9013ff613" ON petition USING btree (listed_on, id);
CREATE INDEX "IDX_b1acac1e63bacc1d6b41f1950f" ON petition_news USING btree (petition_id, sent_at);
CREATE INDEX policy_change_by_publisher ON policy_change USING btree (publisher_id, "position");
CREATE INDEX policy_period_by_publisher ON policy_period USING btree (publisher_id);
CREATE UNIQUE INDEX policy_period_current ON policy_period USING btree (id) WHERE superseded_at IS NULL;
CREATE INDEX publisher_by_name ON publisher USING btree (name, id);
CREATE INDEX publisher_by_parent ON publisher USING btree (parent_id);
CREATE INDEX signature_shown ON signature USING btree (petition_id, signed_at, id) WHERE consent_to_show_name AND strike_id IS NULL;
CREATE INDEX signature_signed_at ON signature USING brin (signed_at) WITH (pages_per_range='16', autosummarize='on');
CREATE INDEX signature_struck ON signature USING btree (strike_id) WHERE strike_id IS NOT NULL;
CREATE INDEX statement_by_recording ON statement USING btree (recorded_at, id);
CREATE INDEX strike_by_petition ON strike USING btree (petition_id, struck_at);
CREATE INDEX "IDX_e248f85f3e2508b9bd287d00e8" ON withdrawal USING btree (petition_id, withdrawn_at);

CREATE TRIGGER area_count_names BEFORE UPDATE ON area_count FOR EACH ROW WHEN (new.count <> old.count AND NOT new.shown IS DISTINCT FROM old.shown AND NOT new.not_shown IS DISTINCT FROM old.not_shown) EXECUTE FUNCTION forget_names();
CREATE TRIGGER audit_entry_only_added BEFORE DELETE OR UPDATE OR TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit();
CREATE TRIGGER organization_news AFTER INSERT OR DELETE OR UPDATE ON organization FOR EACH STATEMENT EXECUTE FUNCTION tell_statements();
CREATE TRIGGER policy_change_kept BEFORE DELETE OR UPDATE ON policy_change FOR EACH ROW EXECUTE FUNCTION keep_policy_record();
CREATE TRIGGER policy_change_numbering BEFORE INSERT ON policy_change FOR EACH ROW EXECUTE FUNCTION number_policy_change();
CREATE TRIGGER policy_period_kept BEFORE DELETE OR UPDATE ON policy_period FOR EACH ROW EXECUTE FUNCTION keep_policy_record();
CREATE TRIGGER statement_news AFTER INSERT OR DELETE OR UPDATE ON statement FOR EACH STATEMENT EXECUTE FUNCTION tell_statements();

REVOKE ALL ON audit_entry FROM CURRENT_USER;
GRANT INSERT, MAINTAIN, REFERENCES, SELECT, TRIGGER ON audit_entry TO CURRENT_USER;

COMMENT ON TABLE release_need IS 'Which migrations left tables with which only that release and later ones can work';
