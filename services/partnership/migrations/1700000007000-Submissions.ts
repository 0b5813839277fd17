// Where are submissions, their contacts, the hours of libraries and the record of all writes kept?
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Submissions1700000007000 implements MigrationInterface {
  async up(run: QueryRunner): Promise<void> {
    await run.query(`ALTER TABLE "library" ADD "meeting_hours" jsonb`);
    await run.query(`
      ALTER TABLE "listing"
        ALTER "library_id" DROP NOT NULL,
        ADD "new_library" jsonb,
        ADD "decline_reason" text,
        ADD "reminded_days" integer,
        ADD CONSTRAINT "listing_of_library" CHECK (num_nonnulls(library_id, new_library) = 1),
        ADD CONSTRAINT "listing_of_known_library" CHECK (library_id IS NOT NULL OR state IN ('SUBMITTED', 'DECLINED', 'WITHDRAWN'))`);
    await run.query(`
      CREATE TABLE "listing_contact" (
        "listing_id" text NOT NULL,
        "sealed" text NOT NULL,
        "digest" bytea NOT NULL,
        "submitted_at" timestamp with time zone NOT NULL,
        "confirmed_at" timestamp with time zone,
        "silent" boolean NOT NULL DEFAULT false,
        CONSTRAINT "PK_listing_contact" PRIMARY KEY ("listing_id")
      )`);
    await run.query(`
      CREATE INDEX "listing_contact_by_digest" ON "listing_contact" ("digest", "submitted_at")`);
    await run.query(`
      ALTER TABLE "listing_contact" ADD CONSTRAINT "listing_contact_listing" FOREIGN KEY ("listing_id") REFERENCES "listing"("id") ON DELETE CASCADE`);
    await run.query(`
      CREATE TABLE audit_entry (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        at timestamptz(3) NOT NULL,
        subject text NOT NULL,
        action text NOT NULL,
        record_id text NOT NULL,
        before jsonb,
        after jsonb
      )`);
    await run.query(`CREATE INDEX audit_entry_by_record ON audit_entry (record_id, at)`);
  }

  async down(run: QueryRunner): Promise<void> {
    await run.query('DROP TABLE audit_entry');
    await run.query('DROP TABLE listing_contact');
    await run.query(`DELETE FROM listing WHERE library_id IS NULL`);
    await run.query(
      'ALTER TABLE listing DROP new_library, DROP decline_reason, DROP reminded_days, ALTER library_id SET NOT NULL',
    );
    await run.query('ALTER TABLE library DROP meeting_hours');
  }
}
