-- 2026-11-30. When a source was published is kept with it.
ALTER TABLE source ADD COLUMN published_day date, ADD COLUMN published_precision text;

-- Undo
ALTER TABLE source DROP COLUMN published_day, DROP COLUMN published_precision;
