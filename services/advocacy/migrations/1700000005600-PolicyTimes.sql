-- 2026-11-25. Policies stay true to both of their times: one belief at any moment, and no change to a belief once recorded.
ALTER TABLE policy_period ADD CONSTRAINT policy_period_belief EXCLUDE USING gist (
  id WITH =, tstzrange(recorded_at, superseded_at) WITH &&
);
ALTER TABLE policy_period DROP CONSTRAINT policy_period_overlap;
ALTER TABLE policy_period ADD CONSTRAINT policy_period_overlap EXCLUDE USING gist (
  publisher_id WITH =, title_scope WITH =, (coalesce(option_key, '')) WITH =, policy_marks(formats) WITH &&,
  policy_marks(territories) WITH &&, daterange(effective_from_day, effective_to_day) WITH &&, tstzrange(recorded_at, superseded_at) WITH &&
) WHERE (status = 'IN_FORCE_PERIOD');
CREATE FUNCTION keep_policy_record() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'policy_period' THEN
            IF OLD.superseded_at IS NULL AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
              RETURN NEW;
            END IF;
          END IF;
          RAISE EXCEPTION 'What % holds is added to and superseded, never changed or removed.', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
        END $$;
CREATE TRIGGER policy_period_kept BEFORE UPDATE OR DELETE ON policy_period FOR EACH ROW EXECUTE FUNCTION keep_policy_record();
CREATE TRIGGER policy_change_kept BEFORE UPDATE OR DELETE ON policy_change FOR EACH ROW EXECUTE FUNCTION keep_policy_record();

-- Undo
DROP TRIGGER policy_period_kept ON policy_period; DROP TRIGGER policy_change_kept ON policy_change;
DROP FUNCTION keep_policy_record(); ALTER TABLE policy_period DROP CONSTRAINT policy_period_belief;
ALTER TABLE policy_period DROP CONSTRAINT policy_period_overlap;
ALTER TABLE policy_period ADD CONSTRAINT policy_period_overlap EXCLUDE USING gist (
  publisher_id WITH =, title_scope WITH =, (coalesce(option_key, '')) WITH =, policy_marks(formats) WITH &&,
  policy_marks(territories) WITH &&, daterange(effective_from_day, effective_to_day) WITH &&
) WHERE (superseded_at IS NULL AND status = 'IN_FORCE_PERIOD');
