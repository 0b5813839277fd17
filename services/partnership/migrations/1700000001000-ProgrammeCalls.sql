-- 2026-11-23. Calls for partnerships.
CREATE TABLE "programme_call" (
  "id" text NOT NULL,
  "title" text NOT NULL,
  "by" text NOT NULL,
  "committee" text,
  "called_on" date NOT NULL,
  "body" text NOT NULL,
  "reasons" jsonb NOT NULL,
  "links" jsonb NOT NULL,
  "source_ids" text array NOT NULL,
  "confidence" text NOT NULL,
  CONSTRAINT "PK_cf8f626cfdf07dcbaccb585da30" PRIMARY KEY ("id")
);
CREATE INDEX "programme_call_by_day" ON "programme_call" ("called_on", "id");

-- Undo
DROP TABLE programme_call;
