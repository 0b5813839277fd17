-- 2026-11-25. Meetings of sister libraries.
CREATE TABLE "meeting" (
  "id" text NOT NULL,
  "partnership_id" text NOT NULL,
  "state" text NOT NULL,
  "starts_at" timestamp with time zone NOT NULL,
  "minutes" integer NOT NULL,
  "time_zone" text NOT NULL,
  "topic" text,
  "place" text,
  "proposed_by" text NOT NULL,
  "agreed_at" timestamp with time zone,
  "changed_at" timestamp with time zone NOT NULL,
  CONSTRAINT "meeting_minutes" CHECK (minutes > 0),
  CONSTRAINT "meeting_state" CHECK (state IN ('PROPOSED', 'AGREED', 'CANCELLED')),
  CONSTRAINT "PK_meeting" PRIMARY KEY ("id")
);
CREATE INDEX "meeting_by_partnership" ON "meeting" ("partnership_id", "starts_at");
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_partnership" FOREIGN KEY ("partnership_id") REFERENCES "partnership"("id");
CREATE TABLE "calendar_number" (
  "library_id" text NOT NULL,
  "number" integer NOT NULL,
  CONSTRAINT "PK_calendar_number" PRIMARY KEY ("library_id")
);
ALTER TABLE "calendar_number" ADD CONSTRAINT "calendar_number_library" FOREIGN KEY ("library_id") REFERENCES "library"("id");

-- Undo
DROP TABLE calendar_number;
DROP TABLE meeting;
