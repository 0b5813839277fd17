-- 2026-11-30. Names that may be shown and domains are counted beforehand, so that nobody reads a million signatures to learn of them.
-- Null until somebody counted the names of an area: a job does so, petition by petition, beside those who sign.
ALTER TABLE area_count ADD shown integer, ADD not_shown integer;
-- The release before changes counts without them. Then they are not known.
CREATE FUNCTION forget_names() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.shown := NULL;
    NEW.not_shown := NULL;
    RETURN NEW;
  END $$;
CREATE TRIGGER area_count_names BEFORE UPDATE ON area_count FOR EACH ROW
  WHEN (NEW.count <> OLD.count AND NEW.shown IS NOT DISTINCT FROM OLD.shown AND NEW.not_shown IS NOT DISTINCT FROM OLD.not_shown)
  EXECUTE FUNCTION forget_names();
CREATE TABLE domain_summary (
  petition_id text NOT NULL,
  revision integer NOT NULL,
  counted_at timestamptz(3) NOT NULL,
  took_ms integer NOT NULL,
  domains jsonb NOT NULL,
  CONSTRAINT "PK_domain_summary" PRIMARY KEY (petition_id)
);

-- Undo
DROP TABLE domain_summary;
DROP TRIGGER area_count_names ON area_count;
DROP FUNCTION forget_names;
ALTER TABLE area_count DROP COLUMN not_shown, DROP COLUMN shown;
