-- 2026-11-24. Confirmation, withdrawal, milestones, schedules and signatures on paper.
ALTER TABLE "petition"
  ADD "opens_at" timestamptz(3),
  ADD "confirmation" text NOT NULL DEFAULT 'NONE',
  ADD "owner_subject" text,
  ADD "paper_count" integer NOT NULL DEFAULT '0',
  ADD CONSTRAINT "petition_confirmation" CHECK (confirmation IN ('NONE', 'EMAIL')),
  ADD CONSTRAINT "petition_paper_count" CHECK (paper_count >= 0);
ALTER TABLE "signature" ADD "consent_version" integer NOT NULL DEFAULT '1', ADD "address" bytea;
-- Rows arrive in the order of their times: a summary of page ranges finds those of an hour, and costs an insert next to nothing.
CREATE INDEX signature_signed_at ON signature USING brin (signed_at) WITH (pages_per_range = 16, autosummarize = on);
ALTER TABLE "hour_count"
  ADD "withdrawn" integer NOT NULL DEFAULT '0',
  ADD CONSTRAINT "hour_count_withdrawn" CHECK (withdrawn >= 0);
CREATE TABLE "milestone" (
  "petition_id" text NOT NULL,
  "target" integer NOT NULL,
  "reached_at" timestamptz(3),
  CONSTRAINT "milestone_target" CHECK (target > 0),
  CONSTRAINT "PK_173177ec3b895a4b451cda80880" PRIMARY KEY ("petition_id", "target"),
  CONSTRAINT "FK_af94cae3030be418f0fb2a81569" FOREIGN KEY ("petition_id") REFERENCES "petition"("id")
);
INSERT INTO milestone (petition_id, target) SELECT id, goal FROM petition WHERE goal IS NOT NULL AND NOT historical;
CREATE TABLE "pending_signature" (
  "petition_id" text NOT NULL,
  "email_hash" bytea NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "country" text NOT NULL,
  "region" text,
  "consent_to_show_name" boolean NOT NULL,
  "updates_consent" boolean NOT NULL,
  "consent_version" integer NOT NULL,
  "address" bytea,
  "client_mutation_id" text,
  "requested_at" timestamptz(3) NOT NULL,
  CONSTRAINT "PK_569db7447248337bd683ce65d99" PRIMARY KEY ("petition_id", "email_hash")
);
CREATE INDEX "IDX_50a908cf2b7d8c4320be269d99" ON "pending_signature" ("requested_at");
CREATE TABLE "withdrawal" (
  "petition_id" text NOT NULL,
  "id" uuid NOT NULL DEFAULT gen_random_uuid(),
  "signed_at" timestamptz(3) NOT NULL,
  "withdrawn_at" timestamptz(3) NOT NULL,
  CONSTRAINT "PK_10939c7d01307c3fd32d30a67fa" PRIMARY KEY ("petition_id", "id")
);
CREATE INDEX "IDX_e248f85f3e2508b9bd287d00e8" ON "withdrawal" ("petition_id", "withdrawn_at");
CREATE TABLE "paper_signature" (
  "petition_id" text NOT NULL,
  "sheet" text NOT NULL,
  "line" integer NOT NULL,
  "country" text NOT NULL,
  "region" text,
  "signed_on" date,
  CONSTRAINT "PK_1c66e4cf14a19fab523861ac281" PRIMARY KEY ("petition_id", "sheet", "line"),
  CONSTRAINT "FK_84ed264f4691853d0ac6cedde26" FOREIGN KEY ("petition_id") REFERENCES "petition"("id")
);

-- Undo
DROP TABLE paper_signature;
DROP TABLE withdrawal;
DROP TABLE pending_signature;
DROP TABLE milestone;
ALTER TABLE hour_count DROP COLUMN withdrawn;
DROP INDEX signature_signed_at;
ALTER TABLE signature DROP COLUMN address, DROP COLUMN consent_version;
ALTER TABLE petition DROP COLUMN paper_count, DROP COLUMN owner_subject, DROP COLUMN confirmation, DROP COLUMN opens_at;
