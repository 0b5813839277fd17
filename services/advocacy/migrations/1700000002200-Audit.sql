-- 2026-11-23. The audit log: who changed what, and when.
CREATE TABLE audit_entry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  at timestamptz(3) NOT NULL,
  subject text NOT NULL,
  action text NOT NULL,
  record_id text NOT NULL,
  before jsonb,
  after jsonb
);
CREATE INDEX audit_entry_by_record ON audit_entry (record_id, at);

-- Undo
DROP TABLE audit_entry;
