-- 2026-11-25. When each statement was recorded; live feeds are notified of new ones.
ALTER TABLE statement ADD recorded_at timestamptz(3) NOT NULL DEFAULT now();
CREATE INDEX statement_by_recording ON statement (recorded_at, id);
CREATE FUNCTION tell_statements() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('statement_changes', '');
        RETURN NULL;
      END $$;
CREATE TRIGGER statement_news AFTER INSERT OR UPDATE OR DELETE ON statement FOR EACH STATEMENT EXECUTE FUNCTION tell_statements();
CREATE TRIGGER organization_news AFTER INSERT OR UPDATE OR DELETE ON organization FOR EACH STATEMENT EXECUTE FUNCTION tell_statements();

-- Undo
DROP TRIGGER statement_news ON statement;
DROP TRIGGER organization_news ON organization;
DROP FUNCTION tell_statements();
DROP INDEX statement_by_recording;
ALTER TABLE statement DROP COLUMN recorded_at;
