-- 2026-11-23. Dated policies in all their versions; no two of one publisher may claim the same days.
CREATE EXTENSION IF NOT EXISTS btree_gist;
-- Words as ranges of their hashes: GiST can tell whether two ranges overlap, but not whether two text arrays do.
CREATE FUNCTION policy_marks(words text[]) RETURNS int8multirange LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT range_agg(int8range(hashtextextended(word, 0) >> 1, hashtextextended(word, 0) >> 1, '[]')) FROM unnest(words) AS word
      $$;
CREATE TABLE policy_period (
  id text NOT NULL,
  version integer NOT NULL,
  publisher_id text NOT NULL CONSTRAINT policy_period_publisher REFERENCES publisher,
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
  options jsonb NOT NULL DEFAULT '[]',
  embargo jsonb,
  prices jsonb NOT NULL DEFAULT '[]',
  grandfathering text,
  supersedes_id text,
  last_verified_on date,
  source_ids text[] NOT NULL,
  seed_is_source boolean NOT NULL,
  confidence text NOT NULL,
  note text,
  revision text NOT NULL,
  correction_reason text,
  recorded_at timestamptz(3) NOT NULL,
  superseded_at timestamptz(3),
  PRIMARY KEY (id, version),
  CONSTRAINT policy_period_days CHECK (effective_from_day < effective_to_day),
  CONSTRAINT policy_period_times CHECK (recorded_at < superseded_at),
  CONSTRAINT policy_period_scope CHECK (cardinality(formats) > 0 AND cardinality(territories) > 0),
  CONSTRAINT policy_period_overlap EXCLUDE USING gist (
    publisher_id WITH =, title_scope WITH =, (coalesce(option_key, '')) WITH =, policy_marks(formats) WITH &&,
    policy_marks(territories) WITH &&, daterange(effective_from_day, effective_to_day) WITH &&
  ) WHERE (superseded_at IS NULL AND status = 'IN_FORCE_PERIOD')
);
CREATE UNIQUE INDEX policy_period_current ON policy_period (id) WHERE superseded_at IS NULL;
CREATE INDEX policy_period_by_publisher ON policy_period (publisher_id);

-- Undo
DROP TABLE policy_period;
DROP FUNCTION policy_marks(text[]);
