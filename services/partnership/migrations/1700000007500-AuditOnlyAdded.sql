-- 2026-11-24. Entries of the audit log can be added, but not changed or removed.
CREATE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'Entries of the audit log are only ever added.' USING ERRCODE = 'insufficient_privilege';
    END $$;
CREATE TRIGGER audit_entry_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit();
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM CURRENT_USER;
CREATE INDEX audit_entry_by_time ON audit_entry (at, id);

-- Undo
DROP INDEX audit_entry_by_time;
GRANT UPDATE, DELETE, TRUNCATE ON audit_entry TO CURRENT_USER;
DROP TRIGGER audit_entry_only_added ON audit_entry;
DROP FUNCTION refuse_to_change_audit;
