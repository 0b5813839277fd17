-- 2026-11-30. The committee enters libraries and existing pairs, by hand and by file; a file can be undone.
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
  CONSTRAINT committee_import_kind CHECK (kind IN ('LIBRARIES', 'PAIRS'))
);
ALTER TABLE library ADD import_id text;
CREATE INDEX library_by_import ON library (import_id);
ALTER TABLE partnership ADD documented boolean NOT NULL DEFAULT false;
ALTER TABLE partnership ADD import_id text;
CREATE INDEX partnership_by_import ON partnership (import_id);

-- Undo
ALTER TABLE partnership DROP import_id;
ALTER TABLE partnership DROP documented;
ALTER TABLE library DROP import_id;
DROP TABLE committee_import;
