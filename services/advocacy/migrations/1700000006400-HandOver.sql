-- 2026-11-30. Names that may be shown, the time zone of a petition, and deliveries to several on one day that can be corrected.
CREATE INDEX signature_shown ON signature (petition_id, signed_at, id) WHERE consent_to_show_name;
ALTER TABLE "petition" ADD "time_zone" text NOT NULL DEFAULT 'UTC';
ALTER TABLE "delivery" ADD "id" uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE "delivery" DROP CONSTRAINT "PK_e0e257b85906b895c9dcf58c883";
ALTER TABLE "delivery" ADD CONSTRAINT "PK_delivery" PRIMARY KEY ("id");
CREATE UNIQUE INDEX "delivery_once" ON "delivery" ("petition_id", "delivered_on", "delivered_to");

-- Undo
DROP INDEX "delivery_once";
ALTER TABLE "delivery" DROP CONSTRAINT "PK_delivery";
ALTER TABLE "delivery" DROP COLUMN "id";
ALTER TABLE "delivery" ADD CONSTRAINT "PK_e0e257b85906b895c9dcf58c883" PRIMARY KEY ("petition_id", "delivered_on");
ALTER TABLE "petition" DROP COLUMN "time_zone";
DROP INDEX signature_shown;
