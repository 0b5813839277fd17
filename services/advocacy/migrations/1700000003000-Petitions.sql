-- 2026-11-23. Petitions, their signatures and their counts.
CREATE TABLE "petition" (
  "id" text NOT NULL,
  "title" text NOT NULL,
  "ask" text NOT NULL,
  "target" text NOT NULL,
  "target_publisher_id" text,
  "hashtag" text,
  "organizers" text array NOT NULL,
  "state" text NOT NULL,
  "outcome" text,
  "outcome_on" date,
  "historical" boolean NOT NULL,
  "demo" boolean NOT NULL,
  "launched_day" date,
  "launched_precision" text,
  "listed_on" date NOT NULL,
  "closed_on" date,
  "closes_at" timestamptz(3),
  "goal" integer,
  "note" text,
  "related_policy_ids" text array NOT NULL DEFAULT '{}',
  "source_ids" text array NOT NULL DEFAULT '{}',
  "count" integer NOT NULL DEFAULT '0',
  "revision" integer NOT NULL DEFAULT '0',
  "counted_at" timestamptz(3),
  CONSTRAINT "petition_historical" CHECK (NOT historical OR (count = 0 AND state NOT IN ('DRAFT', 'OPEN'))),
  CONSTRAINT "petition_count" CHECK (count >= 0),
  CONSTRAINT "petition_state" CHECK (state IN ('DRAFT', 'OPEN', 'CLOSED', 'DELIVERED')),
  CONSTRAINT "PK_469bc03ae1fe441954bcb2e6a0c" PRIMARY KEY ("id")
);
CREATE INDEX "IDX_da6f8634c623903da9013ff613" ON "petition"  ("listed_on", "id");
CREATE TABLE "reported_count" (
  "subject_id" text NOT NULL,
  "metric" text NOT NULL,
  "reported_on" date NOT NULL,
  "precision" text NOT NULL,
  "count" integer NOT NULL,
  "qualifier" text NOT NULL,
  "confidence" text NOT NULL,
  "note" text,
  "source_ids" text array NOT NULL,
  CONSTRAINT "PK_c0fb330736ca75dac18ffb2b884" PRIMARY KEY ("subject_id", "metric", "reported_on")
);
CREATE TABLE "delivery" (
  "petition_id" text NOT NULL,
  "delivered_on" date NOT NULL,
  "delivered_to" text NOT NULL,
  "count" integer NOT NULL,
  "qualifier" text NOT NULL,
  "source_ids" text array NOT NULL,
  CONSTRAINT "PK_e0e257b85906b895c9dcf58c883" PRIMARY KEY ("petition_id", "delivered_on")
);
CREATE TABLE "endorsement" (
  "petition_id" text NOT NULL,
  "library_id" text NOT NULL,
  "endorsed_on" date NOT NULL,
  "demo" boolean NOT NULL,
  CONSTRAINT "PK_4f0dd68bcf3807db477b545c113" PRIMARY KEY ("petition_id", "library_id")
);
CREATE INDEX "IDX_1bb598a30a5e270f6befed1e3e" ON "endorsement"  ("library_id");
CREATE TABLE "signature" (
  "petition_id" text NOT NULL,
  "email_hash" bytea NOT NULL,
  "id" uuid NOT NULL,
  "name" text NOT NULL,
  "country" text NOT NULL,
  "region" text,
  "consent_to_show_name" boolean NOT NULL,
  "updates_consent" boolean NOT NULL,
  "client_mutation_id" text,
  "signed_at" timestamptz(3) NOT NULL,
  CONSTRAINT "PK_bd19c711785980734c2a42fed04" PRIMARY KEY ("petition_id", "email_hash")
);
CREATE TABLE "area_count" (
  "petition_id" text NOT NULL,
  "country" text NOT NULL,
  "region" text NOT NULL,
  "count" integer NOT NULL,
  CONSTRAINT "area_count_positive" CHECK (count >= 0),
  CONSTRAINT "PK_58d2091f383bdde714ec0408fbc" PRIMARY KEY ("petition_id", "country", "region")
);
CREATE TABLE "hour_count" (
  "petition_id" text NOT NULL,
  "hour" timestamptz(3) NOT NULL,
  "count" integer NOT NULL,
  CONSTRAINT "hour_count_positive" CHECK (count >= 0),
  CONSTRAINT "PK_0f7bcb167058fad2761b35dcf0f" PRIMARY KEY ("petition_id", "hour")
);
ALTER TABLE "delivery" ADD CONSTRAINT "FK_aa66d0c6cf673b52e81f63f9ee9" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "endorsement" ADD CONSTRAINT "FK_97ca188cecde9b1941325958aa5" FOREIGN KEY ("petition_id") REFERENCES "petition"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
-- Counters change with every batch of signatures: room on the page lets PostgreSQL update them in place.
ALTER TABLE petition SET (fillfactor = 50);
ALTER TABLE area_count SET (fillfactor = 50);
ALTER TABLE hour_count SET (fillfactor = 50);

-- Undo
DROP TABLE hour_count;
DROP TABLE area_count;
DROP TABLE signature;
DROP TABLE endorsement;
DROP TABLE delivery;
DROP TABLE reported_count;
DROP TABLE petition;
