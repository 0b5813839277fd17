-- 2026-11-24. Whether a story is a draft, published or retracted.
ALTER TABLE "success_story" ADD "state" text NOT NULL DEFAULT 'PUBLISHED',
  ADD CONSTRAINT "success_story_state" CHECK (state IN ('DRAFT', 'PUBLISHED', 'RETRACTED'));

-- Undo
ALTER TABLE success_story DROP state;
