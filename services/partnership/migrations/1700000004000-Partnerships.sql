-- 2026-11-23. Partnerships and their activities; illegal pairs are refused.
CREATE TABLE "partnership" (
  "id" text NOT NULL,
  "library_a" text NOT NULL,
  "library_b" text NOT NULL,
  "country_a" text NOT NULL,
  "country_b" text NOT NULL,
  "state" text NOT NULL,
  "programme" text,
  "formality" text NOT NULL,
  "started_day" date,
  "started_precision" text,
  "listed_on" date NOT NULL,
  "goals" text array NOT NULL,
  "activity_kinds" text array NOT NULL,
  "meeting_rhythm" text,
  "historical" boolean NOT NULL,
  "demo" boolean NOT NULL,
  "source_ids" text array NOT NULL,
  "confidence" text NOT NULL,
  CONSTRAINT "partnership_across_borders" CHECK (country_a <> country_b),
  CONSTRAINT "partnership_pair_written_once" CHECK (library_a COLLATE "C" < library_b COLLATE "C"),
  CONSTRAINT "partnership_formality" CHECK (formality IN ('FORMAL', 'INFORMAL', 'UNKNOWN')),
  CONSTRAINT "partnership_state" CHECK (state IN ('PROPOSED', 'ACTIVE', 'PAUSED', 'ENDED', 'DECLINED', 'WITHDRAWN')),
  CONSTRAINT "PK_f1bf1be9f475497d8b396d4cc56" PRIMARY KEY ("id")
);
CREATE INDEX "partnership_by_library_a" ON "partnership" ("library_a");
CREATE INDEX "partnership_by_library_b" ON "partnership" ("library_b");
CREATE INDEX "partnership_by_day" ON "partnership" ("listed_on", "id");
CREATE UNIQUE INDEX "partnership_living_pair" ON "partnership" ("library_a", "library_b") WHERE state IN ('PROPOSED', 'ACTIVE', 'PAUSED');
CREATE TABLE "activity" (
  "id" text NOT NULL,
  "partnership_id" text NOT NULL,
  "kind" text NOT NULL,
  "day" date NOT NULL,
  "precision" text NOT NULL,
  "hours" double precision,
  "items" integer,
  "summary" text NOT NULL,
  "source_ids" text array NOT NULL,
  CONSTRAINT "activity_amounts" CHECK (hours >= 0 AND items >= 0),
  CONSTRAINT "PK_24625a1d6b1b089c8ae206fe467" PRIMARY KEY ("id")
);
CREATE INDEX "activity_by_partnership" ON "activity" ("partnership_id", "day");
ALTER TABLE "partnership" ADD CONSTRAINT "partnership_library_b" FOREIGN KEY ("library_b", "country_b") REFERENCES "library"("id","country") ON UPDATE CASCADE;
ALTER TABLE "partnership" ADD CONSTRAINT "partnership_library_a" FOREIGN KEY ("library_a", "country_a") REFERENCES "library"("id","country") ON UPDATE CASCADE;
ALTER TABLE "activity" ADD CONSTRAINT "activity_partnership" FOREIGN KEY ("partnership_id") REFERENCES "partnership"("id");

-- Undo
DROP TABLE activity;
DROP TABLE partnership;
