-- 2026-11-30. Laws and bills on the terms under which publishers license to libraries.
CREATE TABLE "law" (
  "id" text NOT NULL,
  "name" text NOT NULL,
  "number" text,
  "jurisdiction" text NOT NULL,
  "country" text,
  "region" text,
  "steps" jsonb NOT NULL,
  "trigger_clause" text,
  "checks" text[] NOT NULL DEFAULT '{}',
  "not_checked" text[] NOT NULL DEFAULT '{}',
  "source_ids" text[] NOT NULL,
  "confidence" text NOT NULL,
  "note" text,
  "recorded_at" timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("id"),
  CONSTRAINT "law_steps" CHECK (jsonb_array_length(steps) > 0)
);
CREATE INDEX "law_by_jurisdiction" ON "law" ("jurisdiction", "id");

-- Undo
DROP TABLE law;
