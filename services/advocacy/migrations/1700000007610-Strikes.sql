-- 2026-11-30. Signatures struck out as abuse, batch by batch, and the keyed hash of the domain of each address.
CREATE TABLE "strike" (
  "id" uuid NOT NULL,
  "petition_id" text NOT NULL,
  "reason" text NOT NULL,
  "signed_from" timestamptz(3),
  "signed_before" timestamptz(3),
  "by_domain" boolean NOT NULL,
  "country" text,
  "region" text,
  "signatures" integer NOT NULL,
  "struck_at" timestamptz(3) NOT NULL,
  "put_back_at" timestamptz(3),
  "put_back" integer NOT NULL DEFAULT '0',
  CONSTRAINT "PK_strike" PRIMARY KEY ("id"),
  CONSTRAINT "FK_strike_petition" FOREIGN KEY ("petition_id") REFERENCES "petition"("id")
);
CREATE INDEX "strike_by_petition" ON "strike" ("petition_id", "struck_at");
ALTER TABLE "signature" ADD "domain_hash" bytea, ADD "strike_id" uuid;
CREATE INDEX signature_struck ON signature (strike_id) WHERE strike_id IS NOT NULL;
ALTER TABLE "pending_signature" ADD "domain_hash" bytea;
DROP INDEX signature_shown;
CREATE INDEX signature_shown ON signature (petition_id, signed_at, id) WHERE consent_to_show_name AND strike_id IS NULL;

-- Undo
DROP INDEX signature_shown;
CREATE INDEX signature_shown ON signature (petition_id, signed_at, id) WHERE consent_to_show_name;
ALTER TABLE "pending_signature" DROP COLUMN "domain_hash";
DROP INDEX signature_struck;
ALTER TABLE "signature" DROP COLUMN "strike_id", DROP COLUMN "domain_hash";
DROP TABLE "strike";
