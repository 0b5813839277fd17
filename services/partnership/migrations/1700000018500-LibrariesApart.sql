-- 2026-11-30. Which libraries the committee said are not the same as this one.
ALTER TABLE library ADD COLUMN told_apart text[] NOT NULL DEFAULT '{}';

-- Undo
ALTER TABLE library DROP COLUMN told_apart;
