-- 2026-11-30. How the columns of a file of signatures on paper were read, so that the next file with the same header is read alike.
CREATE TABLE "paper_layout" (
  "petition_id" text NOT NULL,
  "id" text NOT NULL,
  "program" text,
  "has_header" boolean NOT NULL,
  "columns" jsonb NOT NULL,
  "dates" text,
  "country" text,
  "remembered_at" timestamptz(3) NOT NULL,
  CONSTRAINT "PK_paper_layout" PRIMARY KEY ("petition_id", "id"),
  CONSTRAINT "FK_paper_layout_petition" FOREIGN KEY ("petition_id") REFERENCES "petition"("id")
);

-- Undo
DROP TABLE "paper_layout";
