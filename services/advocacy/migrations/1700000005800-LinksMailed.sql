-- 2026-11-25. When an address that has signed was last sent its links.
ALTER TABLE "signature" ADD "links_mailed_at" timestamptz(3);

-- Undo
ALTER TABLE "signature" DROP COLUMN "links_mailed_at";
