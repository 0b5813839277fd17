-- 2026-11-24. Proposals and the versions of agreements.
ALTER TABLE "partnership"
  ADD "proposed_by" text,
  ADD "message" text,
  ADD "reply" text,
  ADD "state_changed_at" timestamp with time zone,
  ADD "agreement_in_force" integer,
  ADD "review_on" date,
  ADD "silence_noticed_after" date,
  ADD "review_noticed_for" date,
  ADD "story_consents" text array NOT NULL DEFAULT '{}',
  ADD CONSTRAINT "partnership_proposed_by_partner" CHECK (proposed_by IN (library_a, library_b));
ALTER TABLE "activity" ADD "recorded_by" text, ADD "recorded_at" timestamp with time zone;
CREATE TABLE "agreement_version" (
  "id" text NOT NULL,
  "partnership_id" text NOT NULL,
  "version" integer NOT NULL,
  "proposed_by" text NOT NULL,
  "proposed_at" timestamp with time zone NOT NULL,
  "formality" text NOT NULL,
  "meeting_rhythm" text,
  "activity_kinds" text array NOT NULL,
  "goals" text array NOT NULL,
  "starts_on" date,
  "ends_on" date,
  "review_on" date,
  "text" text,
  "agreed_by" text array NOT NULL,
  "held_since" timestamp with time zone,
  CONSTRAINT "agreement_version_once" UNIQUE ("partnership_id", "version"),
  CONSTRAINT "agreement_formality" CHECK (formality IN ('FORMAL', 'INFORMAL')),
  CONSTRAINT "agreement_version_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "agreement_version" ADD CONSTRAINT "agreement_partnership" FOREIGN KEY ("partnership_id") REFERENCES "partnership"("id");

-- Undo
DROP TABLE agreement_version;
ALTER TABLE partnership DROP proposed_by, DROP message, DROP reply, DROP state_changed_at, DROP agreement_in_force, DROP review_on,
  DROP silence_noticed_after, DROP review_noticed_for, DROP story_consents;
ALTER TABLE activity DROP recorded_by, DROP recorded_at;
