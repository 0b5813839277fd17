-- 2026-11-30. How well the launch of a petition and a boycott are supported, and what else is known of a boycott.
ALTER TABLE "petition" ADD "launch_confidence" text;
ALTER TABLE "boycott" ADD "confidence" text;
ALTER TABLE "boycott" ADD "note" text;

-- Undo
ALTER TABLE "petition" DROP COLUMN "launch_confidence";
ALTER TABLE "boycott" DROP COLUMN "confidence";
ALTER TABLE "boycott" DROP COLUMN "note";
