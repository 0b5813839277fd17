-- 2026-11-24. The organizations that a call to respond asks, where those are not the state chapters.
ALTER TABLE "statement" ADD "asked_ids" text array NOT NULL DEFAULT '{}';

-- Undo
ALTER TABLE statement DROP COLUMN asked_ids;
