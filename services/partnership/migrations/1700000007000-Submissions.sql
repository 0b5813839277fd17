-- 2026-11-24. Submissions, their contacts, the hours of libraries and the audit log.
ALTER TABLE "library" ADD "meeting_hours" jsonb;
ALTER TABLE "listing"
  ALTER "library_id" DROP NOT NULL,
  ADD "new_library" jsonb,
  ADD "decline_reason" text,
  ADD "reminded_days" integer,
  ADD CONSTRAINT "listing_of_library" CHECK (num_nonnulls(library_id, new_library) = 1),
  ADD CONSTRAINT "listing_of_known_library" CHECK (library_id IS NOT NULL OR state IN ('SUBMITTED', 'DECLINED', 'WITHDRAWN'));
CREATE TABLE "listing_contact" (
  "listing_id" text NOT NULL,
  "sealed" text NOT NULL,
  "digest" bytea NOT NULL,
  "submitted_at" timestamp with time zone NOT NULL,
  "confirmed_at" timestamp with time zone,
  "silent" boolean NOT NULL DEFAULT false,
  CONSTRAINT "PK_listing_contact" PRIMARY KEY ("listing_id")
);
CREATE INDEX "listing_contact_by_digest" ON "listing_contact" ("digest", "submitted_at");
ALTER TABLE "listing_contact" ADD CONSTRAINT "listing_contact_listing" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE CASCADE;
CREATE TABLE audit_entry (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  at timestamptz(3) NOT NULL,
  subject text NOT NULL,
  action text NOT NULL,
  record_id text NOT NULL,
  before jsonb,
  after jsonb
);
CREATE INDEX audit_entry_by_record ON audit_entry (record_id, at);

-- Undo
DROP TABLE audit_entry;
DROP TABLE listing_contact;
DELETE FROM listing WHERE library_id IS NULL;
ALTER TABLE listing DROP new_library, DROP decline_reason, DROP reminded_days, ALTER library_id SET NOT NULL;
ALTER TABLE library DROP meeting_hours;
