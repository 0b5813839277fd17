-- 2026-11-23. Where facts were read.
CREATE TABLE "source" (
  "id" text NOT NULL,
  "title" text NOT NULL,
  "url" text,
  CONSTRAINT "PK_018c433f8264b58c86363eaadde" PRIMARY KEY ("id")
);

-- Undo
DROP TABLE source;
