-- 2026-11-30. The committee takes libraries down; the ISIL of another country's agency keeps nobody from having it.
ALTER TABLE library ADD taken_down_at timestamp with time zone;
DROP INDEX library_by_isil;
CREATE UNIQUE INDEX library_by_isil ON library (upper(isil)) WHERE upper(left(isil, 3)) = country || '-' OR isil !~ '^[A-Za-z]{2}-';
CREATE INDEX library_by_any_isil ON library (upper(isil));

-- Undo
DROP INDEX library_by_any_isil;
DROP INDEX library_by_isil;
UPDATE library SET isil = NULL, isil_confidence = NULL WHERE isil ~ '^[A-Za-z]{2}-' AND upper(left(isil, 3)) <> country || '-';
CREATE UNIQUE INDEX library_by_isil ON library (upper(isil));
ALTER TABLE library DROP taken_down_at;
