-- 2026-11-30. The newest attempt counts until it is confirmed: how often an address was mailed, and who was reminded.
CREATE TABLE "signing_attempt" (
  "petition_id" text NOT NULL,
  "email_hash" bytea NOT NULL,
  "digest" bytea NOT NULL,
  "mailed_at" timestamptz array NOT NULL,
  CONSTRAINT "PK_signing_attempt" PRIMARY KEY ("petition_id", "email_hash")
);
ALTER TABLE "pending_signature" ADD "reminded_at" timestamptz(3);
ALTER TABLE "petition" ADD "reminders" boolean NOT NULL DEFAULT true;

-- Undo
ALTER TABLE "petition" DROP COLUMN "reminders";
ALTER TABLE "pending_signature" DROP COLUMN "reminded_at";
DROP TABLE "signing_attempt";
