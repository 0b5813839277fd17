-- 2026-11-23. Success stories and tips.
CREATE TABLE "success_story" (
  "id" text NOT NULL,
  "title" text NOT NULL,
  "body" text NOT NULL,
  "partnership_id" text NOT NULL,
  "goals" text array NOT NULL,
  "published_on" date,
  "listed_on" date NOT NULL,
  "demo" boolean NOT NULL,
  "source_ids" text array NOT NULL,
  "confidence" text NOT NULL,
  CONSTRAINT "PK_fd20b33559b80abf04ee8eb3b6a" PRIMARY KEY ("id")
);
CREATE INDEX "success_story_by_partnership" ON "success_story" ("partnership_id");
CREATE INDEX "success_story_by_day" ON "success_story" ("listed_on", "id");
CREATE TABLE "tip" (
  "id" text NOT NULL,
  "text" text NOT NULL,
  "place" integer NOT NULL,
  "source_ids" text array NOT NULL,
  CONSTRAINT "PK_855d736988802b4ec0e07b7e762" PRIMARY KEY ("id")
);
ALTER TABLE "success_story" ADD CONSTRAINT "success_story_partnership" FOREIGN KEY ("partnership_id") REFERENCES "partnership"("id");

-- Undo
DROP TABLE tip;
DROP TABLE success_story;
