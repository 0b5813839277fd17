-- 2026-11-25. Where the facts of a boycott were read: so far, where its dated numbers were.
ALTER TABLE "boycott" ADD "source_ids" text[] NOT NULL DEFAULT '{}';
UPDATE "boycott" SET "source_ids" = (
         SELECT coalesce(array_agg(DISTINCT one), '{}') FROM "reported_count", unnest("reported_count"."source_ids") AS one
         WHERE "subject_id" = "boycott"."id");

-- Undo
ALTER TABLE "boycott" DROP COLUMN "source_ids";
