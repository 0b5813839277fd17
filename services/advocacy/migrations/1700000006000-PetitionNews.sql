-- 2026-11-25. What organizers told those who asked for news.
CREATE TABLE "petition_news" (
  "id" uuid NOT NULL,
  "petition_id" text NOT NULL,
  "subject" text NOT NULL,
  "text" text NOT NULL,
  "sent_at" timestamptz(3) NOT NULL,
  CONSTRAINT "PK_petition_news" PRIMARY KEY ("id"),
  CONSTRAINT "FK_a9de74953d24e2315566e44bd71" FOREIGN KEY ("petition_id") REFERENCES "petition"("id")
);
CREATE INDEX "IDX_b1acac1e63bacc1d6b41f1950f" ON "petition_news" ("petition_id", "sent_at");

-- Undo
DROP TABLE "petition_news";
