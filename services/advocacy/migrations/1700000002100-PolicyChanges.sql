-- 2026-11-23. The feed of policy changes. A reader who asks for what came after a position never misses an entry.
CREATE TABLE policy_change (
  position bigint PRIMARY KEY,
  publisher_id text NOT NULL CONSTRAINT policy_change_publisher REFERENCES publisher,
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
  reasons jsonb NOT NULL DEFAULT '[]',
  recorded_at timestamptz(3) NOT NULL
);
CREATE INDEX policy_change_by_publisher ON policy_change (publisher_id, position);
CREATE SEQUENCE policy_change_position OWNED BY policy_change.position;
-- A bare sequence numbers entries in the order of inserts, not of commits, so a reader could pass a number that appears later.
-- This lock is held until the writer commits, so numbers become visible in order. Listeners get a hint after the commit.
CREATE FUNCTION number_policy_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('policy_change', 0));
        NEW.position := nextval('policy_change_position');
        PERFORM pg_notify('policy_changes', '');
        RETURN NEW;
      END $$;
CREATE TRIGGER policy_change_numbering BEFORE INSERT ON policy_change FOR EACH ROW EXECUTE FUNCTION number_policy_change();

-- Undo
DROP TABLE policy_change;
DROP FUNCTION number_policy_change();
