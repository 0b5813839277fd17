-- 2026-11-30. Two more days on which a version of a policy can count as known: of its sources, and of this database.
ALTER TABLE policy_period ADD COLUMN published_at timestamptz(3), ADD COLUMN entered_at timestamptz(3);
-- What editors and commands wrote stands in the audit log with its moment. Of what came with a release the moment was not kept: this one is
-- the first at which it is surely here.
ALTER TABLE policy_period DISABLE TRIGGER policy_period_kept;
UPDATE policy_period SET
  published_at = least(recorded_at, coalesce((
    SELECT min(CASE source.published_precision
        WHEN 'MONTH' THEN date_trunc('month', source.published_day::timestamp) + interval '1 month'
        WHEN 'YEAR' THEN date_trunc('year', source.published_day::timestamp) + interval '1 year'
        ELSE source.published_day::timestamp END AT TIME ZONE 'UTC')
    FROM source WHERE source.id = ANY(policy_period.source_ids) AND NOT EXISTS (
      SELECT FROM policy_period AS before WHERE before.id = policy_period.id AND before.version = policy_period.version - 1
        AND source.id = ANY(before.source_ids))
      AND policy_period.recorded_at IN (SELECT at FROM audit_entry WHERE record_id = 'policy ' || policy_period.id)
  ), recorded_at)),
  entered_at = CASE WHEN recorded_at IN (SELECT at FROM audit_entry WHERE record_id = 'policy ' || policy_period.id)
    THEN recorded_at ELSE date_trunc('milliseconds', now()) END;
ALTER TABLE policy_period ENABLE TRIGGER policy_period_kept;
ALTER TABLE policy_period ALTER COLUMN published_at SET NOT NULL, ALTER COLUMN published_at SET DEFAULT now(),
  ALTER COLUMN entered_at SET NOT NULL, ALTER COLUMN entered_at SET DEFAULT now();

-- Undo
ALTER TABLE policy_period DROP COLUMN published_at, DROP COLUMN entered_at;
