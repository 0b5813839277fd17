-- 2026-11-30. Imports of signatures on paper: whose they are, what they changed, and their counts by sheet, area and day.
CREATE TABLE "paper_import" (
  "id" uuid NOT NULL,
  "petition_id" text NOT NULL,
  "subject" text NOT NULL,
  "started_at" timestamptz(3) NOT NULL,
  "finished_at" timestamptz(3),
  "file_hash" text,
  "encoding" text NOT NULL,
  "rows" integer NOT NULL,
  "added" integer NOT NULL,
  "changed" integer NOT NULL,
  "unchanged" integer NOT NULL,
  "refused" integer NOT NULL,
  "undone_at" timestamptz(3),
  CONSTRAINT "PK_paper_import" PRIMARY KEY ("id"),
  CONSTRAINT "FK_paper_import_petition" FOREIGN KEY ("petition_id") REFERENCES "petition"("id")
);
CREATE INDEX "paper_import_by_petition" ON "paper_import" ("petition_id", "started_at");
ALTER TABLE "paper_signature"
  ADD "people" integer NOT NULL DEFAULT '1',
  ADD "import_id" uuid,
  ADD "person" integer,
  ADD "mark" bytea,
  ADD "email_hash" bytea,
  ADD "also_online" boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT "paper_signature_people" CHECK (people > 0);
CREATE UNIQUE INDEX "paper_signature_by_mark" ON "paper_signature" ("petition_id", "mark") WHERE mark IS NOT NULL;
CREATE INDEX "paper_signature_by_address" ON "paper_signature" ("petition_id", "email_hash") WHERE email_hash IS NOT NULL;
CREATE INDEX "paper_signature_by_import" ON "paper_signature" ("import_id", "sheet");
-- One spelling of a sheet from now on: composed letters, single blanks, no capitals. Where two would become one, both stay.
WITH spelt AS (
  SELECT petition_id, sheet, lower(regexp_replace(btrim(normalize(sheet, NFC)), '\s+', ' ', 'g')) AS anew
  FROM paper_signature GROUP BY 1, 2
), clear AS (
  SELECT petition_id, anew, min(sheet) AS sheet FROM spelt GROUP BY 1, 2 HAVING count(*) = 1 AND min(sheet) <> anew
)
UPDATE paper_signature AS paper SET sheet = clear.anew FROM clear
WHERE paper.petition_id = clear.petition_id AND paper.sheet = clear.sheet;
CREATE TABLE "paper_earlier" (
  "position" bigint GENERATED ALWAYS AS IDENTITY,
  "petition_id" text NOT NULL,
  "sheet" text NOT NULL,
  "line" integer NOT NULL,
  "country" text NOT NULL,
  "region" text,
  "signed_on" date,
  "people" integer NOT NULL,
  "import_id" uuid,
  "person" integer,
  "email_hash" bytea,
  CONSTRAINT "PK_paper_earlier" PRIMARY KEY ("position")
);
CREATE INDEX "paper_earlier_by_line" ON "paper_earlier" ("petition_id", "sheet", "line");
CREATE TABLE "paper_part" (
  "petition_id" text NOT NULL,
  "sheet" text NOT NULL,
  "country" text NOT NULL,
  "region" text NOT NULL,
  "day" date NOT NULL,
  "people" integer NOT NULL,
  CONSTRAINT "PK_paper_part" PRIMARY KEY ("petition_id", "sheet", "country", "region", "day")
);
INSERT INTO paper_part (petition_id, sheet, country, region, day, people)
SELECT petition_id, sheet, country, coalesce(region, ''), coalesce(signed_on, '-infinity'), sum(people)
FROM paper_signature GROUP BY 1, 2, 3, 4, 5;
ALTER TABLE "petition"
  ADD "paper_addresses" boolean NOT NULL DEFAULT false,
  ADD "paper_totals" integer NOT NULL DEFAULT '0';

-- Undo
ALTER TABLE "petition" DROP COLUMN "paper_totals", DROP COLUMN "paper_addresses";
DROP TABLE "paper_part";
DROP TABLE "paper_earlier";
DELETE FROM paper_signature WHERE people <> 1 OR line = 0;
ALTER TABLE "paper_signature" DROP COLUMN "also_online", DROP COLUMN "email_hash", DROP COLUMN "mark", DROP COLUMN "person",
  DROP COLUMN "import_id", DROP COLUMN "people";
DROP TABLE "paper_import";
