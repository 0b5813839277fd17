-- 2026-11-24. Which library was suggested to which.
CREATE TABLE "suggestion" (
  "library_id" text NOT NULL,
  "suggested_id" text NOT NULL,
  "score" integer NOT NULL,
  "reasons" jsonb NOT NULL,
  "made_at" timestamp with time zone NOT NULL,
  CONSTRAINT "PK_suggestion" PRIMARY KEY ("library_id", "suggested_id")
);
CREATE INDEX "suggestion_by_suggested" ON "suggestion" ("suggested_id");
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_library" FOREIGN KEY ("library_id") REFERENCES "library"("id");
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_suggested" FOREIGN KEY ("suggested_id") REFERENCES "library"("id");

-- Undo
DROP TABLE suggestion;
