-- 2026-11-24. Reading lists.
CREATE TABLE "resource" (
  "subject_id" text NOT NULL,
  "source_id" text NOT NULL,
  "kind" text NOT NULL,
  "publisher" text NOT NULL,
  "published_day" date,
  "published_precision" text,
  PRIMARY KEY ("subject_id", "source_id"),
  CONSTRAINT "FK_7748451beea05c797751d42d62e" FOREIGN KEY ("source_id") REFERENCES "source" ("id")
);

-- Undo
DROP TABLE resource;
