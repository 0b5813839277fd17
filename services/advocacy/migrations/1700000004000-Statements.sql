-- 2026-11-23. Organizations, their statements and boycotts.
CREATE TABLE "organization" (
  "id" text NOT NULL,
  "name" text NOT NULL,
  "kind" text NOT NULL,
  "country" text NOT NULL,
  "region" text,
  "is_ala_chapter" boolean NOT NULL,
  CONSTRAINT "PK_472c1f99a32def1b0abb219cd67" PRIMARY KEY ("id")
);
CREATE TABLE "statement" (
  "id" text NOT NULL,
  "title" text NOT NULL,
  "stance" text NOT NULL,
  "organization_ids" text array NOT NULL,
  "published_day" date,
  "published_precision" text,
  "listed_on" date NOT NULL,
  "policy_ids" text array NOT NULL,
  "source_ids" text array NOT NULL,
  "confidence" text NOT NULL,
  "note" text,
  CONSTRAINT "PK_d2ef88cb44b99f3332a1eebb96f" PRIMARY KEY ("id")
);
CREATE TABLE "boycott" (
  "id" text NOT NULL,
  "title" text NOT NULL,
  "target_publisher_id" text NOT NULL,
  "coordinator" text NOT NULL,
  "started_on" date NOT NULL,
  "ended_on" date,
  "policy_ids" text array NOT NULL,
  CONSTRAINT "PK_c1a632331f3f31552ecc981896e" PRIMARY KEY ("id")
);

-- Undo
DROP TABLE boycott;
DROP TABLE statement;
DROP TABLE organization;
